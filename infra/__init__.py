"""The AWS system as CDK constructs: loops over the rows of `generated/deployment.py`.

Nothing here has a name, a number or a list of its own, so what the specs gain needs no edit here;
only a new *kind* of thing does.
"""
