"""A whole template as a `Declaration`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.iac.cloudformation.circle import refuse_circles
from bot.core.iac.cloudformation.kinds import all_kinds
from bot.core.iac.cloudformation.logical import Kind, Logical
from bot.core.iac.cloudformation.resolver import Resolver
from bot.core.iac.cloudformation.text import Source, parse
from bot.core.iac.declared import Declaration, Declared, Place
from bot.core.iac.identity import Identities
from bot.core.iac.value import OfAnother, Unknown, items

_HARMLESS = (
    *("AWS::Serverless-", "AWS::LanguageExtensions", "AWS::SecretsManager-"),
    *("AWS::CodeDeployBlueGreen", "AWS::CloudFormation::"),
)
"""Transforms of AWS that leave the resources which count as they are written."""


def declaration(
    text: str, *, account: str = "", region: str = "", parameters: Mapping[str, str] | None = None
) -> Declaration:
    """What a template declares. Needs no credentials and calls nobody.

    Raises UsageError for a text that is no template, for circular references, and for a parameter
    that the template does not have.
    """
    source = parse(text)
    return _Template(source, Identities(account, region), parameters or {}).declaration()


class _Template:
    def __init__(self, source: Source, where: Identities, given: Mapping[str, str]) -> None:
        self._tree, self._identities = source.tree, where
        self._lines = source.lines
        self._resources = {
            name: body
            for name, body in _object(source.tree.get("Resources")).items()
            if isinstance(body, Mapping)
        }
        refuse_circles(self._resources)
        self._resolver = Resolver(source.tree, where, given, self._named)
        self._names: dict[str, Mapping[str, str]] = {}

    def declaration(self) -> Declaration:
        found: list[Declared] = []
        for name in self._resources:
            found += self._read(name)
        return Declaration(self._identities, found, "template", self._opaque())

    def _read(self, name: str) -> Iterator[Declared]:
        kind = self._kind(name)
        condition = self._resources[name].get("Condition")
        holds = True if condition is None else self._resolver.condition(condition)
        if kind and holds is not False:
            yield from kind.read(self._logical(name, holds if holds is not True else None))

    def _kind(self, name: str) -> Kind | None:
        return all_kinds().get(str(self._resources[name].get("Type", "")))

    def _logical(self, name: str, unsure: Unknown | None = None) -> Logical:
        return Logical(
            Place(name, self._lines.get(name)),
            _object(self._resources[name].get("Properties")),
            self._resolver.value,
            self._identities,
            unsure,
        )

    def _named(self, name: str, attribute: str) -> object:
        """What `Ref` or `Fn::GetAtt` of a resource gives."""
        expression = f"{name}.{attribute}" if attribute else name
        body = self._resources.get(name)
        if body is None:
            return Unknown(f"{expression}, which the template does not have")
        kind = self._kind(name)
        if kind:
            if name not in self._names:
                self._names[name] = kind.names(self._logical(name))
            return self._names[name].get(attribute, Unknown(expression))
        vendor, service, *_ = [*str(body.get("Type", "")).split("::"), "", ""]
        if vendor != "AWS" or service == "CloudFormation":
            return Unknown(expression)
        return self._other(str(body.get("Type", "")), name, attribute) or OfAnother(expression)

    def _other(self, kind: str, name: str, attribute: str) -> str | None:
        """An ARN of a resource that does not count by itself, under a made-up name."""
        _, service, what = [*kind.split("::"), "", "", ""][:3]
        if not attribute.endswith("Arn"):
            return None
        address = f"{name}.{attribute}"
        region = "" if service == "IAM" else None
        made = f"{what.lower()}/{self._identities.name(address)}"
        return self._identities.arn(service.lower(), made, region)

    def _opaque(self) -> Unknown | None:
        """A macro that may rewrite any of it."""
        listed = [str(one) for one in items(self._tree.get("Transform")) if isinstance(one, str)]
        objects = [one for one in items(self._tree.get("Transform")) if not isinstance(one, str)]
        macro = next((one for one in listed if not one.startswith(_HARMLESS)), None)
        if macro or objects:
            return Unknown(f"the macro {macro or 'of its Transform'}")
        bodies = [self._tree, _object(self._tree.get("Resources")), *self._resources.values()]
        looped = (Unknown(name) for body in bodies for name in body if name.startswith("Fn::"))
        return next(iter((*looped, *self._expanded())), None)

    def _expanded(self) -> Iterator[Unknown]:
        """Resources that become others: modules, and what SAM writes policies for."""
        for name, body in self._resources.items():
            kind = str(body.get("Type", ""))
            if kind.endswith("::MODULE") or kind == "AWS::Serverless::Connector":
                yield Unknown(f"{name}, which becomes other resources")
            if "Connectors" in body:
                yield Unknown(f"the Connectors of {name}")


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
