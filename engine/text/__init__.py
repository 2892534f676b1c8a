"""Makes text safe to display, and defines the markup within a line of a lesson."""
