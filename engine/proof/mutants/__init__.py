"""Puts typical mistakes into correct programs, to find wrong programs that pass the checks."""
