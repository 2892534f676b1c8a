"""Contains benchmarks, whose figures are multiples of baselines measured in the same run.

`make bench` prints each figure as soon as it is measured. No test depends on a figure.
"""
