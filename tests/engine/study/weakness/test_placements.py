"""A placement covers all lessons, can be resumed, and recommends where to begin."""

from contextlib import closing
from pathlib import Path

from tests.tui.examined import items
from tests.tui.proven import Desk
from torchquiz.engine.grading.grade import Chosen, Entered, Grade
from torchquiz.engine.models.proven import ItemHead, Lesson
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.keys import lesson_key
from torchquiz.engine.study.opening import PlacedSession, after_session, open_activity
from torchquiz.engine.study.session import Session
from torchquiz.engine.study.study import Study

COURSE = ("first", "second", "third", "fourth")


def course(home: Path) -> Desk:
    """Return a desk with four lessons of ten questions each."""
    desk = Desk(home)
    proofs = Proofs(home / "proofs.db")
    heads = tuple(ItemHead(one.id, one.kind, one.level, one.proof, one.form) for one in items())
    proofs.keep_items(items())
    desk.paths = [home / f"{name}.yaml" for name in COURSE]
    for path in desk.paths:
        path.write_text(f"lesson: {path.stem}\n")
        lesson = Lesson(path.stem, path.stem.title(), 1, "", "2.13.0", heads)
        proofs.keep_lesson(lesson_key(path), lesson)
    proofs.close()
    return desk


def answer(session: Session, known: int) -> None:
    """Answer as a learner who knows the first lessons would."""
    is_right = COURSE.index(session.lesson.id) < known
    response = Entered(("1",)) if session.item.form == "typed" else Chosen((0,))
    session.record(response, Grade("right" if is_right else "wrong"))
    session.advance()


def take(study: Study, known: int, questions: int = 10) -> Session:
    session = open_activity(study, "", "placement")
    assert isinstance(session, Session)
    for _ in range(questions):
        answer(session, known)
    return session


def test_a_placement_names_the_lesson_to_begin_with(tmp_path: Path) -> None:
    desk = course(tmp_path)
    app = desk.app()
    with closing(app.study.store), closing(app.study.catalogue._proofs):
        study = app.study
        assert study.offers_placement
        session = take(study, known=2)
        assert session.is_over and len(session.items) == 10
        end = after_session(study, session)
        assert isinstance(end, PlacedSession) and end.placement.begin is not None
        assert end.placement.begin.id == "third"
        study.refresh()
        assert not study.offers_placement
        assert study.next_step.lesson == "third"


def test_a_placement_is_continued_after_its_last_answer(tmp_path: Path) -> None:
    desk = course(tmp_path)
    app = desk.app()
    with closing(app.study.store), closing(app.study.catalogue._proofs):
        asked = take(app.study, known=1, questions=3).items
        app.study.refresh()
        assert app.study.next_step.activity == "placement"
        again = open_activity(app.study, "", "placement")
        assert isinstance(again, Session)
        assert (again.number, again.total, again.items) == (4, 10, asked)


def test_who_knows_everything_is_told_so(tmp_path: Path) -> None:
    desk = course(tmp_path)
    app = desk.app()
    with closing(app.study.store), closing(app.study.catalogue._proofs):
        end = after_session(app.study, take(app.study, known=4))
        assert isinstance(end, PlacedSession) and end.placement.begin is None
