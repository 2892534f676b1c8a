"""A lesson with drills whose questions need only Python, not PyTorch."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from tests.tui.proven import Desk, FakeRunner, lesson
from torchquiz.engine.models.drills import Choices, Drill, DrillQuestion, Span
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.keys import lesson_key
from torchquiz.engine.sandbox.job import Job, Outcome

SUM = DrillQuestion(
    stem="What is `y`?",
    given={"left": Span(10, 90), "right": Span(1, 9)},
    where="left > right",
    derived={},
    setup="",
    snippet="y = left + right",
    ask="y",
    key="left + right",
    because="It is {y}.",
)
PRODUCT = replace(SUM, snippet="y = left * right", key="left * right")
SUMS = Drill("sums", "Sums of two numbers", 60, (SUM,))
PRODUCTS = Drill("products", "Products of two numbers", 30, (PRODUCT,))
IMPOSSIBLE = Drill("impossible", "No question at all", 30, (replace(SUM, where="left < 0"),))
CHOICE = replace(SUM, given={"left": Choices((1, 2)), "right": Choices((3,))}, where="")


class PythonRunner(FakeRunner):
    """A fake worker that runs the arithmetic of drills in this process."""

    def run(self, job: Job) -> Outcome:
        """Run the blocks; return the value of the first expression and the texts of the others."""
        names: dict[str, object] = {}
        for block in job.blocks:
            exec(block.code, names)
        first, *texts = job.asks
        value = eval(first.code, {**job.names, **names})
        answers = [format(eval(ask.code, {**job.names, **names}), ask.spec) for ask in texts]
        return Outcome("finished", answers=(Value("int", value, str(value)), *answers))


class DrillDesk(Desk):
    """A desk with drills, and a clock that moves only when a story moves it."""

    def __init__(self, home: Path, *drills: Drill) -> None:
        super().__init__(home)
        self.runner = PythonRunner()
        proofs = Proofs(home / "proofs.db")
        with_drills = replace(lesson(), drills=drills or (SUMS, PRODUCTS))
        proofs.keep_lesson(lesson_key(self.path), with_drills)
        proofs.close()
        self.now = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def let_pass(self, seconds: float) -> None:
        """Move the clock."""
        self.now += timedelta(seconds=seconds)

    def _tick(self) -> datetime:
        return self.now
