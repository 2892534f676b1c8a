"""What the layers of the jail have in common."""


class Unavailable(Exception):
    """The system does not offer this layer; the message says why."""
