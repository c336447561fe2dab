"""Principals that are not the sender, though somebody thought so."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import islice

from bot.core.policy.services import is_documented, title_of
from bot.core.policy.traps.signs import first_label, others_arns, signs
from bot.core.policy.traps.suspect import Clue, Suspect, SuspectKind
from bot.core.texts.words import listed, quoted, short

_BILLING = frozenset({"ce", "costexplorer", "cost-explorer", "billing", "cur"})
_NO_PUBLISHERS: Mapping[str, frozenset[str]] = {
    "budgets": frozenset({*_BILLING, "billingconsole"}),
    "costalerts": _BILLING,
    "cloudwatch": frozenset({"monitoring", "alarms"}),
    "events": frozenset({"eventbridge"}),
}
"""Names that people take for a sender's, of services that publish nothing (docs/causes.md T5)."""

_KINDS = ("AWS", "Service", "Federated", "CanonicalUser")
_SHORT = 5
"""A name of so many letters stands in many others ("event")."""
_MOST = 5
"""Wrong names of one statement that are told; a policy has room for thousands."""
_ACCOUNT = re.compile(r"[0-9]{12}|arn:[^:]*:iam::[0-9]{12}:root")


def principal_traps(clue: Clue) -> Iterator[Suspect]:
    """What is wrong with whom the statement names. Nothing where it names the sender."""
    principal, sender = clue.statement.principal, clue.request.service
    if principal is None:
        yield from _unreadable(clue)
        return
    if principal.names(sender):
        return
    found = list(islice(_named_wrong(clue), _MOST))
    yield from found
    if not found and (told := signs(clue)):
        yield _by_signs(clue, told)
    elif not found and _is_snss(clue):
        yield clue.suspect(SuspectKind.WRONG_SERVICE, _itself(clue))
    elif clue.result.near_miss and not any(_names(clue.written.get("Principal"))):
        yield clue.suspect(SuspectKind.PRINCIPAL_FORM, f"names nobody. {_should(clue)}")


def _named_wrong(clue: Clue) -> Iterator[Suspect]:
    """A name that can only have been meant as the sender's."""
    sender, principal = clue.request.service, clue.written.get("Principal")
    for kind, name in _names(principal):
        if kind == "Service":
            if says := _misspelt(name, sender):
                yield clue.suspect(SuspectKind.WRONG_SERVICE, f"{says} It should be {sender}.")
        elif _is_service_linked(name, sender):
            says = f"names the role {short(name)}, and a role is not the service."
            yield clue.suspect(SuspectKind.ROLE, f"{says} {_should(clue)}")
        elif _resembles(name, sender):
            yield clue.suspect(SuspectKind.SERVICE_UNDER_AWS, _under(clue, kind, name))


def _under(clue: Clue, kind: str, name: str) -> str:
    if kind == "AWS":
        why = 'under "AWS", where only accounts, users and roles count.'
    else:
        why = f'under "{kind}": the kind of a service is "Service".'
    return f"names {short(name)} {why} {_should(clue)}"


def _unreadable(clue: Clue) -> Iterator[Suspect]:
    """A Principal in a form that AWS does not take; the statement may mean anybody."""
    principal, told = clue.written.get("Principal"), bool(signs(clue))
    if "NotPrincipal" in clue.written and (told or clue.result.near_miss):
        says = f"has NotPrincipal with Allow, which AWS does not accept. {_should(clue)}"
        yield clue.suspect(SuspectKind.NOT_PRINCIPAL, says)
        return
    for kind, name in _names(principal):
        if name == clue.request.service or _resembles(name, clue.request.service):
            where = f'under "{kind}"' if kind else "as a bare text"
            says = f"names {short(name)} {where}, which is no form of a Principal. {_should(clue)}"
            yield clue.suspect(SuspectKind.PRINCIPAL_FORM, says)
            return
    if "Principal" in clue.written and (told or clue.result.near_miss):
        yield clue.suspect(SuspectKind.PRINCIPAL_FORM, _of_no_form(clue, told))


def _of_no_form(clue: Clue, told: bool) -> str:
    """Where nothing says that the sender is meant, others may come in by it all the same."""
    written = short(json.dumps(clue.written["Principal"], ensure_ascii=False))
    right = _should(clue) if told else f"Add a statement with {clue.principal}, and leave this one."
    return (
        f'has the Principal {written}, and AWS documents no such form: it is "*", or an object '
        f"with {listed(_KINDS, 'or')}. {right}"
    )


def _by_signs(clue: Clue, told: tuple[str, ...]) -> Suspect:
    """Somebody else is named in a statement that speaks of the sender.

    Whom it names may need it too where the Sid alone speaks: then nobody is told to replace it.
    """
    principal = clue.statement.principal
    services = sorted(principal.services) if principal else []
    others = quoted(principal.aws) if principal and principal.aws else "nobody"
    says = f"is meant for {clue.request.service} by its {listed(told)}, and"
    if services and others_arns(clue):
        others = listed(map(short, services[:3]))
        says = f"{says} lets only {others} in. Add {clue.request.service} to its Principal, and "
        return clue.suspect(SuspectKind.WRONG_SERVICE, f"{says}leave {others} there.")
    if services:
        says = f"{says} lets {listed(map(short, services[:3]))} in."
        both = "" if told != ("Sid",) else " If those publish here too, name both."
        return clue.suspect(SuspectKind.WRONG_SERVICE, f"{says} {_should(clue)}{both}")
    why = "A user, a role or an account is not the service: add a statement with"
    return clue.suspect(
        SuspectKind.ROLE, f"{says} names {others}. {why} {clue.principal}, and leave this one."
    )


def _is_snss(clue: Clue) -> bool:
    """SNS itself, in a statement that would otherwise let the sender in."""
    principal = clue.statement.principal
    services = principal.services if principal else frozenset()
    return clue.result.near_miss and any(first_label(name) == "sns" for name in services)


def _itself(clue: Clue) -> str:
    """SNS needs its statement on a key for encrypted queues: add, never replace."""
    return (
        f"lets sns.amazonaws.com in, and {clue.request.service} makes this call itself. Add a "
        f"statement for {clue.request.service}, and leave this one."
    )


def neighbour(clue: Clue) -> Suspect | None:
    """Another service's statement, which is no mistake: it stays as it is."""
    principal = clue.statement.principal
    services = sorted(principal.services) if principal else []
    if not services:
        return None
    named = listed(title_of(short(service)) for service in services[:3])
    return clue.suspect(SuspectKind.NEIGHBOUR, f"is for {named}: leave it.", meant=False)


def root_only(clue: Clue) -> Suspect | None:
    """The account's own statement, which leaves the decision to IAM."""
    principal = clue.statement.principal
    names = principal.aws if principal else ()
    if not names or not all(_ACCOUNT.fullmatch(name) for name in names):
        return None
    says = (
        f"names only {names[0]}: that leaves the decision to the account's IAM policies and never "
        f"covers a service such as {clue.request.service}. Leave it."
    )
    return clue.suspect(SuspectKind.ROOT_ONLY, says, meant=False)


def _should(clue: Clue) -> str:
    return f"It should be {clue.principal}."


def _misspelt(name: str, sender: str) -> str | None:
    if "*" in name:
        return f'names the service "{short(name)}", and a wildcard is no service.'
    if _resembles(name, sender) or _holds(name, sender):
        return f"names {short(name)}, which is not the sender's name: names compare whole."
    own = first_label(sender)
    if first_label(name) in _NO_PUBLISHERS.get(own, ()):
        return f"names {short(name)}, which is another service and publishes nothing here."
    return None


def _is_service_linked(name: str, sender: str) -> bool:
    """A role of the service's own: `role/aws-service-role/budgets.amazonaws.com/...`."""
    lower = name.lower()
    named = "awsservicerolefor" in lower and first_label(sender) in lower
    return lower.startswith("arn:") and (f"/{sender}/" in lower or named)


def _resembles(name: str, sender: str) -> bool:
    """A misspelt form of the sender: another case, a Region or suffix too many, a letter off."""
    if name.startswith("arn:") or name == "*" or (name != sender and is_documented(name)):
        return False
    first, own = first_label(name), first_label(sender)
    return first == own or SequenceMatcher(None, first[:64], own).ratio() >= 0.85


def _holds(name: str, sender: str) -> bool:
    """The sender's name with something before or after it."""
    own = first_label(sender).removesuffix("s")
    return len(own) > _SHORT and own in name.lower() and not is_documented(name)


def names_the_sender(principal: object, sender: str) -> bool:
    """Whether what stands as a Principal, in whatever form, is or resembles the sender's name."""
    return any(name == sender or _resembles(name, sender) for _, name in _names(principal))


def _names(principal: object) -> Iterator[tuple[str, str]]:
    """Each name with the kind under which it stands, "" for none, whatever the form."""
    if isinstance(principal, Mapping):
        for kind, value in principal.items():
            yield from ((str(kind), name) for _, name in _names(value))
        return
    for item in principal if isinstance(principal, list) else [principal]:
        if isinstance(item, str):
            yield "", item
