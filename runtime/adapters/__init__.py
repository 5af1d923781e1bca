"""The world as it is: one module for each port and its vendor, and what two of one vendor's share.

They stand apart because only here an SDK is imported. Invariant: an adapter translates; it decides
nothing.
"""
