"""Draws parameters for the quick questions of drills, and runs those questions."""
