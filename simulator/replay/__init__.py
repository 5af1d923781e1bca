"""Runs a recorded execution through today's definition: `python -m simulator replay`.

It stands apart because it reads what the real service wrote. `recording` reads a history, `run`
runs it again, `route` compares both, `command` tells it.
"""
