"""Runs the generated files in one process, in virtual time, the same every time."""
