"""AWS services in virtual time, as their documentation describes them.

They stand apart because they are general: they know clock and chance, and nothing of what is
generated or handled here. `simulator.world` puts them together to the system. Invariant: no service
reads a wall clock or has chance of its own, and what it refuses, it refuses under the code by which
the real one does.
"""
