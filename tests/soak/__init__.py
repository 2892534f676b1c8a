"""Long-running tests that print statistics; `make soak` runs them all."""
