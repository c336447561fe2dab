"""One template: its resources, and what an expression in it says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.core.arns import parse_arn
from bot.core.sources.endings import TEMPLATES
from bot.core.sources.generated import SIGN, folder_of_programs, sign_of
from bot.core.sources.outcome import CannotEditError
from bot.core.sources.partial_text import HOLE, PartialText
from bot.core.sources.template.nodes import (
    List,
    Map,
    Node,
    TemplateError,
    Text,
    data,
    inner,
    parse,
    plain,
)
from bot.core.texts import sources as texts

_SUBJECTS = ("AWS::SNS::", "AWS::KMS::")
_VARIABLE = re.compile(r"\$\{([^}!][^}]*)\}")
_CDK = ("aws:cdk:path", "AWS::CDK::Metadata", "BootstrapVersion")


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource in its template."""

    template: Template
    id: str
    type: str
    start: int
    properties: Node | None
    condition: str = ""

    @property
    def at(self) -> str:
        """Where it stands, for people."""
        return self.template.at(self.start)

    def value(self, name: str) -> Node | None:
        """A property."""
        return self.properties.get(name) if self.properties is not None else None


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """A template, deployed where `arn` is."""

    path: str
    text: str
    tree: Node
    arn: str
    defaults: Mapping[str, str] = field(default_factory=dict)

    def at(self, start: int) -> str:
        """A place in it for people."""
        return f"{self.path}:{self.text.count(chr(10), 0, start) + 1}"

    def resources(self, *types: str) -> Iterator[Resource]:
        """The resources of these types."""
        found = self.tree.get("Resources")
        for name, body in found.pairs if isinstance(found, Map) else ():
            kind = body.get("Type")
            if isinstance(kind, Text) and kind.text in types:
                condition = body.get("Condition")
                told = condition.text if isinstance(condition, Text) else ""
                properties = body.get("Properties")
                yield Resource(self, name.text, kind.text, name.start, properties, told)

    @property
    def makes(self) -> str:
        """What makes resources that are not told here ("Fn::Transform"), "" for nothing."""
        found = self.tree.get("Resources")
        names = (name.text for name, _ in found.pairs) if isinstance(found, Map) else ()
        return next((name for name in names if name.startswith("Fn::")), "")

    @property
    def sign(self) -> str:
        """What says that a program wrote it, "" for nothing."""
        made = next((sign for sign in _CDK if f"{sign}" in self.text), "")
        made = made or folder_of_programs(self.path)
        description = self.tree.get("Description")
        told = description.text if isinstance(description, Text) else ""
        return made or sign_of(self.text) or (told[:120] if SIGN.search(told) else "")

    def named(self, node: Node | None) -> str:
        """The resource that `!Ref x`, `!GetAtt x.Arn` or `!Sub ${x}` names, "" for none."""
        said = data(plain(node)) if node is not None else None
        if not isinstance(said, dict) or len(said) != 1:
            return ""
        (name, value), *_ = said.items()
        if name == "Fn::Sub" and isinstance(value, str):
            whole = _VARIABLE.fullmatch(value)
            return whole[1].partition(".")[0] if whole else ""
        if name == "Fn::GetAtt":
            return str(value[0]) if isinstance(value, list) and value else str(value).split(".")[0]
        return str(value) if name == "Ref" else ""

    def named_by_arn(self, node: Node) -> str:
        """The same for a topic of which the expression is the ARN: `!Ref` gives it, and of its
        attributes TopicArn alone.
        """
        said = json.dumps(data(plain(node)))
        return "" if re.search(r"\bTopicName\b", said) else self.named(node)

    def mentions(self, node: Node | None, id: str) -> bool:
        """Whether an expression says the name of a resource anywhere."""
        if isinstance(node, Text):
            return re.search(rf"(?<![\w:]){re.escape(id)}(?!\w)", node.text) is not None
        return node is not None and any(self.mentions(one, id) for one in inner(node))

    def reading(self, node: Node | None) -> PartialText:
        """The text that it is, with holes for what only a deployment tells."""
        return self._reading(data(plain(node)) if node is not None else None)

    def _reading(self, said: object) -> PartialText:
        if isinstance(said, str):
            return PartialText((said,))
        if not isinstance(said, dict) or len(said) != 1:
            return HOLE
        (name, value), *_ = said.items()
        if name == "Ref" and isinstance(value, str):
            return PartialText((self._variable(value),))
        if name == "Fn::Sub" and isinstance(value, str):
            parts = _VARIABLE.split(value)
            read = (self._variable(p) if i % 2 else p for i, p in enumerate(parts))
            return PartialText(tuple(read))
        if name == "Fn::Join" and isinstance(value, list) and len(value) == 2:
            return self._joined(*value)
        return HOLE

    def _joined(self, between: object, every: object) -> PartialText:
        if not isinstance(between, str) or not isinstance(every, list):
            return HOLE
        parts: list[str | None] = []
        for one in every:
            parts += [*([between] if parts else []), *self._reading(one).parts]
        return PartialText(tuple(parts))

    def _variable(self, name: str) -> str | None:
        arn = parse_arn(self.arn)
        if arn is None:
            return None
        known = {"AWS::AccountId": arn.account, "AWS::Region": arn.region}
        return {**self.defaults, **known, "AWS::Partition": arn.partition}.get(name)


def templates(files: Mapping[str, str], arn: str) -> Iterator[Template]:
    """The templates that hold a topic or key. Raises CannotEditError for one that cannot be read:
    what it holds could be what is looked for.
    """
    for path, text in sorted(files.items()):
        if not path.endswith(TEMPLATES) or not any(subject in text for subject in _SUBJECTS):
            continue
        try:
            tree = parse(text)
        except TemplateError as error:
            told = texts.UNREADABLE.format(path=path, where=error)
            raise CannotEditError(told, (path,)) from None
        yield Template(path, text, tree, arn, dict(_defaults(tree)))


def _defaults(tree: Node) -> Iterator[tuple[str, str]]:
    found = tree.get("Parameters")
    for name, body in found.pairs if isinstance(found, Map) else ():
        default = body.get("Default")
        if isinstance(default, Text):
            yield name.text, default.text


def items(node: Node | None) -> tuple[Node, ...]:
    """The list; of one thing a list of it alone."""
    if isinstance(node, List):
        return node.items
    return () if node is None else (node,)
