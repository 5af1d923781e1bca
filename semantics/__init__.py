"""The services' own rules as pure functions.

They stand below generator and simulator, which must agree on them, and import nothing of ours.
"""
