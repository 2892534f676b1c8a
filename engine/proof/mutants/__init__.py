"""Changes right programs as learners go wrong, to find wrong programs that the checks accept."""
