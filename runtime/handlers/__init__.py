"""One module for each function of the specs: what it does with what it takes.

They stand apart from everything around them: a handler gets typed values and ports, decides with
the domain, and acts. Invariant: no handler knows AWS, a vendor, or another handler.
"""
