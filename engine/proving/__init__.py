"""Proves banks: runs every item's programs, checks what its texts say, and keeps what is proven."""
