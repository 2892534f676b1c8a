"""Opens code in the learner's own editor: `$VISUAL` or, if that is not set, `$EDITOR`."""

import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from torchquiz.engine.errors import TorchquizError


def editor(environ: Mapping[str, str] = os.environ) -> list[str]:
    """Return the command that starts the editor.

    Return an empty list if no editor is set or the setting cannot be parsed.
    """
    try:
        return shlex.split(environ.get("VISUAL") or environ.get("EDITOR") or "")
    except ValueError:
        return []


def edit_code(code: str) -> str:
    """Open the code in the editor, and return it with the learner's changes.

    Raises:
        TorchquizError: No editor is set, or it failed; the code is unchanged.
    """
    words = editor()
    if not words:
        raise TorchquizError(
            "No editor is set; set VISUAL or EDITOR, for instance to nano, and restart torchquiz."
        )
    with TemporaryDirectory(prefix="torchquiz-") as folder:
        path = Path(folder) / "code.py"
        path.write_text(code + "\n" * bool(code), encoding="utf-8")
        try:
            status = subprocess.run([*words, str(path)], check=False).returncode
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            raise TorchquizError(
                f"The editor {words[0]} failed: {error.strerror}. Your code is unchanged."
            ) from error
    if status:
        raise TorchquizError(
            f"The editor {words[0]} failed with exit status {status}. Your code is unchanged."
        )
    return text.rstrip("\n")
