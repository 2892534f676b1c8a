"""Makes modules importable from source code in the job, since the child cannot read any files.

This code runs in a child before the code that imports the modules. Its names begin with an
underscore to avoid clashes with the lesson's names.
"""

# Not imported from `typing`, because that would add a name to those of the lesson.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from types import ModuleType

    _Source = tuple[str, str, bool]
    """A module's file name, its code, and whether it is a package."""


def _provide(sources: "dict[str, _Source]") -> None:
    """Make modules importable from source code, taking precedence over installed ones."""
    import sys
    from importlib.abc import Loader, MetaPathFinder
    from importlib.machinery import ModuleSpec

    class Finder(MetaPathFinder, Loader):
        def find_spec(
            self, name: str, path: object = None, target: object = None
        ) -> "ModuleSpec | None":
            if name not in sources:
                return None
            file, _, is_package = sources[name]
            spec = ModuleSpec(name, self, origin=file, is_package=is_package)
            spec.has_location = True
            return spec

        def exec_module(self, module: "ModuleType") -> None:
            file, code, _ = sources[module.__name__]
            _remember_lines(file, code)
            exec(compile(code, file, "exec", dont_inherit=True), vars(module))

    sys.meta_path.insert(0, Finder())


def _remember_lines(file: str, code: str) -> None:
    """Make the source lines of a file available to tracebacks and `inspect`."""
    import linecache

    lines = [f"{line}\n" for line in code.split("\n")]
    linecache.cache[file] = (len(code), None, lines, file)
