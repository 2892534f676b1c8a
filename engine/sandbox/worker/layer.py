"""Defines the exception that all layers of confinement raise."""


class Unavailable(Exception):
    """The system does not offer this layer; the message says why."""
