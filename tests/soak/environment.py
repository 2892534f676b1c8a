"""Makes a temporary environment for packages that torchquiz's own environment must not have.

The packages may need different versions of what the tests use, so they are installed first and take
precedence.
"""

import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import ROOT


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
    """Let an interpreter find modules in more folders, after those in its own."""
    command = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    (Path(done.stdout.strip()) / "torchquiz.pth").write_text("\n".join(folders))


def run_in(python: str, module: str, *arguments: str) -> None:
    """Run a module of the tests in such an environment; the test ends if it fails."""
    status = subprocess.run([python, "-m", module, *arguments], cwd=ROOT, check=False).returncode
    if status:
        sys.exit(status)
