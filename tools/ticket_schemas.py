"""`python -m tools.ticket_schemas`: cuts what the local GitHub needs out of GitHub's own OpenAPI.

npm's package `@octokit/openapi` (MIT) carries it whole, in 28 MB. It is fetched into a folder that
is gone afterwards, so nobody's set-up has it; what is kept is small and the same each time.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from playground.tickets.github.routes import OPERATIONS

PACKAGE = "@octokit/openapi@23.0.2"
KEPT = Path(__file__).resolve().parents[1] / "playground/tickets/github/openapi.json"
_SAYS_NOTHING = frozenset(
    {"description", "example", "examples", "externalDocs", "tags", "summary", "title", "headers"}
)
"""What a validator does not read; a property of such a name stays."""


def main() -> int:
    """Write the kept file anew."""
    with tempfile.TemporaryDirectory(prefix="ticket-schemas-") as folder:
        whole, license = _fetched(Path(folder))
    kept = cut(whole, OPERATIONS) | {"license": license, "source": PACKAGE}
    KEPT.write_text(written(kept), "utf-8")
    return 0


def written(kept: Mapping[str, Any]) -> str:
    """The file's text: by name, one line for each operation and each schema."""
    lines = []
    for part, value in sorted(kept.items()):
        if isinstance(value, str):
            lines.append(f"{_line(part)}: {_line(value)}")
            continue
        rows = ",\n".join(f"{_line(name)}: {_line(value[name])}" for name in sorted(value))
        lines.append(f"{_line(part)}: {{\n{rows}\n}}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def cut(whole: Mapping[str, Any], operations: Mapping[tuple[str, str], Any]) -> dict[str, Any]:
    """Those operations and the schemas that they lead to, as JSON Schema: OpenAPI 3.0 says
    `nullable`, which that has not.
    """
    found = {f"{verb} {path}": _operation(whole, verb, path) for verb, path in operations}
    schemas: dict[str, Any] = {}
    waiting = list(_named(found))
    while waiting:
        name = waiting.pop()
        if name not in schemas:
            schemas[name] = _plain(whole["components"]["schemas"][name])
            waiting.extend(_named(schemas[name]))
    return {"operations": found, "schemas": schemas}


def _operation(whole: Mapping[str, Any], verb: str, path: str) -> dict[str, Any]:
    one = whole["paths"][path][verb.lower()]
    parameters = [_resolved(whole, each) for each in one.get("parameters", ())]
    body = one.get("requestBody", {}).get("content", {}).get("application/json")
    return {
        "query": {p["name"]: _plain(p["schema"]) for p in parameters if p["in"] == "query"},
        "body": _plain(body["schema"]) if body else None,
        "needs_body": one.get("requestBody", {}).get("required", False),
        "answers": {
            status: _content(_resolved(whole, answer))
            for status, answer in one["responses"].items()
        },
    }


def _content(answer: Mapping[str, Any]) -> object:
    """The schema of an answer; True where GitHub gives none. It says `oneOf` of shapes that can fit
    at once (two kinds of error): any of them will do.
    """
    content = answer.get("content", {}).get("application/json")
    if not content:
        return True
    schema = content["schema"]
    return _plain({"anyOf" if name == "oneOf" else name: schema[name] for name in schema})


def _resolved(whole: Mapping[str, Any], one: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in one:
        return one
    _, part, name = one["$ref"].removeprefix("#/").split("/")
    found: Mapping[str, Any] = whole["components"][part][name]
    return found


def _plain(schema: Any) -> Any:
    """As JSON Schema, without words and with references into the kept file."""
    if not isinstance(schema, dict):
        return schema
    kept = {name: _part(name, value) for name, value in schema.items() if _read(name, value)}
    if not kept.pop("nullable", False):
        return kept
    return {"anyOf": [{"type": "null"}, kept]}


def _part(name: str, value: Any) -> Any:
    if name in {"properties", "patternProperties"}:
        return {key: _plain(each) for key, each in value.items()}
    if name == "$ref":
        return f"#/schemas/{value.rpartition('/')[2]}"
    if isinstance(value, list) and name in {"allOf", "anyOf", "oneOf"}:
        return [_plain(each) for each in value]
    return _plain(value)


def _read(name: str, value: Any) -> bool:
    return name not in _SAYS_NOTHING and not name.startswith("x-")


def _named(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _named(each)
    elif isinstance(part, dict):
        for name, value in part.items():
            if name == "$ref" and isinstance(value, str):
                yield value.rpartition("/")[2]
            else:
                yield from _named(value)


def _line(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _fetched(folder: Path) -> tuple[dict[str, Any], str]:
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is not installed.")
    command = [npm, "pack", "--silent", PACKAGE]
    done = subprocess.run(  # noqa: S603 (our own words)
        command, cwd=folder, check=True, capture_output=True, text=True
    )
    with tarfile.open(folder / done.stdout.split()[-1]) as packed:
        whole = json.loads(_read_member(packed, "package/generated/api.github.com.json"))
        return whole, _read_member(packed, "package/LICENSE").decode()


def _read_member(packed: tarfile.TarFile, name: str) -> bytes:
    member = packed.extractfile(name)
    if member is None:
        raise SystemExit(f"{PACKAGE} has no {name} any more.")
    return member.read()


if __name__ == "__main__":
    sys.exit(main())
