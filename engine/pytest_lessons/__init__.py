"""Collects tests from lessons and proves them for pytest; imported when a lesson is found."""
