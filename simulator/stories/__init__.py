"""Stories: what happens, as a product owner would tell it, told to the simulated world and judged.

They stand apart from the world, which knows no expectations. The language is told in
docs/simulator.md.
"""
