"""The widgets that the screens are built from.

Each shows one thing and posts a message when something happens to it.
"""
