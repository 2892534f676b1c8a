"""What a learner does: activities, sessions, what comes next, and what follows."""
