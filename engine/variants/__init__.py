"""Turns an item into its variants: parameters, substitution, blanks, edits and templates.

Nothing in this package needs PyTorch.
"""
