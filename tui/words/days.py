"""Wording about a learner's days: today's answers, the goal, and days in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torchquiz.engine.wording import counted

if TYPE_CHECKING:
    from torchquiz.engine.progress.statistics import Statistics


def of_goal(answered: int, goal: int) -> str:
    """Return today's answers and the goal, such as `today 7 of 20`; empty without a goal."""
    return f"today {answered} of {goal}" if goal else ""


def today(figures: Statistics, goal: int) -> str:
    """Return a sentence about today, such as `Today: 7 answers of your goal of 20.`."""
    tries = figures.by_day.get(figures.today)
    answers = counted(tries.total if tries else 0, "answer")
    sentence = f"Today: {answers} of your goal of {goal}." if goal else f"Today: {answers}."
    number = figures.days_in_a_row
    return f"{sentence} You have answered on {number} days in a row." if number > 1 else sentence
