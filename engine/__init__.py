"""The engine: it loads lessons, proves them on PyTorch, and records what learners know.

It does not depend on any user interface.
"""
