"""Creates a temporary environment for packages that must not be in torchquiz's own environment.

The packages may need other versions of libraries that the tests use. They are installed first, so
their versions take precedence.
"""

import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import ROOT

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def browser_program() -> str | None:
    """Return the path of an installed Chromium, or None if it is not installed."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@contextmanager
def environment_with(*packages: str) -> Iterator[str]:
    """Install packages with pip, and yield the path of a Python that can also import torchquiz."""
    with TemporaryDirectory(prefix="torchquiz-soak-") as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / "bin" / "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
        _add_path(python, str(ROOT), sysconfig.get_path("purelib"))
        yield python


def _add_path(python: str, *folders: str) -> None:
    """Let an interpreter find modules in additional folders, which it searches last."""
    command = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    (Path(done.stdout.strip()) / "torchquiz.pth").write_text("\n".join(folders))


def run_in(python: str, module: str, *arguments: str) -> None:
    """Run a module of the tests in such an environment, and exit if it fails."""
    status = subprocess.run([python, "-m", module, *arguments], cwd=ROOT, check=False).returncode
    if status:
        sys.exit(status)
