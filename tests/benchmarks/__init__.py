"""Benchmarks: ratios against baselines measured in the same run. `make bench` prints them; no test depends on them."""
