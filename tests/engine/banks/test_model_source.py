"""The file of a model and the modules beside it become code that a confined child can run."""

from pathlib import Path

import pytest

from torchquiz.engine.banks.model_source import read_model_source, without_main_part
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.sandbox.job import Ask, Job
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]


def write(folder: Path, **files: str) -> None:
    """Write files whose names have `__` for a slash, such as `pkg__net` for `pkg/net.py`."""
    for name, code in files.items():
        path = folder / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code)


def value_of(pool: Pool, path: Path, ask: str) -> object:
    outcome = pool.run(Job(read_model_source(path).blocks, (Ask(ask),)))
    assert outcome.failure == ""
    answer = outcome.answers[0]
    assert not isinstance(answer, (str, tuple))
    return getattr(answer, "data", answer)


def test_a_single_file_runs_as_it_is_but_not_as_a_program(tmp_path: Path, pool: Pool) -> None:
    write(tmp_path, net="size = 3\nif __name__ == '__main__':\n    size = 4\n")
    assert read_model_source(tmp_path / "net.py").is_single
    assert value_of(pool, tmp_path / "net.py", "size") == 3


def test_the_part_for_programs_becomes_empty_lines() -> None:
    code = "a = 1\nif '__main__' == __name__:\n    a = 2\nb = 3\n"
    assert without_main_part(code) == "a = 1\n\n\nb = 3\n"
    assert without_main_part("if __name__ != '__main__':\n    a = 1\n").startswith("if")


def test_modules_beside_the_file_are_imported_even_indirectly(tmp_path: Path, pool: Pool) -> None:
    write(
        tmp_path,
        net="from blocks import size",
        blocks="import more\nsize = more.size",
        more="size = 5",
    )
    source = read_model_source(tmp_path / "net.py")
    assert {file.module for file in source.modules} == {"blocks", "more"}
    assert value_of(pool, tmp_path / "net.py", "size") == 5


def test_a_file_in_a_package_may_import_relatively(tmp_path: Path, pool: Pool) -> None:
    write(tmp_path, pkg="raise SystemExit")
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "__init__.py").write_text("")
    write(tmp_path, pkg__net="from .parts.layer import size", pkg__parts__layer="size = 6")
    (tmp_path / "pkg" / "parts" / "__init__.py").write_text("")
    assert value_of(pool, tmp_path / "pkg" / "net.py", "size") == 6


def test_a_change_of_any_file_changes_the_hash(tmp_path: Path) -> None:
    write(tmp_path, net="import blocks", blocks="size = 5")
    before = read_model_source(tmp_path / "net.py").digest
    write(tmp_path, blocks="size = 6")
    assert read_model_source(tmp_path / "net.py").digest != before


def test_an_installed_package_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, net="import torch\nfrom torch import nn")
    assert read_model_source(tmp_path / "net.py").modules == ()


@pytest.mark.parametrize(
    ("content", "part"),
    [(b"def f(:\n", "net.py:1:7: this is not valid Python"), (b"\xff\xfe\x00", "not valid UTF-8")],
)
def test_a_file_that_is_not_python_is_one_sentence(
    tmp_path: Path, content: bytes, part: str
) -> None:
    (tmp_path / "net.py").write_bytes(content)
    with pytest.raises(TorchquizError) as error:
        read_model_source(tmp_path / "net.py")
    assert part in str(error.value)
