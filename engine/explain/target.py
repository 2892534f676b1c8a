"""Parses the arguments of `torchquiz explain` that name a model and describe its inputs."""

import ast
import keyword
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from torchquiz.engine.banks.model_source import ModelSource, read_model_source
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.sandbox.job import Block
from torchquiz.engine.wording import did_you_mean

# Matches sizes such as `8x3x64x64` or `8×3`, but not `8x` or `torch.rand(8)`.
SIZES = re.compile(r"\d+(?:[x×]\d+)*")
# Matches a named input such as `tokens=torch.ones(2)`, but not `a == b`.
NAMED = re.compile(r"\s*([A-Za-z_]\w*)\s*=(?!=)\s*(.+)", re.DOTALL)
MOST_SIZE = 10**9
IMPORTS = "import torch\nfrom torch import nn"
EXAMPLE = "torchquiz explain net.py:Net --input 8x3x64x64"


@dataclass(frozen=True, slots=True)
class Target:
    """A model to explain, and the code that builds and calls it."""

    name: str
    """The name of the model's class or function, such as `Net`."""
    source: ModelSource | None
    """The model's file, or None for a model from an installed package."""
    module: str
    """The module of an installed package, such as `torchvision.models`, or an empty string."""
    call: str
    """The call to the model, such as `Net()(torch.rand(8, 3, 64, 64))`."""
    weights: Path | None = None
    """A file whose weights are loaded into the model before it runs."""

    @property
    def setups(self) -> tuple[Block, ...]:
        """The blocks of code that define the model."""
        own = self.source.blocks if self.source else ()
        return (*own, Block(self.own_setup, "setup", role="setup"))

    @property
    def own_setup(self) -> str:
        """The imports that the lesson's setup needs in addition to the model's file."""
        if not self.module:
            return IMPORTS
        return f"{IMPORTS}\nfrom {self.module} import {self.name}"

    def locate(self, file: str) -> str:
        """Return the path of a file named in the trace, or the name itself if no file is found."""
        if self.source is None:
            return file
        depth = len(Path(self.source.main.name).parts)
        folders = self.source.path.parents
        path = folders[depth - 1] / file if depth <= len(folders) else Path(file)
        return str(path) if path.is_file() else file

    @property
    def shown(self) -> str:
        """The model as the user named it, such as `net.py:Net`."""
        return f"{self.source.path if self.source else self.module}:{self.name}"


def parse_target(text: str, arguments: str, inputs: Sequence[str]) -> Target:
    """Parse the part of the command line that names a model and its inputs.

    Args:
        text: a file or a module, a colon, and a name, such as `net.py:Net`. In a file with only one
            model, the name may be left out.
        arguments: the arguments of the model's constructor, such as `hidden=64`.
        inputs: the inputs, such as `8x3x64x64` or `tokens=torch.ones(2, 3)`.

    Raises:
        TorchquizError: an argument cannot be parsed, or the file does not define the name.
    """
    where, colon, name = text.rpartition(":")
    if not colon or (not where and name) or name.endswith(".py"):
        where, name = text, ""
    given = ", ".join(map(input_code, inputs))
    if not given:
        raise TorchquizError(f"name the input's shape with --input, as in `{EXAMPLE}`.")
    if where.endswith(".py") or "/" in where:
        source = read_model_source(_existing(Path(where)))
        name, is_instance = _name_in(source, name, where)
        return Target(name, source, "", f"{_built(name, arguments, is_instance)}({given})")
    if not all(part.isidentifier() for part in where.split(".")):
        raise TorchquizError(f"“{where}” is neither a Python file nor a module; see `{EXAMPLE}`.")
    if not name.isidentifier() or keyword.iskeyword(name):
        raise TorchquizError(f"name the model in {where} after a colon, as in `{where}:resnet18`.")
    return Target(name, None, where, f"{_built(name, arguments, is_instance=False)}({given})")


def input_code(text: str) -> str:
    """Convert an input from the command line to the code of an argument.

    Sizes such as `8x3x64x64` become a random tensor of this shape.

    Raises:
        TorchquizError: the input is neither a list of sizes nor a valid expression.
    """
    named = NAMED.fullmatch(text)
    name, value = (named[1], named[2].strip()) if named else ("", text.strip())
    if SIZES.fullmatch(value):
        sizes = [int(size) for size in re.split("[x×]", value)]
        if max(sizes) > MOST_SIZE:
            raise TorchquizError(f"--input {text}: a size above {MOST_SIZE:,} is too large.")
        value = f"torch.rand({', '.join(map(str, sizes))})"
    if not _is_call(f"f({value}\n)"):
        raise TorchquizError(
            f"--input {text}: this is neither a shape, such as 8x3x64x64, nor a Python"
            " expression, such as tokens=torch.randint(0, 100, (2, 12))."
        )
    return f"{name}={value}" if name else value


def _built(name: str, arguments: str, is_instance: bool) -> str:
    if is_instance:
        if arguments.strip():
            raise TorchquizError(f"{name} is already built, so it takes no --args.")
        return name
    code = f"{name}({arguments.strip()})"
    if not _is_call(code):
        raise TorchquizError(
            f"--args {arguments}: these are not valid arguments; write them like hidden=64."
        )
    return code


def _is_call(code: str) -> bool:
    """Return whether code is a single call to a name, such as `Net(hidden=64)`."""
    try:
        node = ast.parse(code, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise TorchquizError(f"{path}: the file does not exist.")
    return path


def _name_in(source: ModelSource, name: str, shown: str) -> tuple[str, bool]:
    """Return the name of the model in a file, and whether that name refers to an instance.

    Raises:
        TorchquizError: the file does not define the given name, or no name was given and the file
            does not define exactly one model class.
    """
    classes: list[str] = []
    names: dict[str, bool] = {}
    for node in ast.walk(ast.parse(source.main.code)):
        if isinstance(node, ast.ClassDef):
            names[node.name] = False
            classes += [node.name] if any(map(_is_module, node.bases)) else []
        elif isinstance(node, ast.FunctionDef):
            names.setdefault(node.name, False)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name): False for alias in node.names}
        elif isinstance(node, ast.Assign):
            names |= {
                target.id: not isinstance(node.value, ast.Name | ast.Lambda)
                for target in node.targets
                if isinstance(target, ast.Name)
            }
    if not name and len(classes) == 1:
        return classes[0], False
    if not name:
        known = ", ".join(f"{shown}:{each}" for each in classes) or "none was found"
        raise TorchquizError(f"{shown}: add a colon and the name of one of its models ({known}).")
    if name not in names:
        meant = did_you_mean(name, names)
        raise TorchquizError(f"{shown}: it has no model called {name}; {meant}".rstrip("; ") + ".")
    return name, names[name]


def _is_module(base: ast.expr) -> bool:
    """Return whether a base class is named `Module`, as in `nn.Module`."""
    return ast.unparse(base).rpartition(".")[2] == "Module"
