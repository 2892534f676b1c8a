"""Draws parameters for a drill's quick questions, and runs the questions."""
