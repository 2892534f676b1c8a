"""Grades answers in which the learner chooses one or more options."""

from collections.abc import Iterator

from torchquiz.engine.grading.form import AnswerForm, DealtLines, DealtOptions, Rank
from torchquiz.engine.grading.grade import RIGHT, Chosen, Grade, Response, RunJob, Unreadable, wrong
from torchquiz.engine.grading.parts import PreviewPart, code, explanation, prose, title
from torchquiz.engine.models.answers import Choose, Option
from torchquiz.engine.wording import RIGHT as RIGHT_GLYPH
from torchquiz.engine.wording import WRONG as WRONG_GLYPH
from torchquiz.engine.wording import letter


class ChooseForm(AnswerForm[Choose]):
    """The answer form in which the learner chooses options. It runs no code."""

    def grade(self, answer: Choose, response: Response, run: RunJob) -> Grade | Unreadable:
        """Grade a choice, which is right if it contains all correct options and no others."""
        if not isinstance(response, Chosen) or not response.picks:
            return Unreadable("Choose an option first.")
        if any(not 0 <= pick < len(answer.options) for pick in response.picks):
            last = letter(len(answer.options) - 1)
            return Unreadable(f"Choose one of the options A to {last}.")
        if not answer.several and len(response.picks) > 1:
            return Unreadable("Choose only one option.")
        picked = [answer.options[pick] for pick in sorted(set(response.picks))]
        keys = [option for option in answer.options if option.is_key]
        mistaken = [option for option in picked if not option.is_key]
        missed = [option for option in keys if option not in picked]
        if not mistaken and not missed:
            return RIGHT
        return _partly_right(keys, mistaken, missed) if answer.several else wrong(mistaken[0])

    def empty_response(self, answer: Choose, lines: DealtLines) -> Chosen:
        """Return a response in which no option is chosen."""
        return Chosen(())

    def chance(self, answer: Choose) -> float:
        """Return the probability that a guess is right.

        If several options may be correct, all non-empty sets of options count as equally likely.
        """
        if answer.several:
            sets_of_marks: int = 2 ** len(answer.options) - 1
            return 1 / sets_of_marks
        return 1 / len(answer.options)

    def stored_texts(self, answer: Choose, response: Response) -> list[str]:
        """Return the wording of the chosen options."""
        assert isinstance(response, Chosen)
        return [answer.options[pick].text for pick in response.picks]

    def not_this(self, grade: Grade, response: Response, options: DealtOptions) -> str:
        """Return the verdict on a wrong choice, naming the option if only one was chosen."""
        assert isinstance(response, Chosen)
        picked = [
            letter(place) for place, (index, _) in enumerate(options) if index in response.picks
        ]
        if grade.credit:
            return "Partly right."
        return f"Not {picked[0]}." if len(picked) == 1 else "Those are not right."

    def deal_options(self, answer: Choose, item: str, rank: Rank) -> DealtOptions:
        """Shuffle the options, but always put True before False."""
        dealt = sorted(
            enumerate(answer.options), key=lambda pair: rank("option", item, pair[1].text)
        )
        if {option.text for option in answer.options} == {"True", "False"}:
            dealt.sort(key=lambda pair: pair[1].text != "True")
        return tuple(dealt)

    def preview(self, answer: Choose) -> Iterator[PreviewPart]:
        """Yield the options, each with its letter."""
        for place, option in enumerate(answer.options):
            text = f"{letter(place)}  {option.text}"
            if option.form == "prose":
                yield prose(text)
            else:
                yield code(text.replace("\n", "\n   "))
        if answer.several:
            yield prose("Several options may be right.")

    def preview_key(self, answer: Choose) -> Iterator[PreviewPart]:
        """Yield every option with its verdict and explanation."""
        for place, option in enumerate(answer.options):
            glyph, word = (RIGHT_GLYPH, "right") if option.is_key else (WRONG_GLYPH, "wrong")
            first_line = option.text.splitlines()[0]
            yield title(f"{glyph} {letter(place)} is {word}: {first_line}")
            yield from explanation(option)


FORM = ChooseForm()


def _partly_right(keys: list[Option], mistaken: list[Option], missed: list[Option]) -> Grade:
    """Return a grade whose credit rises with each correct choice and falls with each wrong one."""
    credit = max(0.0, (len(keys) - len(missed) - len(mistaken)) / len(keys))
    lines = [f"Not true: {option.text}\n{option.because}".rstrip() for option in mistaken]
    lines += [f"Also true: {option.text}" for option in missed]
    first = mistaken[0] if mistaken else None
    return Grade(
        "wrong",
        credit=credit,
        because="\n".join(lines),
        misconception=first.misconception if first else "",
        belief=first.belief if first else "",
        run=first.run if first else None,
    )
