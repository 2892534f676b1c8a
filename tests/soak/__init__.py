"""Long tests, each of which prints its figures; `make soak` runs them all."""
