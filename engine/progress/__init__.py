"""Stores what a learner did, and computes mastery, schedules and verdicts from it."""
