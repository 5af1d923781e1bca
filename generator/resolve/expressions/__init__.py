"""The expression language: what `when`, `with` and `set` hold, from text to typed trees.

It stands apart because it is a language of its own, used by flows and routes alike. Invariant: any
text gives an expression whose every part has a type and a place, or diagnostics.
"""
