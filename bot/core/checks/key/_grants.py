"""May a KMS grant stand in for the missing statement? (docs/facts.md 3.4)"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.core.model.key import Grant


def fitting(
    grants: Iterable[Grant],
    service: str | None,
    sources: tuple[str, str],
    actions: Collection[str],
) -> tuple[Grant, ...]:
    """The grants to `service` for a source, if together they cover `actions` ("kms:Decrypt").

    `sources` are its aws:SourceArn, and what that of its actions begins with ("" without any).
    """
    ours = tuple(g for g in grants if _is_to(g, service) and _for_source(g.source_arn, *sources))
    covered = {f"kms:{operation}" for grant in ours for operation in grant.operations}
    return ours if service and covered.issuperset(actions) else ()


def _is_to(grant: Grant, service: str | None) -> bool:
    """ListGrants may show a service as GranteePrincipal too (KMS API reference, ListGrants)."""
    return service in (grant.service, grant.grantee)


def _for_source(pattern: str | None, source: str, of_actions: str) -> bool:
    """True if the grant may be meant for `source`; whether AWS takes a wildcard is not known."""
    if pattern is None or pattern == source or (of_actions and pattern.startswith(of_actions)):
        return True
    beginning, star, _ = pattern.partition("*")
    return bool(star) and source.startswith(beginning)
