"""The engine: loads lessons, proves them on PyTorch, and decides what a learner can do.

It knows no screen.
"""
