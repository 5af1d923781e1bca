"""A simulated ElevenLabs: text becomes audio that carries its text."""
