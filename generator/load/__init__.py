"""Loads specs: a folder's files become trees whose every node knows its place and has its shape.

It stands apart because nothing after it meets YAML or JSON Schema. `folder` finds the files,
`source` reads one, `shape` holds its tree against the schema of its kind. Invariant: it stops at no
mistake, and whatever lies in a folder gives trees or diagnostics, never an exception.
"""
