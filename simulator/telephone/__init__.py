"""The telephone network in virtual time: scripted hotels on one end, our webhooks on the other.

It stands apart because it behaves as the provider does and knows nothing of the system but its
endpoints. Invariants: every call that was accepted ends, and tells so once; instructions are
followed as the provider follows TwiML.
"""
