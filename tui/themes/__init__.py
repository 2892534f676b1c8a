"""The colour themes, and the few text styles that no stylesheet defines."""

from collections.abc import Mapping

from textual.theme import Theme

ACCENT = "$text-primary"
CODE = "bold $text-primary"
MUTED = "$text-muted"
FAINT = "$foreground 25%"
"""The colour of rules and of the empty part of a bar; it is too faint for text."""
RIGHT = "bold $text-success"
WRONG = "bold $text-error"

TEXT_ROLES = ("primary", "accent", "success", "error", "muted")
FEW_COLOURS = ("linux", "vt100", "vt220", "ansi", "xterm-16color")
"""Prefixes of `TERM` on terminals with at most 16 colours."""


def _theme(
    name: str,
    *,
    is_dark: bool,
    background: str,
    raised: str,
    text: Mapping[str, str],
    is_ansi: bool = False,
) -> Theme:
    """Return a theme. `raised` is the background colour of widgets that stand out from the page."""
    return Theme(
        name,
        primary=text["primary"],
        secondary=text["primary"],
        accent=text["accent"],
        success=text["success"],
        warning=text["accent"],
        error=text["error"],
        foreground=text["plain"],
        background=background,
        surface=raised,
        panel=raised,
        dark=is_dark,
        ansi=is_ansi,
        variables={
            **{f"text-{role}": text[role] for role in TEXT_ROLES},
            "ansi-background": background,
            "ansi-foreground": text["plain"],
            "text": text["plain"],
            "text-secondary": text["primary"],
            "text-warning": text["accent"],
            "text-disabled": text["muted"],
            "block-cursor-foreground": background,
            "block-cursor-background": text["primary"],
            "input-selection-foreground": background,
            "input-selection-background": text["primary"],
            "screen-selection-foreground": background,
            "screen-selection-background": text["primary"],
            "scrollbar": text["muted"],
            "scrollbar-hover": text["primary"],
            "scrollbar-active": text["primary"],
            "scrollbar-background": background,
            "scrollbar-background-hover": background,
            "scrollbar-background-active": background,
            "scrollbar-corner-color": background,
        },
    )


DARK = _theme(
    "dark",
    is_dark=True,
    background="#14171c",
    raised="#1f242c",
    text={
        "plain": "#d9dee5",
        "muted": "#97a1ae",
        "primary": "#79b8f2",
        "accent": "#e3b574",
        "success": "#86cf97",
        "error": "#f2929a",
    },
)
LIGHT = _theme(
    "light",
    is_dark=False,
    background="#fbfaf7",
    raised="#efede7",
    text={
        "plain": "#23272d",
        "muted": "#5b636d",
        "primary": "#1d5c9e",
        "accent": "#8a4a08",
        "success": "#1f6a35",
        "error": "#ab2620",
    },
)
HIGH_CONTRAST = _theme(
    "high-contrast",
    is_dark=True,
    background="#000000",
    raised="#1a1a1a",
    text={
        "plain": "#ffffff",
        "muted": "#cfcfcf",
        "primary": "#8fd6ff",
        "accent": "#ffdc6b",
        "success": "#8cffa5",
        "error": "#ffb0b0",
    },
)
SIXTEEN = _theme(
    "16-colours",
    is_dark=True,
    background="ansi_black",
    raised="ansi_black",
    text={
        "plain": "ansi_bright_white",
        "muted": "ansi_white",
        "primary": "ansi_bright_cyan",
        "accent": "ansi_bright_yellow",
        "success": "ansi_bright_green",
        "error": "ansi_bright_red",
    },
    is_ansi=True,
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT, HIGH_CONTRAST, SIXTEEN)}
AUTO = "auto"


def is_colourless(environ: Mapping[str, str]) -> bool:
    """Return whether the user has turned colours off with a non-empty `NO_COLOR` (no-color.org)."""
    return bool(environ.get("NO_COLOR"))


def theme_named(name: str, environ: Mapping[str, str]) -> str:
    """Return the name of the theme for a value of the theme setting.

    For `auto` and unknown values, the terminal described by `environ` decides.
    """
    if is_colourless(environ):
        return SIXTEEN.name
    if name in THEMES:
        return name
    return SIXTEEN.name if environ.get("TERM", "").startswith(FEW_COLOURS) else DARK.name
