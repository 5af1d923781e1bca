"""The whole system: its functions, services and telephones in one world, what must always hold of
it, and what it costs.
"""
