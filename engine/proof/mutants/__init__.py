"""Puts learners' mistakes into right programs, to find wrong programs that the checks accept."""
