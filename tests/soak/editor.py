"""Compares the lines that an editor marks in faulty lessons with those that `check` reports.

`python -m tests.soak.editor [FOLDER]` uses the yaml-language-server in FOLDER/node_modules, or
installs that server in a temporary folder. The test also checks that the editor completes keys. It
needs Node.js.
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
    """The language server, which exchanges messages over its standard streams."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdin is not None and process.stdout is not None
        self._in: IO[bytes] = process.stdin
        self._out: IO[bytes] = process.stdout
        self._numbers = count(1)

    def ask(self, method: str, **params: Any) -> Any:
        """Send a request and return its result."""
        number = next(self._numbers)
        self._send({"id": number, "method": method, "params": params})
        while (message := self._receive()).get("id") != number or "method" in message:
            self._serve(message)
        return message["result"]

    def tell(self, method: str, **params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def marks(self, uri: str) -> list[tuple[int, str]]:
        """Wait until the server has checked a file; return the marked lines with their messages."""
        while True:
            message = self._receive()
            params = message.get("params") or {}
            if message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == uri:
                return sorted(
                    (mark["range"]["start"]["line"], mark["message"])
                    for mark in params["diagnostics"]
                )
            self._serve(message)

    def _serve(self, message: dict[str, Any]) -> None:
        """Respond to the server's request for settings, and with an empty result to any other."""
        if "id" in message and "method" in message:
            items = (
                message["params"].get("items", [])
                if message["method"] == "workspace/configuration"
                else []
            )
            settings = [
                {"validate": True, "completion": True} if item.get("section") == "yaml" else {}
                for item in items
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
    """Start a server, and yield it once it is ready."""
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
    """Open a document whose first line names the schema, and return its address."""
    uri = f"file:///banks/{name}.yaml"
    document = {"uri": uri, "languageId": "yaml", "version": 1, "text": f"{SCHEMA}\n{text}"}
    server.tell("textDocument/didOpen", textDocument=document)
    return uri


def differences(server: Server) -> Iterator[str]:
    """Yield a sentence for each difference between the editor and the command line."""
    for path in FORMS:
        marks = server.marks(opened(server, path.stem, path.read_text(encoding="utf-8")))
        expected = (
            [] if path.stem.removeprefix("form-") in ONLY_CHECKED else lines_with_faults(path)
        )
        if [line for line, _ in marks] != expected:
            yield f"{path.stem}: check reports lines {expected}, but the editor marks {marks}"
    uri = opened(server, "half-written", HALF_WRITTEN)
    server.marks(uri)
    place = {"line": HALF_WRITTEN.count("\n"), "character": 4}
    answer = server.ask("textDocument/completion", textDocument={"uri": uri}, position=place)
    completions = answer["items"] if isinstance(answer, dict) else answer
    labels = {completion["label"] for completion in completions}
    if missing := {"columns", "rows", "snippet", "distractors"} - labels:
        yield f"completion in a table lacks {sorted(missing)}; it offers {sorted(labels)}"


def main() -> int:
    """Run the comparison and print the differences; return 1 if there are any."""
    if shutil.which("node") is None:
        print("editor: skipped, because node is not installed")
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
            sentences = list(differences(server))
    print("\n".join([*sentences, f"{len(FORMS)} faulty lessons, {len(sentences)} differences"]))
    return 1 if sentences else 0


if __name__ == "__main__":
    sys.exit(main())
