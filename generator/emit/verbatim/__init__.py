"""Python that is the same for every system and goes into the out folder as it stands here.

It stands apart because it is source and data at once: the generator's own tests run it here, and
`generator.emit.constant` copies its text. Invariant: it imports the standard library alone, and
each other by relative names, since the out folder is another package.
"""
