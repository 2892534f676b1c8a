"""Puts the engine's results into words, which both front ends use."""
