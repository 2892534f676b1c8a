"""The engine, which loads lessons, proves them on PyTorch, and keeps track of what learners know.

It does not depend on any user interface.
"""
