"""Runs a recorded execution through today's definition: `python -m simulator replay`.

It stands apart because it holds a definition against what the real service wrote. `run` runs a
recording again, `route` compares both, `command` tells it.
"""
