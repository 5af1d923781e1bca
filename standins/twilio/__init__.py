"""A simulated Twilio: it takes calls over the API, rings scripted hotels and tells by webhook."""
