"""Turns an item into its variants: parameters, code with their values, blanks, edits, templates.

Nothing here needs torch.
"""
