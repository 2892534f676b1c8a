"""Does all the work of explaining a model, using workers that are started in advance."""

import hashlib
import sys
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from types import TracebackType
from typing import Self

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.explain.explained import Explained, explained, traced
from torchquiz.engine.explain.questions.question import slug
from torchquiz.engine.explain.readable import tracing_plan
from torchquiz.engine.explain.target import Target
from torchquiz.engine.folders import explained_folder, proofs_file, trust_file
from torchquiz.engine.models.calls import CallTrace
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.sandbox.trust import Trust, layers_of, permit, terminal_prompt
from torchquiz.engine.wording import counted


class Workshop:
    """The workers that trace a model and prove the lesson about it.

    Args:
        target: the model.
        is_trusted: whether the user has agreed to run the model's file without full confinement.
        makes_lesson: whether a lesson will be written, for which more workers are needed.
        meanwhile: a function to call while the workers import torch.

    Raises:
        TorchquizError: PyTorch is missing, the user does not agree, or the model cannot be traced.
    """

    def __init__(
        self,
        target: Target,
        *,
        is_trusted: bool,
        makes_lesson: bool,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> None:
        if not torch_version():
            raise TorchquizError(
                f"PyTorch is not installed for {sys.executable}; install it to explain a model."
            )
        self._target = target
        self._is_trusted = is_trusted
        self._makes_lesson = makes_lesson
        self._meanwhile = meanwhile
        self._open = ExitStack()
        self._found: Explained | None = None
        self._counts: dict[Path, int] = {}
        self.trace: CallTrace
        """The trace of the model."""

    def __enter__(self) -> Self:
        plan = tracing_plan(self._target, makes_lesson=self._makes_lesson)
        self._pool = self._open.enter_context(Pool(1, plan=plan))
        self._pool.start(with_twins=self._makes_lesson)
        self._import_provers()
        self._meanwhile()
        try:
            self._ask_for_trust()
            self.trace = traced(self._target, self._pool.run)
        except BaseException:
            self._open.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def write_new(self, path: Path) -> None:
        """Write the lesson about the model to a new file.

        Raises:
            TorchquizError: the file exists already, or no lesson can be made.
        """
        if path.exists():
            raise TorchquizError(f"{path} already exists; name another file with --output.")
        self._write(path, copies_code=True)

    def write_cached(self) -> Path:
        """Write the lesson to the folder for explained models, and return its path.

        The lesson about a model keeps the same file even when the model's code changes, so that the
        learner's attempts stay together.
        """
        source = self._target.source
        where = str(source.path.resolve()) if source else self._target.module
        digest = hashlib.sha256(f"{where}:{self._target.name}".encode()).hexdigest()
        path = explained_folder() / f"{slug(self._target.name)}-{digest[:8]}.yaml"
        self._write(path, copies_code=False)
        Trust(trust_file()).remember([path])
        return path

    def count(self, path: Path) -> str:
        """Return the number of questions in a lesson file as text, such as `12 questions`."""
        return counted(self._counts[path], "question")

    def _import_provers(self) -> None:
        """Import the modules that are needed to make a lesson, while the workers import torch."""
        if self._makes_lesson:
            import torchquiz.engine.explain.proven  # noqa: F401

    def _write(self, path: Path, *, copies_code: bool) -> None:
        from torchquiz.engine.explain.proven import write_lesson
        from torchquiz.engine.proof.cache import Proofs

        found = self._found or explained(self._target, self.trace, self._pool.run)
        self._found = found
        with closing(Proofs(proofs_file())) as proofs, threads(self._pool) as provers:
            proof = write_lesson(found, path, provers, proofs, copies_code=copies_code)
        self._counts[path] = proof.items

    def _ask_for_trust(self) -> None:
        """Ask the user before the model's file runs without full confinement for the first time.

        Raises:
            TorchquizError: the user refused, or cannot be asked because this is not a terminal.
        """
        source = self._target.source
        if source is None:
            return
        trust, paths = Trust(trust_file()), [source.path]
        if self._is_trusted:
            trust.remember(trust.unknown(paths))
        permit(paths, trust, lambda: layers_of(self._pool), terminal_prompt())
