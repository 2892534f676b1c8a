"""All text is readable in every theme, on every screen."""

import pytest
from rich.color import Color, ColorType
from rich.color_triplet import ColorTriplet

from tests.tui.pictures import play
from tests.tui.scenes import SCENES
from tests.tui.story import Story
from torchquiz.tui.themes import AUTO, THEMES, theme_named

LEAST = {"dark": 4.5, "light": 4.5, "high-contrast": 7.0}
"""The minimum contrasts that WCAG 2.2 requires at level AA and at level AAA."""
VGA = [
    (0, 0, 0),
    (170, 0, 0),
    (0, 170, 0),
    (170, 85, 0),
    (0, 0, 170),
    (170, 0, 170),
    (0, 170, 170),
    (170, 170, 170),
]
VGA += [
    (85, 85, 85),
    (255, 85, 85),
    (85, 255, 85),
    (255, 255, 85),
    (85, 85, 255),
    (255, 85, 255),
    (85, 255, 255),
]
VGA += [(255, 255, 255)]
XTERM = [
    (0, 0, 0),
    (205, 0, 0),
    (0, 205, 0),
    (205, 205, 0),
    (0, 0, 238),
    (205, 0, 205),
    (0, 205, 205),
    (229, 229, 229),
]
XTERM += [
    (127, 127, 127),
    (255, 0, 0),
    (0, 255, 0),
    (255, 255, 0),
    (92, 92, 255),
    (255, 0, 255),
    (0, 255, 255),
]
XTERM += [(255, 255, 255)]

REOPENED = {"palette": ("ctrl+p", *"prac")}
"""Screens that keep the old theme until they are reopened, each with the keys that open it."""

Pair = tuple[Color | None, Color | None]


def luminance(colour: ColorTriplet) -> float:
    """Return the relative luminance, as defined by WCAG 2.2."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(text: ColorTriplet, background: ColorTriplet) -> float:
    """Return the contrast ratio, from 1 to 21."""
    dark, light = sorted((luminance(text), luminance(background)))
    return (light + 0.05) / (dark + 0.05)


def pairs(scene: str) -> dict[str, dict[Pair, str]]:
    """Return, for each theme, every pair of text and background colours, with an example text.

    Lines and bars do not count as text.
    """
    found: dict[str, dict[Pair, str]] = {}

    async def look(learner: Story) -> None:
        for theme in THEMES:
            learner.app.theme = theme
            await learner.settle()
            if scene in REOPENED:
                await learner.press("escape", *REOPENED[scene])
            found[theme] = _pairs(learner)

    play(scene, (80, 24), look)
    return found


def _pairs(learner: Story) -> dict[Pair, str]:
    found: dict[Pair, str] = {}
    for strip in learner.app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if style is not None and any(
                character.isalnum() or character in "▸✔✘→“”" for character in text
            ):
                found.setdefault((style.color, style.bgcolor), text.strip())
    return found


def triplet(colour: Color | None) -> ColorTriplet:
    assert colour is not None and colour.triplet is not None
    return colour.triplet


def too_faint(found: dict[Pair, str], least: float) -> list[str]:
    """Return the texts whose contrast is below `least`."""
    measured = {
        text: contrast(triplet(front), triplet(back)) for (front, back), text in found.items()
    }
    return [
        f"{text!r} has a contrast of {figure:.2f}"
        for text, figure in measured.items()
        if figure < least
    ]


@pytest.mark.parametrize("scene", SCENES)
def test_every_text_on_a_screen_can_be_read_in_every_theme(scene: str) -> None:
    found = pairs(scene)
    for theme, least in LEAST.items():
        assert not too_faint(found[theme], least), theme
    for (front, back), text in found["16-colours"].items():
        assert front is not None and back is not None
        assert {front.type, back.type} == {ColorType.STANDARD}, text
        for palette in (VGA, XTERM):
            figure = contrast(
                ColorTriplet(*palette[front.number or 0]), ColorTriplet(*palette[back.number or 0])
            )
            assert figure >= 4.5, f"{text!r} has a contrast of {figure:.2f}"


def test_a_text_that_is_too_faint_would_be_noticed() -> None:
    grey, black = Color.parse("#555555"), Color.parse("#000000")
    assert too_faint({(grey, black): "faint"}, 4.5) == ["'faint' has a contrast of 2.82"]
    assert contrast(ColorTriplet(255, 255, 255), ColorTriplet(0, 0, 0)) == pytest.approx(21)


@pytest.mark.parametrize("scene", ["home-later", "lesson", "feedback", "palette", "prediction"])
def test_without_colour_nothing_is_coloured(scene: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    seen: list[dict[Pair, str]] = []

    async def look(learner: Story) -> None:
        seen.append(_pairs(learner))

    play(scene, (80, 24), look)
    for (front, back), text in seen[0].items():
        assert all(colour is None or colour.is_default for colour in (front, back)), text


def test_the_default_theme_suits_the_terminal() -> None:
    assert theme_named(AUTO, {"TERM": "xterm-256color"}) == "dark"
    assert theme_named(AUTO, {"TERM": "linux"}) == "16-colours"
    assert theme_named("light", {"TERM": "linux"}) == "light"
    assert theme_named("light", {"NO_COLOR": "1"}) == "16-colours"
    assert theme_named("gone", {}) == "dark"
    assert list(THEMES) == ["dark", "light", "high-contrast", "16-colours"]


def test_the_very_first_frame_has_the_colours_of_the_theme() -> None:
    seen: list[set[str | None]] = []

    async def look(learner: Story) -> None:
        strips = learner.app.screen._compositor.render_strips()
        seen.append(
            {
                style.bgcolor.name
                for strip in strips
                for _, style, _ in strip
                if style and style.bgcolor
            }
        )

    play("home", (80, 24), look)
    assert seen == [{THEMES["dark"].background}]
