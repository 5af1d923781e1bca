"""What follows from the model: a flow's graph, its loops and longest way, who tells what to whom.

It stands apart because emitters, checks and pages ask the same questions and must get one answer.
Invariant: pure functions of the model; whether an answer is a mistake is for a check to say.
"""
