"""The types of states: what each does when it is entered, in either query language."""
