"""With a limited number of tries, no feedback reveals the answer early."""

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
    """A home folder with a challenge that limits both tries and time."""

    def prove(self, *names: str) -> None:
        """Put the proofs into the cache."""
        items = [proven.item(name) for name in ASKED]
        heads = tuple(
            ItemHead(item.id, item.kind, item.level, item.proof, item.form) for item in items
        )
        ways = (WayHead("challenge", 3, "proof-challenge"),)
        lesson = Lesson("conv-sizes", "nn.Conv2d layers", 5, "…", proven.TORCH, heads, ways)
        proofs = Proofs(self.home / "proofs.db")
        proofs.keep_items(items)
        proofs.keep_way("proof-challenge", Challenge(ASKED, 3600, "Shape reader"))
        proofs.keep_lesson(lesson_key(self.path), lesson)
        proofs.close()


async def fill(learner: Story, *texts: str) -> None:
    for text in texts:
        await learner.type(text)
        await learner.press("enter")


def test_a_wrong_try_at_a_table_names_only_the_wrong_cells(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("enter")
        await fill(learner, "1 6 28 28", "470", "1 6 14 14")
        learner.sees("1 try left", "convolution, numbers: Too small.")
        learner.misses("4704", "✔")
        await learner.press("end")
        await learner.type("4")
        learner.sees("convolution, numbers  → 4704")
        await learner.press("enter")
        learner.sees("1 try left", "pooling, shape  → (1, 6, 14, 14)")
        await learner.press("enter")
        learner.sees("✔ Right.", "✔ 4704")

    tell(ChallengeDesk(tmp_path).app("conv-sizes", "challenge"), story)


def test_a_wrong_try_at_an_order_reveals_nothing_until_the_last_try(tmp_path: Path) -> None:
    desk = ChallengeDesk(tmp_path)
    desk.runner.meets = "never"

    async def story(learner: Story) -> None:
        await learner.press("enter")
        await fill(learner, "1 6 28 28", "4704", "1 6 14 14")
        await learner.press("enter")
        await learner.press("enter")
        learner.sees("2 tries left", "Put the lines in order first; space grabs a line.")
        await learner.press("J", "enter")
        learner.sees("1 try left", "That is not the right order")
        learner.misses("place 1", "place 2", "place 3", "The right order", "A right order")
        await learner.press("J")
        before = [step for line in learner.lines for step in STEPS if step in line]
        await learner.press("enter")
        learner.sees("A right order: ", "place")
        assert [step for line in learner.lines for step in STEPS if step in line][:4] == before
        tries = learner.app.study.store.of_lesson("conv-sizes")
        assert [(attempt.item, attempt.try_number, attempt.verdict) for attempt in tries] == [
            ("fill-the-table", 1, "right"),
            ("order-the-step", 1, "wrong"),
            ("order-the-step", 2, "wrong"),
        ]

    tell(desk.app("conv-sizes", "challenge"), story)
