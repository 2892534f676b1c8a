"""The engine: it loads lessons, proves them on PyTorch, and records what learners know.

The engine does not depend on any user interface.
"""
