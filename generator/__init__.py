"""Turns specs/ into generated/ in five steps: load, resolve, check, emit, write."""
