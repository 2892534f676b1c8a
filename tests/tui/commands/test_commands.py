"""The table of commands agrees with the modules that define them."""

from importlib import import_module
from pkgutil import iter_modules

from torchquiz.tui import commands


def test_the_table_lists_every_screen_and_widget_that_has_commands() -> None:
    defined = {
        owner: module.name
        for module in iter_modules(commands.__path__)
        for owner in getattr(import_module(f"{commands.__name__}.{module.name}"), "COMMANDS", ())
    }
    assert defined == commands.OWNERS


def test_no_two_commands_have_the_same_id() -> None:
    found = {command for group in commands.all_commands().values() for command in group}
    assert len({command.id for command in found}) == len(found)
