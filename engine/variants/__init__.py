"""Creates the variants of an item from its parameters, blanks, edits and templates.

Nothing in this package needs PyTorch.
"""
