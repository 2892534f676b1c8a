"""The front ends of torchquiz: the Textual app and the plain one. The engine decides everything."""
