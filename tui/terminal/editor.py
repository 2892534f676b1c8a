"""The learner's own editor for code: `$VISUAL`, else `$EDITOR`, on a temporary file."""

import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from torchquiz.engine.errors import TorchquizError


def editor(environ: Mapping[str, str] = os.environ) -> list[str]:
    """Return the words that start the editor; none if no editor is set in a readable way."""
    try:
        return shlex.split(environ.get("VISUAL") or environ.get("EDITOR") or "")
    except ValueError:
        return []


def edited(code: str) -> str:
    """Return the code after the learner changed it in the editor.

    Raises:
        TorchquizError: there is no editor, or it failed; the code is as it was.
    """
    words = editor()
    if not words:
        raise TorchquizError(
            "No editor is set; set VISUAL or EDITOR, for instance to nano, and start again."
        )
    with TemporaryDirectory(prefix="torchquiz-") as folder:
        path = Path(folder) / "code.py"
        path.write_text(code + "\n" * bool(code), encoding="utf-8")
        try:
            status = subprocess.run([*words, str(path)], check=False).returncode
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            raise TorchquizError(
                f"The editor {words[0]} failed: {error.strerror}. Your code is as it was."
            ) from error
    if status:
        raise TorchquizError(
            f"The editor {words[0]} ended with status {status}. Your code is as it was."
        )
    return text.rstrip("\n")
