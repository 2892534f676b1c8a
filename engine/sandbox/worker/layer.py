"""Defines the exception raised by layers of protection that are not available."""


class Unavailable(Exception):
    """The system does not support this layer. The message explains why."""
