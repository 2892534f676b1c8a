"""The tests of a lesson, which check its structure, its items and its activities."""

from pathlib import Path

import pytest

from torchquiz.engine.errors import Fault, TorchquizError
from torchquiz.engine.pytest_lessons.proof_run import ItemProving, ProofRun, WayProving, proof_run
from torchquiz.engine.pytest_lessons.settings import is_xdist_worker


class NotProvenError(Exception):
    """Raised when a test fails because of faults, which are shown without a stack trace."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


class LessonTest(pytest.Item):
    """A test that fails with a list of faults, in the same words as `torchquiz check`."""

    def begin(self, run: ProofRun) -> None:
        """Start the proof that this test needs, if any, in the background."""

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None
    ) -> str:
        """Return the faults or the error message, with a stack trace for an unexpected error."""
        if isinstance(excinfo.value, NotProvenError | TorchquizError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return the lesson file and the name of the test, for the heading of a failure."""
        return self.path, None, self.name


class FormTest(LessonTest):
    """A test that fails if a lesson, or one of its items, does not have the right structure."""

    def __init__(self, *, faults: list[Fault], **kwargs: object) -> None:
        super().__init__(**kwargs)  # type: ignore[arg-type]
        self._faults = faults

    def runtest(self) -> None:
        """Fail if the lesson or the item does not have the right structure."""
        if self._faults:
            raise NotProvenError(self._faults)


class ItemTest(LessonTest):
    """A test that proves one group of an item's variants."""

    def __init__(
        self, *, proving: ItemProving, variants: list[str], is_first: bool, **kwargs: object
    ) -> None:
        super().__init__(**kwargs)  # type: ignore[arg-type]
        self.proving = proving
        self._variants = variants
        self._is_first = is_first

    def begin(self, run: ProofRun) -> None:
        """Start proving the item in the background."""
        self.proving.begin(run)

    def runtest(self) -> None:
        """Prove the item, and fail if there are faults in this group.

        Faults that concern the whole item are reported by the test of its first group.
        """
        if not self.proving.has_begun:
            self._begin_following()
        proof = self.proving.proof(proof_run(self.config))
        faults = [fault for fault in proof.faults if self._concerns(fault)]
        if faults:
            raise NotProvenError(sorted(faults))
        if proof.item is None and not proof.faults:
            pytest.skip("; ".join(left_out.reason for left_out in proof.left_out))

    def _begin_following(self) -> None:
        """Start the proofs for this test and for the lesson tests that follow it.

        A worker of pytest-xdist starts only the proof for this test, because it does not know which
        tests it will get next.
        """
        run = proof_run(self.config)
        tests = self.session.items
        number = tests.index(self)
        following = tests[number : number + 1] if is_xdist_worker(self.config) else tests[number:]
        for test in following:
            if not isinstance(test, LessonTest):
                break
            test.begin(run)

    def _concerns(self, fault: Fault) -> bool:
        return self._is_first if fault.variant is None else fault.variant in self._variants


class WayTest(LessonTest):
    """A test that proves one activity of a lesson."""

    def __init__(self, *, way: WayProving, items: dict[str, ItemProving], **kwargs: object) -> None:
        super().__init__(**kwargs)  # type: ignore[arg-type]
        self.proving = way
        # Malformed items are left out, because their own tests fail.
        self._items = [items[item] for item in way.needed_items if item in items]

    def begin(self, run: ProofRun) -> None:
        """Start proving the activity in the background, unless the proof needs proven items."""
        if not self.proving.needed_items:
            self.proving.begin(run, {})

    def runtest(self) -> None:
        """Prove the activity. Skip the test if the proof needs an item that is not proven."""
        run = proof_run(self.config)
        proofs = [item.proof(run) for item in self._items]
        missing = [proof.id for proof in proofs if proof.item is None]
        if missing:
            pytest.skip(f"these items are not proven: {', '.join(missing)}")
        items = {proof.id: proof.item for proof in proofs if proof.item is not None}
        self.proving.begin(run, items)
        faults = self.proving.faults(run)
        if faults:
            raise NotProvenError(faults)
