"""Where a resource is made: in which account and Region, as far as its provider's block tells."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.arns import parse_arn
from bot.core.sources.hcl import Expression, Quoted, Reference, Tuple
from bot.core.sources.terraform.module import Found, Module
from bot.core.sources.terraform.values import readings


def is_elsewhere(module: Module, found: Found, arn: str) -> bool:
    """Whether it is told to be in another account or Region than the ARN."""
    where = parse_arn(arn)
    if where is None:
        return False
    # Version 6 of the provider: a Region of its own for each resource.
    regions = _told(module, found.value("region"))
    for provider in _providers(module, found):
        regions = regions or _told(module, provider.value("region"))
        accounts = _accounts(module, provider)
        if accounts and where.account not in accounts:
            return True
    return bool(regions) and where.region not in regions


def _providers(module: Module, found: Found) -> Iterator[Found]:
    """The block of its provider, by its alias or as the default one."""
    reference = found.value("provider")
    path = reference.path if isinstance(reference, Reference) else ("aws",)
    if isinstance(reference, Quoted):  # as before Terraform 0.12: "aws.us"
        path = tuple(reference.words[0].strip('"').split("."))
    wanted = {path[1]} if len(path) > 1 else set[str]()
    for one in module.blocks("provider"):
        if one.block.labels == ("aws",) and _told(module, one.value("alias")) == wanted:
            yield one


def _accounts(module: Module, provider: Found) -> set[str]:
    """The accounts that it may be in, none where that is not told."""
    allowed = provider.value("allowed_account_ids")
    told = [_told(module, one) for one in allowed.items] if isinstance(allowed, Tuple) else []
    if told and all(told):
        return set[str]().union(*told)
    roles = (one.body.value("role_arn") for one in provider.block.body.blocks("assume_role"))
    arns = [parse_arn(arn) for role in roles for arn in _told(module, role)]
    return {arn.account for arn in arns if arn is not None}


def _told(module: Module, expression: Expression | None) -> set[str]:
    """Each text that it may be; none where one of them is not told."""
    found = [one.known for one in readings(module, expression)] if expression is not None else []
    return set() if None in found else {one for one in found if one is not None}
