"""Trains the guesser's weights again, and prints how many correct answers it then finds.

Run it with `make guesser` after the options of lessons have changed. The answers of each lesson are
guessed with weights that were trained on the other lessons.
"""

from contextlib import closing

from torchquiz.engine.authoring.guessing.guesses import guess_lessons, lesson_samples
from torchquiz.engine.authoring.guessing.lesson_guess import summary
from torchquiz.engine.authoring.guessing.weights import TABLE, write_weights
from torchquiz.engine.banks.syllabus import lesson_files
from torchquiz.engine.folders import BANKS, proofs_file
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox.pool import Pool


def main() -> None:
    """Write the table of weights, and print the guesser's success in each lesson."""
    with closing(Proofs(proofs_file())) as proofs, Pool(2) as pool, threads(pool) as provers:
        paths = lesson_files([BANKS])
        lessons = [prove_lesson(path, path.name, provers, proofs) for path in paths]
    proven = [(lesson.bank, lesson.bodies) for lesson in lessons if lesson.bank]
    write_weights({bank.lesson.lesson: lesson_samples(items) for bank, items in proven})
    print("\n".join([*summary(guess_lessons(proven)), f"weights written to {TABLE.name}"]))


if __name__ == "__main__":
    main()
