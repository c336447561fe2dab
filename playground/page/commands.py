"""What can be typed behind /budget-check: its words, and the budgets of the account."""

from __future__ import annotations

from collections.abc import Sequence

from playground.page.session import Session
from playground.scenarios.catalog import scenarios

COMMAND = "/budget-check"
MOST = 20
ASKS = "does an alert of it arrive?"
_WORDS = (
    ("", "the budgets of the account, with what was found last"),
    ("help", "how it is used"),
    ("log", "what was done, newest first"),
)


def completions(session: Session, text: str) -> list[dict[str, str]]:
    """Whole lines that begin as `text` does, or name a budget that holds what is typed so far."""
    typed = text.lstrip()
    if COMMAND.startswith(typed):
        rest = ""
    elif typed.startswith(COMMAND + " "):
        rest = typed.removeprefix(COMMAND).lstrip()
    else:
        return []
    names = budget_names(session)
    if rest.startswith("log "):
        part = rest.removeprefix("log ").strip()
        return [_line(f"log {n}", f"what was done for {n}") for n in _holding(part, names)][:MOST]
    words = [_line(word, says) for word, says in _WORDS if word.startswith(rest)]
    found = [_line(_quoted(n), ASKS) for n in _holding(rest.rstrip(), names)]
    return [*words, *found][:MOST]


def budget_names(session: Session) -> list[str]:
    """The budgets of the account, in the order of the scenarios; the others behind them."""
    pages = session.aws.client("budgets").get_paginator("describe_budgets")
    found = [
        budget["BudgetName"]
        for page in pages.paginate(AccountId=session.account)
        for budget in page.get("Budgets", ())
    ]
    order = {scenario.budget: place for place, scenario in enumerate(scenarios())}
    return sorted(found, key=lambda name: (order.get(name, len(order)), name))


def _holding(part: str, names: Sequence[str]) -> list[str]:
    wanted = part.casefold()
    found = [name for name in names if wanted in name.casefold()]
    return sorted(found, key=lambda name: not name.casefold().startswith(wanted))


def _quoted(name: str) -> str:
    """A budget that is named like one of the words needs quotes."""
    first = name.split(" ", maxsplit=1)[0]
    return f'"{name}"' if any(word and first == word for word, _ in _WORDS) else name


def _line(rest: str, says: str) -> dict[str, str]:
    return {"insert": f"{COMMAND} {rest}".rstrip(), "says": says}
