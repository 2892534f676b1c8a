"""Draws the parameters of quick questions and runs the questions."""
