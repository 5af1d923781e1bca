"""Compares the simulator with recordings of the real services: `python -m simulator conform`.

It stands apart because nothing else knows of these rows: `lines` reads a file, `asl` and `events`
judge what is in it.
"""
