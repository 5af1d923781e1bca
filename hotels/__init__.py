"""Scripted hotels: what a simulated hotel does when its phone rings.

Pure: text in, decisions out. No clock, no thread, no file, no network, and no randomness beyond a
seed that the caller passes. The same scripts drive the stand-ins (real time) and the simulator
(virtual time), so nothing here may know which of the two is asking.
"""
