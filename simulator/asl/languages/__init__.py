"""The two query languages: how a state's fields select, shape, assign and decide.

They know nothing of the types of states, which ask both the same few questions (`language.py`).
"""
