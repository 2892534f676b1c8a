"""Defines the exception raised by layers of protection that are not available."""


class Unavailable(Exception):
    """Raised if the system does not support a layer of protection. The message explains why."""
