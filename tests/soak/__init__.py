"""Contains long tests that print figures; `make soak` runs them all."""
