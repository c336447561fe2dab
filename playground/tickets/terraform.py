"""What a deployment would make of a repository's Terraform: the policies of its keys.

It reads the few shapes that the repository of this GitHub is written in, and nothing of AWS: the
account stands for `data.aws_caller_identity`. An expression that it does not know is a ValueError.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"""(?P<skip>\s+|\#[^\n]*|//[^\n]*|/\*.*?\*/)
    |(?P<text>"(?:\\.|\$\{[^}]*\}|[^"\\])*")
    |(?P<word>[A-Za-z_][\w.\-]*|\d+)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_HOLE = re.compile(r"\$\{([^}]*)\}")
Value = object


@dataclass
class Block:
    """A block: its type, its labels, what stands in it."""

    type: str
    labels: tuple[str, ...] = ()
    values: dict[str, Value] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    def of(self, type: str) -> list[Block]:
        """The blocks of a type in it."""
        return [one for one in self.blocks if one.type == type]


@dataclass(frozen=True)
class KeyPolicy:
    """The policy that a key gets, by one of the key's aliases ("alias/alerts")."""

    alias: str
    policy: str


def key_policies(files: Mapping[str, str], account: str) -> Iterator[KeyPolicy]:
    """Of each key with an alias, what its policy will be once these files are applied."""
    root = Block("root")
    for path in sorted(files):
        if path.endswith(".tf"):
            root.blocks += _parsed(files[path]).blocks
    names = {"data.aws_caller_identity.current.account_id": account}
    documents = {one.labels[1]: one for one in root.of("data") if one.labels[0] == _DOCUMENT}
    keys = {one.labels[1]: one for one in root.of("resource") if one.labels[0] == "aws_kms_key"}
    for block in root.of("resource"):
        if block.labels[0] != "aws_kms_alias":
            continue
        key = keys[str(block.values["target_key_id"]).split(".")[1]]
        document = documents[str(key.values["policy"]).split(".")[2]]
        statements = [_statement(one, root, names) for one in document.of("statement")]
        policy = {"Version": "2012-10-17", "Statement": statements}
        yield KeyPolicy(str(block.values["name"]), json.dumps(policy))


_DOCUMENT = "aws_iam_policy_document"


def _statement(block: Block, root: Block, names: Mapping[str, str]) -> dict[str, object]:
    def told(value: Value) -> Value:
        if isinstance(value, list):
            return [told(one) for one in value]
        return _filled(str(value), root, names)

    made: dict[str, object] = {"Effect": block.values.get("effect", "Allow")}
    for name in ("sid", "actions", "resources"):
        if name in block.values:
            made[{"sid": "Sid", "actions": "Action", "resources": "Resource"}[name]] = told(
                block.values[name]
            )
    for one in block.of("principals"):
        made["Principal"] = {str(one.values["type"]): told(one.values["identifiers"])}
    condition: dict[str, dict[str, Value]] = {}
    for one in block.of("condition"):
        tests = condition.setdefault(str(one.values["test"]), {})
        tests[str(one.values["variable"])] = told(one.values["values"])
    return {**made, "Condition": condition} if condition else made


def _filled(text: str, root: Block, names: Mapping[str, str]) -> str:
    """A text with its holes filled, and a name by what it stands for."""
    if text.startswith("local."):
        return _local(text, root, names)
    return _HOLE.sub(lambda hole: _local(hole[1].strip(), root, names), text)


def _local(name: str, root: Block, names: Mapping[str, str]) -> str:
    if name in names:
        return names[name]
    short = name.removeprefix("local.")
    for block in root.of("locals"):
        if short in block.values and short != name:
            value = str(block.values[short])
            return names.get(value, value)
    raise ValueError(f"{name} is not known here")


def _parsed(text: str) -> Block:
    tokens = [(m.lastgroup, m[0]) for m in _TOKEN.finditer(text) if m.lastgroup != "skip"]
    root = Block("root")
    if _body(tokens, 0, root) != len(tokens):
        raise ValueError("a bracket too many")
    return root


_Tokens = Sequence[tuple[str | None, str]]


def _body(tokens: _Tokens, at: int, into: Block) -> int:
    """What stands up to the closing brace; where it stands."""
    while at < len(tokens) and tokens[at][1] != "}":
        name = tokens[at][1]
        at += 1
        if tokens[at][1] == "=":
            into.values[name], at = _value(tokens, at + 1)
            continue
        labels = []
        while tokens[at][1] != "{":
            labels.append(tokens[at][1].strip('"'))
            at += 1
        block = Block(name, tuple(labels))
        into.blocks.append(block)
        at = _body(tokens, at + 1, block) + 1
    return at


def _value(tokens: _Tokens, at: int) -> tuple[Value, int]:
    """A text, a name, a list; of a map nothing is kept, and of a call its words."""
    kind, word = tokens[at]
    if kind == "text":
        return word[1:-1], at + 1
    if word == "[":
        found = []
        at += 1
        while tokens[at][1] != "]":
            one, at = _value(tokens, at)
            found.append(one)
            at += tokens[at][1] == ","
        return found, at + 1
    if word == "{":
        return {}, _over(tokens, at)
    at += 1
    while at < len(tokens) and tokens[at][1] in "([":
        at = _over(tokens, at)
        if at < len(tokens) and tokens[at][1].startswith("."):
            at += 2
    return word, at


def _over(tokens: _Tokens, at: int) -> int:
    """Behind the bracket that closes the one that stands there."""
    deep = 0
    while True:
        deep += tokens[at][1] in "([{"
        deep -= tokens[at][1] in ")]}"
        at += 1
        if deep == 0:
            return at
