"""Benchmarks: figures as multiples of baselines that are measured in the same run.

`make bench` prints each figure as soon as it is measured. No test depends on one.
"""
