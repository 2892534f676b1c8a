"""The learner's settings as both front ends read them at start."""

from collections.abc import Callable

from torchquiz.engine.folders import settings_file
from torchquiz.engine.study.settings import Settings, SettingsFile


def chosen(say: Callable[[str], None]) -> Settings:
    """What the learner chose; what is wrong with the file is said."""
    file = SettingsFile(settings_file())
    for fault in file.faults:
        say(fault)
    return file.settings
