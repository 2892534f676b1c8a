"""Puts typical mistakes into correct programs, to find wrong programs that the checks accept."""
