"""A command line or a file that cannot be used.

It stands apart because every part that reads files for a person says so in the same way.
"""


class Unusable(Exception):  # noqa: N818 - it says what a file or a flag is
    """The message is for a person: what is wrong where, and what would be right."""
