"""Drafts flash cards whose backs show values computed by the snippet."""

from collections.abc import Iterator
from typing import Any

from torchquiz.engine.authoring.drafting.draft import Draft
from torchquiz.engine.authoring.drafting.explanations import hints_and_check
from torchquiz.engine.authoring.drafting.observation import Observation
from torchquiz.engine.authoring.drafting.predict import item_id


def card_drafts(observation: Observation, setup: str | None) -> Iterator[Draft]:
    """Yield a flash card that asks for a value, and whose back explains how it is computed."""
    _, check = hints_and_check(observation)
    ask = observation.ask
    fields: dict[str, Any] = {
        "id": f"card-{item_id(ask)}",
        "kind": "card",
        "level": "medium",
        "stem": f"What is `{ask}`, and why?" if ask else "What does this code print, and why?",
        "setup": setup,
        "snippet": observation.snippet + "\n",
        "show": ask or None,
        "back": check,
    }
    yield Draft({name: field for name, field in fields.items() if field is not None})
