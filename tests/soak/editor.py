"""A real editor's server on faulty lessons: it marks the same lines as check, and completes keys.

`python -m tests.soak.editor [FOLDER]` speaks to the yaml-language-server in FOLDER/node_modules, or
installs one in a temporary folder. Without node it says that there is nothing to try.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from tests.engine.authoring.test_schema import FORMS, ONLY_CHECKED, lines_with_faults
from torchquiz.engine.folders import BANKS

SCHEMA = f"# yaml-language-server: $schema={(BANKS / 'lesson.schema.json').as_uri()}"
SERVER = Path("node_modules/yaml-language-server/bin/yaml-language-server")
HALF_WRITTEN = (
    "lesson: a\ntitle: A\nminutes: 1\nabout: It.\nitems:\n  - id: a\n    kind: table\n    \n"
)


class Server:
    """The server, spoken to over its standard streams."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdin is not None and process.stdout is not None
        self._in: IO[bytes] = process.stdin
        self._out: IO[bytes] = process.stdout
        self._numbers = count(1)

    def ask(self, method: str, **params: Any) -> Any:
        """A request's result."""
        number = next(self._numbers)
        self._send({"id": number, "method": method, "params": params})
        while (message := self._receive()).get("id") != number or "method" in message:
            self._serve(message)
        return message["result"]

    def tell(self, method: str, **params: Any) -> None:
        """A notice."""
        self._send({"method": method, "params": params})

    def marks(self, uri: str) -> list[tuple[int, str]]:
        """The lines that are marked in a file, once the server has looked at it."""
        while True:
            message = self._receive()
            params = message.get("params") or {}
            if message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == uri:
                return sorted(
                    (one["range"]["start"]["line"], one["message"]) for one in params["diagnostics"]
                )
            self._serve(message)

    def _serve(self, message: dict[str, Any]) -> None:
        """Settings are the usual ones; whatever else the server asks for is nothing."""
        if "id" in message and "method" in message:
            items = (
                message["params"].get("items", [])
                if message["method"] == "workspace/configuration"
                else []
            )
            settings = [
                {"validate": True, "completion": True} if one.get("section") == "yaml" else {}
                for one in items
            ]
            self._send({"id": message["id"], "result": settings or None})

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._in.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self._in.flush()

    def _receive(self) -> dict[str, Any]:
        length = 0
        while line := self._out.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        if not length:
            raise SystemExit("The server ended.")
        message: dict[str, Any] = json.loads(self._out.read(length))
        return message


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """A server that is ready."""
    command = ["node", str(folder / SERVER), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        server = Server(process)
        server.ask(
            "initialize",
            processId=None,
            rootUri=None,
            capabilities={"workspace": {"configuration": True}},
        )
        server.tell("initialized")
        try:
            yield server
        finally:
            process.kill()


def opened(server: Server, name: str, text: str) -> str:
    """Open a text, whose first line names the schema."""
    uri = f"file:///banks/{name}.yaml"
    document = {"uri": uri, "languageId": "yaml", "version": 1, "text": f"{SCHEMA}\n{text}"}
    server.tell("textDocument/didOpen", textDocument=document)
    return uri


def tried(server: Server) -> Iterator[str]:
    """What differs between the editor and the command line, as sentences."""
    for path in FORMS:
        marks = server.marks(opened(server, path.stem, path.read_text(encoding="utf-8")))
        wanted = [] if path.stem.removeprefix("form-") in ONLY_CHECKED else lines_with_faults(path)
        if [line for line, _ in marks] != wanted:
            yield f"{path.stem}: the command line tells lines {wanted}, the editor marks {marks}"
    uri = opened(server, "half-written", HALF_WRITTEN)
    server.marks(uri)
    place = {"line": HALF_WRITTEN.count("\n"), "character": 4}
    found = server.ask("textDocument/completion", textDocument={"uri": uri}, position=place)
    labels = {one["label"] for one in (found["items"] if isinstance(found, dict) else found)}
    if missing := {"columns", "rows", "snippet", "distractors"} - labels:
        yield f"completion of a table lacks {sorted(missing)}; it offers {sorted(labels)}"


def main() -> int:
    """Try a server; returns the exit status."""
    if shutil.which("node") is None:
        print("There is no node here, so no yaml-language-server can be tried.")
        return 0
    with TemporaryDirectory(prefix="torchquiz-editor-") as temporary:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else temporary)
        if not (folder / SERVER).is_file():
            subprocess.run(
                ["npm", "install", "--no-audit", "--no-fund", "yaml-language-server"],
                cwd=folder,
                check=True,
            )
        with served(folder) as server:
            faults = list(tried(server))
    print("\n".join([*faults, f"{len(FORMS)} faulty lessons, {len(faults)} differences."]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
