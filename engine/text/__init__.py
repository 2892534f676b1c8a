"""Makes texts safe to show: nothing invisible, nothing that controls a terminal."""
