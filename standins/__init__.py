"""Simulated vendors: HTTP servers on loopback that the real Twilio and ElevenLabs SDKs talk to.

They are no fakes inside a test but other processes on the wire, and so they check what they are
sent as the vendors would. They know scripted hotels and nothing of the system that calls them.
"""
