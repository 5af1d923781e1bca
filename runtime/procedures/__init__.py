"""What several functions do alike with ports: read, let the domain decide, write, then act.

They stand apart from handlers because a handler is one Lambda and does not reach into another.
Invariant: what cannot be taken back is written down before.
"""
