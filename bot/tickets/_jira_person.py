"""Who an issue is given to: found by account id or e-mail address, and never guessed."""

from __future__ import annotations

from urllib.parse import urlencode

from bot.core.texts.words import first_of
from bot.core.tickets.section import one_line
from bot.tickets._jira_settings import JiraSettings
from bot.tickets._jira_site import Site
from bot.tickets._parsed import each, word
from bot.tickets._system import Trouble

LABEL = "Assignee (e-mail address or account id)"
_FEW = 10
_SHOWN = 3


def account_id(site: Site, settings: JiraSettings, typed: str) -> str | Trouble:
    """The account id of who may get issues of the project; "" where nobody was typed.

    Jira hides most people's addresses and still finds them by one, so a single person found by an
    address is that person.
    """
    wanted = one_line(typed)
    if not wanted:
        return ""
    asked = {"project": settings.project, "maxResults": _FEW}
    by_id = "@" not in wanted
    asked |= {"accountId": wanted} if by_id else {"query": wanted}
    found = site.read(f"/rest/api/3/user/assignable/search?{urlencode(asked)}")
    if isinstance(found, Trouble):
        return found
    people = each({"people": found.json}, "people")
    exact = [
        one
        for one in people
        if wanted.casefold()
        in (word(one, "emailAddress").casefold(), word(one, "accountId").casefold())
    ]
    left = exact or ([] if by_id else people)
    if len(left) == 1:
        return word(left[0], "accountId")
    return (
        _nobody(wanted, settings)
        if not left
        else _several(wanted, [word(p, "displayName") for p in left])
    )


def _nobody(wanted: str, settings: JiraSettings) -> Trouble:
    return Trouble(
        f"Nobody who can be assigned issues of {settings.project} in Jira is found as {wanted}. "
        "Say an e-mail address or an account id, or leave the field empty.",
        again=True,
    )


def _several(wanted: str, names: list[str]) -> Trouble:
    shown = first_of([one_line(name) for name in names], _SHOWN)
    return Trouble(
        f"{len(names)} people are found in Jira as {wanted}: {shown}. Say the account id of one.",
        again=True,
    )
