"""The activities, sessions and recommendations that the engine offers a learner."""
