"""What a learner did, kept for good, and what follows from it."""
