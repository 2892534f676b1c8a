"""The two front ends: the Textual app and the plain text mode.

Both only display what the engine decides.
"""
