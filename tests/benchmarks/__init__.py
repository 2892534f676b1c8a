"""The benchmarks, which compare measurements with baselines from the same run.

`make bench` prints each measurement as soon as it is made. No test depends on them.
"""
