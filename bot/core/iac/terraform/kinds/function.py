"""aws_lambda_function and who may invoke it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.iac.declared import Declared, DeclaredFunction, DeclaredPermission
from bot.core.iac.permission import permission
from bot.core.iac.terraform.resource import Kind, Resource
from bot.core.iac.value import Unknown

_SOURCES = {
    "source_arn": "SourceArn",
    "source_account": "SourceAccount",
    "principal_org_id": "PrincipalOrgID",
}


def _arn(one: Resource) -> str:
    return one.arn("lambda", f"function:{one.name('function_name')}")


def _names(one: Resource) -> Mapping[str, str]:
    name = one.name("function_name")
    return {"arn": _arn(one), "function_name": name, "id": name}


def _function(one: Resource) -> Iterator[Declared]:
    told = one.get("reserved_concurrent_executions")
    # Terraform writes -1 for "nothing reserved".
    reserved = told if isinstance(told, int) and told >= 0 else None
    known_or_not = told if isinstance(told, Unknown) else reserved
    yield DeclaredFunction(one.place, _arn(one), one.name("function_name"), known_or_not)


def _alias_arn(one: Resource) -> str:
    function = one.known("function_name")
    name = function.rpartition(":")[2] if function.startswith("arn:") else function
    return one.arn("lambda", f"function:{name}:{one.name('name')}")


def _alias(one: Resource) -> Iterator[Declared]:
    yield DeclaredFunction(one.place, _alias_arn(one), one.name("name"))


def _permission(one: Resource) -> Iterator[Declared]:
    function = one.text("function_name") or Unknown(f"{one.change.address}.function_name")
    qualifier = one.text("qualifier")
    if isinstance(qualifier, str) and qualifier and isinstance(function, str):
        function = f"{function}:{qualifier}"
    sources = {made: one.get(name) for name, made in _SOURCES.items()}
    action, principal = one.get("action"), one.text("principal")
    made = permission(one.identities, function, action, principal, sources)
    yield DeclaredPermission(one.place, function, made)


KINDS = {
    "aws_lambda_function": Kind(_function, _names),
    "aws_lambda_alias": Kind(_alias, lambda one: {"arn": _alias_arn(one)}),
    "aws_lambda_permission": Kind(_permission),
}
