"""Stores a learner's attempts, and computes mastery, schedules and verdicts from them."""
