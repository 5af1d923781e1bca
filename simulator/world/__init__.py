"""The AWS around the handlers, in one process and in virtual time.

It stands apart from the state machine, which knows no handlers, and from the telephones. It is
built from generated files and serves the real handlers through the ports of `runtime.ports`.
Invariants: nothing sleeps, nothing reads the wall clock, and all chance comes from the one clock:
the same seed gives the same trace.
"""
