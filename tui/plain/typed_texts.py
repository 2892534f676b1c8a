"""Asks for the texts of an answer, and offers again what was typed but not submitted."""

from torchquiz.engine.errors import StoreError
from torchquiz.engine.grading.grade import Entered
from torchquiz.engine.study.begun_answer import BegunAnswer
from torchquiz.engine.study.session import Session
from torchquiz.tui.plain.hearing import Hearing
from torchquiz.tui.plain.lines import code_lines


class TypedTexts:
    """The texts of an answer, which are kept while the others are asked for.

    A learner who leaves the question, or tries it again, can keep each text by pressing Enter.

    Args:
        hearing: Reads what the learner types.
        count: The number of texts.
    """

    def __init__(self, hearing: Hearing, count: int) -> None:
        self._hearing = hearing
        self._texts = _earlier_texts(hearing.session, count)
        self._is_trouble_told = False

    def ask(self, place: int, prompt: str, expected: str) -> str:
        """Ask for one text.

        It is one line or, if the expected text has several lines, all lines up to an empty one.
        An empty line stands for the text that was typed before. A single value is never offered
        again, because it is as quick to type as to confirm.
        """
        if has_lines(expected):
            return self._ask_for_lines(place, prompt)
        kept = self._texts[place] if len(self._texts) > 1 else ""
        offer = f", Enter keeps {kept}" if kept else ""
        line = self._hearing.line(f"{prompt}{offer}: ")
        return line if line.strip() else kept

    def keep(self, place: int, text: str) -> None:
        """Keep a text for the next time. If it cannot be saved, say so, but only once."""
        self._texts[place] = text
        entered = Entered(tuple(self._texts)) if any(self._texts) else None
        try:
            BegunAnswer(self._hearing.session).keep(entered)
        except StoreError as error:
            if not self._is_trouble_told:
                self._is_trouble_told = True
                self._hearing.say(str(error))

    def _ask_for_lines(self, place: int, prompt: str) -> str:
        say = self._hearing.say
        say("Type as many lines as you need, then an empty line to submit the answer.")
        kept = self._texts[place]
        if kept:
            self._hearing.dialogue.say("You have typed these lines already:", *code_lines(kept))
            say("Press Enter to continue after them, or type a line to replace all of them.")
        first = self._hearing.line(f"{prompt}: ")
        text = first if first.strip() else kept
        while text:
            self.keep(place, text)
            line = self._hearing.line("... ")
            if not line.strip():
                break
            text = f"{text}\n{line}"
        return text


def has_lines(expected: str) -> bool:
    """Return whether the right answer has several lines."""
    return "\n" in expected.strip("\n")


def _earlier_texts(session: Session, count: int) -> list[str]:
    """Return the texts that were typed but not submitted, or else those of the last try.

    Each text is empty if there are none.
    """
    for response in (BegunAnswer(session).read(), session.response):
        if isinstance(response, Entered) and len(response.texts) == count:
            return list(response.texts)
    return [""] * count
