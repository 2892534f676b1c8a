"""Stories of what a learner does and sees."""
