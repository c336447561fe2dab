"""A whole plan as a `Declaration`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bot.core.iac.declared import Declaration, Declared, DeclaredSubject
from bot.core.iac.identity import Identities, short
from bot.core.iac.terraform.configuration import Configuration, parent, references, wholes
from bot.core.iac.terraform.kinds import all_kinds
from bot.core.iac.terraform.plan import Change, Plan, parse
from bot.core.iac.terraform.policy_document import document
from bot.core.iac.terraform.provider import Providers
from bot.core.iac.terraform.resource import Kind, Resource
from bot.core.iac.value import Unknown, members

_KEY = r"(?P<key>\[(?:\"(?:[^\"\\]|\\.)*\"|\d+)\])?"
_RESOURCE = re.compile(rf"(?P<local>(?:data\.)?[a-z]\w*\.[\w-]+){_KEY}(?:\.(?P<rest>.+))?")
_MODULE = re.compile(rf"module\.(?P<name>[\w-]+){_KEY}(?:\.(?P<rest>[\w-]+))?")
_LOOPS = {"each.key", "each.value", "count.index"}
_DEEPEST = 50
_BUDGETS = ("aws_budgets_budget",)


def declaration(text: str, *, account: str = "", region: str = "") -> Declaration:
    """What a plan declares. Needs no credentials and calls nobody.

    Raises UsageError for a text that is not JSON, no plan, or of an unknown format version.
    """
    return _Plan(parse(text), account, region).declaration()


class _Plan:
    def __init__(self, plan: Plan, account: str, region: str) -> None:
        self._configuration = Configuration(plan.root)
        self._providers = Providers(plan, self._configuration, region)
        self._identities = Identities(
            account or self._providers.account(),
            self._providers.region,
            "the account of the plan (give --account)",
            "the Region of the provider (give --region)",
        )
        self._changes = plan.changes
        self._by_address = {one.address: one for one in (*plan.read, *plan.changes)}
        self._instances: dict[str, list[Change]] = defaultdict(list)
        for one in self._by_address.values():
            self._instances[_joined(one.module, one.local)].append(one)
        self._gone = plan.gone
        self._whole = plan.whole
        self._taken: dict[str, tuple[str, ...]] = {}
        self._home = ""
        self._home = self._credentials_of_budgets() or self._credentials_of_senders()

    def declaration(self) -> Declaration:
        found: list[Declared] = []
        for one in self._changes:
            kind = self._kind(one)
            if kind:
                read = [*kind.read(self._resource(one))]
                found += _foreign_senders(one, read) if self._foreign(one) else read
        for one in self._gone:
            kind = self._kind(one)
            if kind and not self._foreign(one):
                found += kind.gone(self._resource(one))
        return Declaration(self._identities, found, "plan", self._opaque(), taken=self._taken)

    def _credentials_of_budgets(self) -> str:
        """The credentials of the budgets' provider."""
        budgets = (o for o in self._changes if o.type in _BUDGETS)
        return next((self._providers.credentials(one) for one in budgets), "")

    def _credentials_of_senders(self) -> str:
        """The credentials of the first other sender's provider."""
        senders = (
            one
            for one in self._changes
            if (kind := self._kind(one))
            and any(isinstance(d, DeclaredSubject) for d in kind.read(self._resource(one)))
        )
        return next((self._providers.credentials(one) for one in senders), "")

    def _opaque(self) -> Unknown | None:
        """Budgets of a second account in the same plan, or what the plan leaves out."""
        if not self._whole:
            return Unknown("what the plan leaves out (it failed, or was made with -target)")
        budgets = (o for o in self._changes if o.type in _BUDGETS and self._foreign(o))
        return next((Unknown(_other(one)) for one in budgets), None)

    def _foreign(self, one: Change) -> bool:
        """Whether it is made with other credentials than the budgets, or nobody knows where."""
        return bool(self._home) and self._providers.credentials(one) != self._home

    @staticmethod
    def _kind(one: Change) -> Kind | None:
        return all_kinds().get(one.type) if one.mode == "managed" else None

    def _resource(self, one: Change) -> Resource:
        block = self._configuration.resource(one.module, one.local)
        written = None if block is None else members(block.get("expressions"))

        def resolve(expression: object, unknown: Unknown) -> object:
            found = self._refers(expression, unknown, one.module, _key(one.index), 0)
            if not isinstance(found, Unknown):
                self._take(one, unknown.expression, wholes(references(expression)))
            return found

        region = self._providers.region_of(one) or self._identities.region_name
        return Resource(one, written, resolve, self._identities, region)

    def _take(self, one: Change, argument: str, named: list[str]) -> None:
        """Keep in mind that an argument is taken for what its expression names."""
        things = ", ".join(name for name in named if name not in _LOOPS)
        if things:
            said = f"{argument} is taken for {things}."
            before = self._taken.get(one.address, ())
            self._taken[one.address] = tuple(dict.fromkeys((*before, said)))

    def _refers(
        self, expression: object, unknown: Unknown, module: str, key: str, depth: int
    ) -> object:
        """What an expression refers to; the unknown itself, and why, where that cannot be told."""
        named = list(references(expression))
        constant = members(expression).get("constant_value")
        if not named or depth > _DEEPEST:
            return unknown if constant is None else constant
        looped = key if _LOOPS & set(named) else ""
        whole = wholes(name for name in named if name not in _LOOPS)
        found = self._named(whole[0], module, key, looped, depth) if len(whole) == 1 else None
        told = ", ".join(wholes(named))
        return Unknown(short(f"{unknown.expression} (made of {told})")) if found is None else found

    def _named(self, name: str, module: str, key: str, looped: str, depth: int) -> object:
        """What one reference stands for; None where it cannot be told."""
        if name.startswith("var."):
            caller, own = parent(module)
            given = self._configuration.argument(module, name.removeprefix("var."))
            return self._refers(given, Unknown(name), caller, own, depth + 1) if given else None
        if name.startswith("module."):
            return self._output(name, module, looped, depth)
        found = _RESOURCE.fullmatch(name)
        if not found or name.startswith(("local.", "path.", "terraform.", "each.", "self.")):
            return None
        address = _joined(module, found["local"]) + (found["key"] or looped)
        return self._attribute(self._by_address.get(address), found["rest"] or "")

    def _output(self, name: str, module: str, looped: str, depth: int) -> object:
        found = _MODULE.fullmatch(name)
        if not found or not found["rest"]:
            return None
        key = found["key"] or looped
        called = _joined(module, f"module.{found['name']}{key}")
        expression = self._configuration.output(called, found["rest"])
        return self._refers(expression, Unknown(name), called, key, depth + 1)

    def _attribute(self, one: Change | None, attribute: str) -> object:
        if one is None:
            return None
        if self._foreign(one):
            return Unknown(_other(one))
        known = one.values.get(attribute)
        if known is not None and not isinstance(known, Unknown):
            return known
        if one.local.startswith("data.aws_iam_policy_document."):
            return document(self._resource(one)) if attribute in {"json", ""} else None
        kind = self._kind(one)
        names: Mapping[str, str] = kind.names(self._resource(one)) if kind else {}
        return names.get(attribute or "arn") or self._made_arn(one, attribute)

    def _made_arn(self, one: Change, attribute: str) -> str | None:
        """The ARN of a resource that does not count by itself, under a made-up name."""
        if one.mode == "data" or attribute != "arn" or not one.type.startswith("aws_"):
            return None
        service = one.type.split("_")[1]
        name = self._identities.name(f"{one.address}.{attribute}")
        what = one.type.rpartition("_")[2]
        return self._identities.arn(service, f"{what}/{name}", "" if service == "iam" else None)


def _joined(module: str, local: str) -> str:
    return f"{module}.{local}" if module else local


def _key(index: str | int | None) -> str:
    if index is None:
        return ""
    return f'["{index}"]' if isinstance(index, str) else f"[{index}]"


def _foreign_senders(one: Change, read: Iterable[Declared]) -> Iterator[Declared]:
    """The senders of another account: whom they tell is not judged, and not kept quiet either."""
    for declared in read:
        if isinstance(declared, DeclaredSubject):
            yield replace(declared, topics=(Unknown(_other(one)),))


def _other(one: Change) -> str:
    return f"{one.address}, which another account's provider makes"
