# Written by `python -m generator generate`; edit specs/ instead.
"""What specs/ means, for those who run it, deploy it or review it."""
