"""Keeps pytest from proving the sample banks as if they were lessons: each of them holds a fault on purpose."""

collect_ignore_glob = ["banks/*"]
