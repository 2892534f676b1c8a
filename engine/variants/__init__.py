"""From an item to its variants: parameters, code with their values, blanks, changes, templates.

Nothing here needs torch.
"""
