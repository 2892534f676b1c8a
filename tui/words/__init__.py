"""Puts the results of the engine into words for both front ends."""
