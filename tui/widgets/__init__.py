"""The widgets that the screens are built from.

Each widget shows one thing, and posts messages about what the learner does with it.
"""
