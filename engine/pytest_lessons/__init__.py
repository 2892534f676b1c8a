"""What pytest collects from a lesson and how it is proven; loaded when a lesson is found."""
