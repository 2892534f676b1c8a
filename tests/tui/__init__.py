"""Tests of the front ends, most of them stories of what a learner does and sees."""
