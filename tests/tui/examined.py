"""A lesson with a test, a try and a challenge, built without PyTorch."""

from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from tests.tui import proven
from tests.tui.proven import CHOOSE, FILL, TYPED, Desk
from torchquiz.engine.models.proven import LEVELS, Item, ItemHead, Level, Variant
from torchquiz.engine.models.ways import Challenge, Try, WayHead
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.keys import lesson_key
from torchquiz.engine.study.snippets import SnippetRunner

TRY = ("easy-filled-0", "medium-filled-0")
PROBLEMS = ("easy-typed-0", "easy-typed-1", "medium-typed-0", "medium-typed-1", "hard-typed-0")
SECONDS = 3600
BADGE = "Shape reader"
FORMS: dict[str, tuple[str, Variant]] = {
    "typed": ("predict", TYPED),
    "filled": ("complete", FILL),
    "chosen": ("predict", CHOOSE),
}


def items() -> list[Item]:
    """Return eight items for each level: three typed, one with blanks and four with options."""
    counts = {"typed": 3, "filled": 1, "chosen": 4}
    return [
        _item(level, form, number)
        for level in LEVELS
        for form, count in counts.items()
        for number in range(count)
    ]


def _item(level: Level, form: str, number: int) -> Item:
    kind, variant = FORMS[form]
    name = f"{level}-{form}-{number}"
    return Item("conv-sizes", name, kind, level, (variant,), proof=f"proof-{name}")


class ExaminedDesk(Desk):
    """A home folder in which the lesson of this module is proven.

    Args:
        home: the folder.
        dealt: the items in the lesson; empty for all.
        has_worker: whether answers run in a real worker.
    """

    def __init__(self, home: Path, *dealt: str, has_worker: bool = False) -> None:
        self.dealt = dealt
        super().__init__(home)
        if has_worker:
            self.runner = SnippetRunner()  # type: ignore[assignment]

    def prove(self, *names: str) -> None:
        """Put the proofs into the cache."""
        known = [item for item in items() if not self.dealt or item.id in self.dealt]
        heads = tuple(
            ItemHead(item.id, item.kind, item.level, item.proof, item.form) for item in known
        )
        ways = (WayHead("try", 5, "proof-try"), WayHead("challenge", 8, "proof-challenge"))
        proofs = Proofs(self.home / "proofs.db")
        proofs.keep_items(known)
        self.lesson = replace(proven.lesson(), items=heads, ways=ways)
        proofs.keep_lesson(lesson_key(self.path), self.lesson)
        proofs.keep_way("proof-try", Try(TRY))
        proofs.keep_way("proof-challenge", Challenge(PROBLEMS, SECONDS, BADGE))
        proofs.close()

    def let_pass(self, seconds: float) -> None:
        """Move the clock forward."""
        self.now += timedelta(seconds=seconds)
