"""What the stores keep: plain values that domain, ports and adapters share.

They stand apart so that the domain can decide about them and an adapter can store them, without
either knowing the other. Invariant: values only; what may become of them is the domain's to say.
"""
