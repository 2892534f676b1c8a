"""A lesson's activities are listed in order, each with its state."""

from msgspec.structs import replace

from tests.engine.study.test_standing import stand
from torchquiz.engine.study.outline import OutlineLine, outline
from torchquiz.engine.study.standing import Standing


def line(standing: Standing, name: str) -> OutlineLine:
    return next(line for line in outline(standing) if line.activity == name)


def test_a_way_that_is_being_read_is_open_at_its_step() -> None:
    learn = line(replace(stand(), places={"learn": 2}), "learn")
    assert learn.is_open and learn.status == "open: step 3"


def test_looking_again_at_a_finished_way_does_not_reopen_it() -> None:
    learn = line(replace(stand("learn"), places={"learn": 2}), "learn")
    assert not learn.is_open and learn.is_done and learn.status == "✔ done"


def test_only_a_strong_verdict_has_a_tick() -> None:
    for verdict, p, status in (
        ("strong", 0.87, "✔ strong, 87 %"),
        ("borderline", 0.5, "○ borderline, 50 %"),
        ("not yet", 0.0, "○ not yet, 0 %"),
    ):
        finished = {"challenge": {"verdict": verdict, "p": p}}
        assert line(replace(stand(), finished=finished), "challenge").status == status
