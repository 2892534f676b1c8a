"""Activities, sessions and recommendations for a learner."""
