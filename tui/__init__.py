"""The front ends of torchquiz: the Textual app, and the plain one; both show what the engine says and decide nothing."""
