# Written by `python -m generator generate`; edit specs/ instead.
"""What each function takes, gives, raises and tells."""
