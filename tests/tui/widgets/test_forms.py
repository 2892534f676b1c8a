"""Tests that both front ends support every form of answer."""

from importlib import import_module
from inspect import signature

import pytest

from torchquiz.engine.exchange.writers.answer_fields import ANSWER_FIELDS
from torchquiz.engine.models.answers import FORM_TAGS
from torchquiz.tui.plain.forms import PlainForm

ASKED_OF_PLAIN_FORMS = ("needs_colon", "prompt", "say", "hear", "say_key")


@pytest.mark.parametrize("tag", FORM_TAGS)
def test_every_form_has_a_widget(tag: str) -> None:
    module = import_module(f"torchquiz.tui.widgets.forms.{tag}")
    assert list(signature(module.answering).parameters) == ["session", "answer", "preview"]


@pytest.mark.parametrize("tag", FORM_TAGS)
@pytest.mark.parametrize("name", ASKED_OF_PLAIN_FORMS)
def test_every_form_has_a_plain_module(tag: str, name: str) -> None:
    module = import_module(f"torchquiz.tui.plain.forms.{tag}")
    prompt = signature(getattr(PlainForm, name))
    assert list(signature(getattr(module, name)).parameters) == list(prompt.parameters)[1:]


def test_every_form_can_be_exported() -> None:
    assert {form.__struct_config__.tag for form in ANSWER_FIELDS} == set(FORM_TAGS)
