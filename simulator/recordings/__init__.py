"""Executions as GetExecutionHistory gives them, read into a tree of what was visited.

They stand apart because a recording is run again (`simulator/replay`) and drawn (`simulator/page`).
"""
