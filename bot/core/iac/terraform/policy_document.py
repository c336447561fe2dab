"""aws_iam_policy_document, put together from its arguments where its JSON is not known yet.

Terraform reads the data source only when all of its arguments are known. Those that are known
already stand in the plan; the others are references, to a topic's ARN say.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.iac.terraform.resource import Resource
from bot.core.iac.value import Unknown, items, known, members

_LISTS = {
    "actions": "Action",
    "not_actions": "NotAction",
    "resources": "Resource",
    "not_resources": "NotResource",
}
_GROUPS = {"principals": "Principal", "not_principals": "NotPrincipal"}


def document(one: Resource) -> object:
    """The policy, with unknown leaves; Unknown where it merges other documents."""
    address = one.change.address
    others = ("source_policy_documents", "override_policy_documents", "source_json")
    if any(one.values.get(name) for name in (*others, "override_json")):
        return Unknown(f"{address}.json, which merges other documents")
    statements = one.values.get("statement")
    if isinstance(statements, Unknown):
        return statements
    made = [_with_variables(_statement(one, *block)) for block in one.blocks("statement")]
    return {"Version": known(one.values.get("version")) or "2012-10-17", "Statement": made}


def _statement(one: Resource, block: object, written: Mapping[str, object]) -> object:
    if isinstance(block, Unknown):
        return block
    told = members(block)
    made: dict[str, object] = {"Effect": told.get("effect") or "Allow"}
    if isinstance(told.get("sid"), str) and told["sid"]:
        made["Sid"] = told["sid"]
    for name, element in _LISTS.items():
        value = told.get(name)
        # A list of which nothing is known may hold more than what its expression names.
        value = value if isinstance(value, Unknown) else one.in_block(told, written, name)
        if value:
            made[element] = value
    for name, element in _GROUPS.items():
        groups = told.get(name)
        if groups:
            made[element] = groups if isinstance(groups, Unknown) else _principal(items(groups))
    conditions = told.get("condition")
    if conditions:
        made["Condition"] = _conditions(one, told, written)
    return made


def _with_variables(value: object) -> object:
    """The same with `${...}` for `&{...}`, which the data source writes for its own sake."""
    if isinstance(value, str):
        return value.replace("&{", "${")
    if isinstance(value, dict):
        return {name: _with_variables(one) for name, one in value.items()}
    return [_with_variables(one) for one in value] if isinstance(value, list) else value


def _principal(groups: list[object]) -> object:
    """`*` of the type `*` is everybody (Terraform's documentation of the data source)."""
    made: dict[str, object] = {}
    for group in groups:
        told = members(group)
        kind, names = known(told.get("type")), told.get("identifiers")
        if isinstance(group, Unknown) or not kind or isinstance(names, Unknown):
            return group if isinstance(group, Unknown) else Unknown("principals")
        if kind == "*":
            return "*"
        made[kind] = [*items(made.get(kind)), *items(names)]
    return made


def _conditions(one: Resource, told: Mapping[str, object], written: Mapping[str, object]) -> object:
    if isinstance(told.get("condition"), Unknown):
        return {"StringEquals": {"aws:SourceAccount": told["condition"]}}
    made: dict[str, dict[str, object]] = {}
    for block in items(told.get("condition")):
        if isinstance(block, Unknown):
            made.setdefault("StringEquals", {})["aws:SourceAccount"] = block
            continue
        inner = members(block)
        test, variable = known(inner.get("test")), known(inner.get("variable"))
        expressions = _of_condition(written, test, variable)
        values = inner.get("values")
        if not isinstance(values, Unknown):
            values = one.in_block(inner, expressions, "values")
        known_keys = made.setdefault(test or "StringEquals", {})
        if variable in known_keys:
            values = [*items(known_keys[variable]), *items(values)]
        known_keys[variable or "aws:SourceAccount"] = values if variable else Unknown("condition")
    return made


def _of_condition(written: Mapping[str, object], test: str, variable: str) -> Mapping[str, object]:
    """The expressions of the condition of this test and variable, if there is one such."""
    found = [
        one
        for one in map(members, items(written.get("condition")))
        if members(one.get("test")).get("constant_value") == test
        and members(one.get("variable")).get("constant_value") == variable
    ]
    return found[0] if len(found) == 1 else {}
