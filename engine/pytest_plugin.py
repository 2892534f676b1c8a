"""Lets `pytest` prove answer keys: one test per item and group of variants, with the sentences that `torchquiz check` says.

Loaded by the root `conftest.py`. An entry point would load it in every project on the machine, also in one that has an
`engine` folder of its own.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from torchquiz.engine.banks.load import Bank, load_bank
from torchquiz.engine.errors import BankError, Fault
from torchquiz.engine.folders import BANKS
from torchquiz.engine.models.authored import Item
from torchquiz.engine.models.ways import WayName
from torchquiz.engine.proof.context import Ground
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.proving.item import ItemProof, prove_item
from torchquiz.engine.proving.lesson_ways import stand_of
from torchquiz.engine.proving.ways import prove_way
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.variants.grid import GridError, draws
from torchquiz.engine.variants.substitution import written
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS

POOL = pytest.StashKey[Pool]()


class NotProvenError(Exception):
    """A test's faults, to be shown without a stack trace."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "LessonFile | None":
    """Collect YAML files of the shipped banks, files that name a lesson, and files that are asked for by name."""
    if file_path.suffix != ".yaml" or file_path.name == SHARED_MISCONCEPTIONS:
        return None
    is_asked_for = any(
        Path(argument.split("::")[0]).resolve() == file_path for argument in parent.config.args
    )
    if is_asked_for or BANKS in file_path.parents or _names_a_lesson(file_path):
        return LessonFile.from_parent(parent, path=file_path)
    return None


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the workers."""
    if POOL in config.stash:
        config.stash[POOL].close()


def _names_a_lesson(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        return any(line.startswith("lesson:") for line in file)


def _pool(config: pytest.Config) -> Pool:
    """The workers of this test run, started when the first snippet needs one."""
    if POOL not in config.stash:
        config.stash[POOL] = Pool(1)
    return config.stash[POOL]


class LessonFile(pytest.File):
    """A lesson's file, whose tests are its form, its items and its ways."""

    def collect(self) -> Iterator[pytest.Item]:
        """One test for the form, one per item and group of variants, one per way."""
        name = _name(self)
        try:
            bank = load_bank(self.path, name)
        except BankError as error:
            yield Form.from_parent(self, name="lesson", faults=error.faults)
            return
        yield Form.from_parent(
            self, name="lesson", faults=[fault for fault in bank.faults if fault.item is None]
        )
        broken: dict[str, list[Fault]] = {}
        for fault in bank.faults:
            if fault.item is not None:
                broken.setdefault(fault.item, []).append(fault)
        for item, faults in broken.items():
            yield Form.from_parent(self, name=item, faults=faults)
        provings = {
            item.id: Proving(item, ground, bank.lesson.lesson) for item, ground in bank.items
        }
        for proving in provings.values():
            yield from self._groups(proving)
        for way in bank.ways:
            yield WayTest.from_parent(self, name=way, bank=bank, way=way, provings=provings)

    def _groups(self, proving: "Proving") -> Iterator[pytest.Item]:
        """A group holds the variants that share the first parameter's value."""
        try:
            drawn = draws(proving.item)
        except GridError:
            drawn = []
        groups: dict[str, list[str]] = {}
        for draw in drawn:
            first = [f"[{name}={written(value)}]" for name, value in draw.params.items()][:1]
            groups.setdefault("".join(first), []).append(draw.name)
        for number, (group, variants) in enumerate(groups.items() or [("", [])]):
            yield ItemTest.from_parent(
                self,
                name=proving.item.id + group,
                proving=proving,
                variants=variants,
                is_first=number == 0,
            )


class Proving:
    """An item's proof, made once for all its groups."""

    def __init__(self, item: Item, ground: Ground, lesson: str) -> None:
        self.item = item
        self._ground = ground
        self._lesson = lesson
        self._proof: ItemProof | None = None

    def proof(self, pool: Pool) -> ItemProof:
        """The proof, made when first asked for."""
        if self._proof is None:
            self._proof = prove_item(self.item, self._ground, self._lesson, torch_version(), pool)
        return self._proof


class _Test(pytest.Item):
    """A test whose failure is its faults."""

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None
    ) -> str:
        """The faults as `torchquiz check` says them; anything else with its stack trace."""
        if isinstance(excinfo.value, NotProvenError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the test comes from."""
        return self.path, None, self.name


class Form(_Test):
    """Whether the file is a lesson as a lesson should be."""

    def __init__(self, *, faults: list[Fault], **kwargs: object) -> None:
        super().__init__(**kwargs)  # type: ignore[arg-type]
        self._faults = faults

    def runtest(self) -> None:
        """Fail with the faults, if there are any."""
        if self._faults:
            raise NotProvenError(self._faults)


class ItemTest(_Test):
    """One group of an item's variants."""

    def __init__(
        self, *, proving: Proving, variants: list[str], is_first: bool, **kwargs: object
    ) -> None:
        super().__init__(**kwargs)  # type: ignore[arg-type]
        self._proving = proving
        self._variants = variants
        self._is_first = is_first

    def runtest(self) -> None:
        """Prove the item, and fail with the faults of this group; those of the whole item belong to the first."""
        proof = self._proving.proof(_pool(self.config))
        faults = [fault for fault in proof.faults if self._is_mine(fault)]
        if faults:
            raise NotProvenError(sorted(faults))
        if proof.item is None and not proof.faults:
            pytest.skip("; ".join(one.reason for one in proof.unproven))

    def _is_mine(self, fault: Fault) -> bool:
        return self._is_first if fault.variant is None else fault.variant in self._variants


class WayTest(_Test):
    """One way to study a lesson."""

    def __init__(
        self, *, bank: Bank, way: WayName, provings: dict[str, Proving], **kwargs: object
    ) -> None:
        super().__init__(**kwargs)  # type: ignore[arg-type]
        self._bank = bank
        self._way = way
        self._provings = provings

    def runtest(self) -> None:
        """Run what it shows, and look at the items that it stands on; one that is not proven fails by itself."""
        pool = _pool(self.config)
        model = self._bank.ways[self._way]
        ids = [item for _, item in model.items() if model.looks_at_items and item in self._provings]
        asked = [self._provings[item].proof(pool) for item in ids]
        absent = [one.id for one in asked if one.item is None]
        if absent:
            pytest.skip(f"not proven here: {', '.join(absent)}")
        items = {one.id: one.item for one in asked if one.item is not None}
        proof = prove_way(model, stand_of(self._bank, self._way, items), pool)
        if proof.faults:
            raise NotProvenError(sorted(proof.faults))


def _name(node: pytest.File) -> str:
    """The file as pytest shows it."""
    try:
        return str(node.path.relative_to(node.config.invocation_params.dir))
    except ValueError:
        return str(node.path)
