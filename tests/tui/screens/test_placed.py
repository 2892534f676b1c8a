"""A placement asks a few questions across the lessons and says where to begin."""

from pathlib import Path

from msgspec.structs import replace

from tests.tui.proven import Desk, item, lesson
from tests.tui.story import Story, tell
from torchquiz.engine.models.proven import Level
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.keys import lesson_key

LEVELS: tuple[Level, ...] = ("easy", "medium", "hard")
RIGHT = "(1, 6, 28, 28)"
TITLES = ("First steps", "Second steps", "Third steps")


class Course(Desk):
    """A desk with three lessons, each with one question of each level."""

    def __init__(self, home: Path) -> None:
        super().__init__(home, "unproven")
        self.paths = []
        proofs = Proofs(home / "proofs.db")
        for number, title in enumerate(TITLES):
            self.paths.append(home / f"steps-{number}.yaml")
            self.paths[-1].write_text(f"lesson: steps-{number}\n")
            items = [
                replace(
                    item("shape-without-padding"),
                    lesson=f"steps-{number}",
                    id=level,
                    level=level,
                    proof=f"proof-{number}-{level}",
                )
                for level in LEVELS
            ]
            proofs.keep_items(items)
            head = lesson("shape-without-padding").items[0]
            heads = [replace(head, id=one.id, level=one.level, proof=one.proof) for one in items]
            course = replace(lesson(), id=f"steps-{number}", title=title, ways=())
            course = replace(course, items=tuple(heads))
            proofs.keep_lesson(lesson_key(self.paths[-1]), course)
        proofs.close()


async def take_placement(learner: Story, *, is_right: bool) -> None:
    """Take the placement from home, and give only right or only wrong answers."""
    await learner.press("down", "enter")
    learner.sees("placement", "1 of 9")
    for number in range(1, 10):
        learner.sees(f"{number} of 9")
        right = learner.letter_of(RIGHT)
        await learner.press(right if is_right else "abcd".replace(right, "")[0], "enter")


def test_who_knows_nothing_begins_with_the_first_lesson(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await take_placement(learner, is_right=False)
        learner.sees("Begin with First steps", "0 of ")
        await learner.press("enter")
        learner.sees("First steps", "▸ 1  Practice")
        await learner.press("escape")
        learner.misses("Not new to PyTorch?")

    tell(Course(tmp_path).app(), story)


def test_who_knows_everything_is_told_so_and_goes_home(tmp_path: Path) -> None:
    desk = Course(tmp_path)

    async def story(learner: Story) -> None:
        await take_placement(learner, is_right=True)
        learner.misses("Begin with")
        for title in TITLES:
            learner.sees(title)
        await learner.resize(40, 20)
        for title in TITLES:
            place = next(at for at, line in enumerate(learner.lines) if title in line)
            assert learner.lines[place + 1].endswith("% known")
        await learner.press("enter")
        learner.sees("practise PyTorch")

    tell(desk.app(), story)
    tell(desk.app(), _misses_the_invitation)


async def _misses_the_invitation(learner: Story) -> None:
    learner.misses("Not new to PyTorch?")


def test_a_placement_that_is_ended_before_its_first_answer_recommends_nothing(
    tmp_path: Path,
) -> None:
    async def story(learner: Story) -> None:
        await learner.press("down", "enter", "ctrl+e")
        learner.sees("Nothing was answered.")
        learner.misses("Begin with")

    tell(Course(tmp_path).app(), story)
