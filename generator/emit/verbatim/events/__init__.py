"""The part of the events' package that is the same for every system."""
