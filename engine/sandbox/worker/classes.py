"""Names classes and truncates strings in ways that a snippet's own classes cannot influence.

Classes are compared by `is` and described by `type` itself, because a metaclass can make a class
equal to anything and return anything for its name and its ancestors.
"""

import builtins

MAX_TEXT = 4000
"""The maximum length of a reported name or string, in characters."""
MAX_ANCESTORS = 1000

BUILTIN_CLASSES = tuple(value for value in vars(builtins).values() if type(value) is type)
ANCESTORS = type.__dict__["__mro__"].__get__
QUALIFIED_NAME = type.__dict__["__qualname__"].__get__
MODULE = type.__dict__["__module__"].__get__


def class_name(kind: type) -> str:
    """Return a class's name, qualified with its module unless the class is a builtin.

    Builtins are looked up in a list, because a class can claim to belong to any module.
    """
    name: str = QUALIFIED_NAME(kind)
    return name if is_one_of(kind, BUILTIN_CLASSES) else cut(f"{MODULE(kind)}.{name}")


def lineage(kind: type) -> list[str]:
    """Return the names of a class and all its base classes except `object`."""
    return [class_name(ancestor) for ancestor in ANCESTORS(kind)[:-1][:MAX_ANCESTORS]]


def is_one_of(kind: type, kinds: tuple[type, ...]) -> bool:
    """Return whether a class is one of `kinds`. Using `in` instead could call its metaclass."""
    return any(kind is other for other in kinds)


def cut(text: str) -> str:
    """Truncate a string, and return it as a plain `str`, without calling methods of a subclass."""
    return str.__getitem__(text, slice(MAX_TEXT))
