"""Puts the engine's results into words, for both front ends."""
