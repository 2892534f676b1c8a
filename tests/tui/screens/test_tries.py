"""A table and lines to order where the tries are counted: nothing tells the key before it may be
seen.
"""

from pathlib import Path

from tests.tui import proven
from tests.tui.proven import STEPS, Desk
from tests.tui.story import Story, tell
from torchquiz.engine.models.proven import ItemHead, Lesson
from torchquiz.engine.models.ways import Challenge, WayHead
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.keys import lesson_key

ASKED = ("fill-the-table", "order-the-step")


class ChallengeDesk(Desk):
    """A home with a challenge of both."""

    def prove(self, *names: str) -> None:
        """Put the proof into the cache."""
        items = [proven.item(name) for name in ASKED]
        heads = tuple(ItemHead(one.id, one.kind, one.level, one.proof, one.form) for one in items)
        ways = (WayHead("challenge", 3, "proof-challenge"),)
        lesson = Lesson("conv-sizes", "nn.Conv2d layers", 5, "…", proven.TORCH, heads, ways)
        proofs = Proofs(self.home / "proofs.db")
        proofs.keep_items(items)
        proofs.keep_way("proof-challenge", Challenge(ASKED, 3600, "Shape reader"))
        proofs.keep_lesson(lesson_key(self.path), lesson)
        proofs.close()


async def fill(told: Story, *texts: str) -> None:
    for text in texts:
        await told.type(text)
        await told.press("enter")


def test_of_a_wrong_try_at_a_table_only_the_wrong_cells_are_named(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.press("enter")
        await fill(told, "1 6 28 28", "470", "1 6 14 14")
        told.sees("1 try left", "convolution, numbers: It is too small.")
        told.misses("4704", "✔")
        await told.press("end")
        await told.type("4")
        told.sees("convolution, numbers  → 4704")
        await told.press("enter")
        told.sees("1 try left", "pooling, shape  → (1, 6, 14, 14)")
        await told.press("enter")
        told.sees("✔ Right.", "✔ 4704")

    tell(ChallengeDesk(tmp_path).app("conv-sizes", "challenge"), story)


def test_of_a_wrong_try_at_an_order_no_place_is_told_and_the_last_tells_all(tmp_path: Path) -> None:
    desk = ChallengeDesk(tmp_path)
    desk.runner.meets = "never"

    async def story(told: Story) -> None:
        await told.press("enter")
        await fill(told, "1 6 28 28", "4704", "1 6 14 14")
        await told.press("enter")
        await told.press("enter")
        told.sees("2 tries left", "Put the lines in order first; space picks up a line.")
        await told.press("J", "enter")
        told.sees("1 try left", "Not in this order")
        told.misses("place 1", "place 2", "place 3", "right order")
        await told.press("J")
        before = [step for line in told.lines for step in STEPS if step in line]
        await told.press("enter")
        told.sees("right order", "place")
        assert [step for line in told.lines for step in STEPS if step in line][:4] == before
        tries = told.app.study.store.of_lesson("conv-sizes")
        assert [(one.item, one.try_number, one.verdict) for one in tries] == [
            ("fill-the-table", 1, "right"),
            ("order-the-step", 1, "wrong"),
            ("order-the-step", 2, "wrong"),
        ]

    tell(desk.app("conv-sizes", "challenge"), story)
