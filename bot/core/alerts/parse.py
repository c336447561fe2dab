"""An SNS message of a budget's topic, understood (docs/facts.md 5.1, 5.2).

The name is taken from the "Budget Name" line and the account from "AWS Account", never from the
subject or the prose, which may hold another. What is not recognised is kept whole. Nothing here
says who published: anybody who may publish to the topic can write such a text.
"""

from __future__ import annotations

import re

from bot.core.alerts.adjustment import adjustment_of
from bot.core.alerts.amounts import read_amount, read_threshold
from bot.core.alerts.block import LABELS, LONGEST_NAME, Fields, fields_of
from bot.core.alerts.message import Alert, Message, Other, TopicVerified
from bot.core.names import with_plain_blanks

LARGEST = 262_144
"""SNS delivers at most 256 KB; what lies beyond is kept in the text and not read."""

_VERIFIED = "sns topic verified"
_KINDS = frozenset({"ACTUAL", "FORECASTED"})
_HEAD_ENDS = re.compile(r"dear aws customer|you requested", re.IGNORECASE)
_HEADER = re.compile(
    r"^[ \t]{0,20}AWS Budget Notification[ \t]{1,20}([^\n]{1,60}?)[ \t]{0,20}(?:AWS Account|$)",
    re.MULTILINE,
)
_ACCOUNT = re.compile(
    r"^(?:[ \t]{0,20}AWS Budget Notification[^\n]{1,80}?)?[ \t]{0,20}AWS Account:?[ \t\n]{1,20}"
    r"([0-9]{4})-?([0-9]{4})-?([0-9]{4})(?![0-9-])",
    re.MULTILINE,
)
_BLOCK = re.compile(r"\bBudget Name[ \t]?[:\t\n]", re.IGNORECASE)
_PERIOD = re.compile(r"\b(for the (?:current |previous )?[a-z]{1,20}|per [a-z]{1,20})\b")
_CONSOLE = re.compile(
    r"https://(?:[a-z0-9-]{1,40}\.){0,2}console\."
    r"(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)/[^\s<>\"|\]]{0,500}"
)


def parse(subject: str | None, body: str) -> Message:
    """Understand a message by its subject (None or "" without one) and body. Never raises."""
    topic = subject or ""
    text = body[:LARGEST].replace("\r\n", "\n").replace("\r", "\n")
    if any(said.strip().casefold().startswith(_VERIFIED) for said in (topic, text)):
        return TopicVerified(topic, body)
    return (
        adjustment_of(body)
        or _alert(text, body)  # with its own blanks first: a budget's name may hold odd ones
        or _alert(with_plain_blanks(text), body)
        or Other(topic, body)
    )


def _alert(text: str, whole: str) -> Alert | None:
    fields = fields_of(text)
    said = {label.casefold(): value for label, value in reversed(fields)}
    name = said.get("budget name", "")
    if not 1 <= len(name) <= LONGEST_NAME or not {"alert type", "alert threshold"} & said.keys():
        return None
    kind, amount = said.get("alert type", ""), _label_of_amount(fields)
    head, prose = _parts(text)
    return Alert(
        budget=name,
        text=whole,
        account=_account(head),
        kind=kind.upper() if kind.upper() in _KINDS else kind,
        budget_type=said.get("budget type", ""),
        budgeted=read_amount(said["budgeted amount"]) if said.get("budgeted amount") else None,
        threshold=read_threshold(said["alert threshold"]) if said.get("alert threshold") else None,
        amount=read_amount(said[amount]) if said.get(amount) else None,
        date=_date(head),
        period=_period(prose, name),
        console=_console(text),
        more=tuple((k, v) for k, v in fields if k.casefold() not in {*LABELS, amount}),
    )


def _label_of_amount(fields: Fields) -> str:
    """The label of the amount that the alert is about: "actual amount", "forecasted amount"."""
    labels = [label.casefold() for label, _ in fields]
    kinds = [
        f"{value.casefold()} amount" for key, value in fields if key.casefold() == "alert type"
    ]
    amounts = [label for label in labels if label.endswith(" amount") and label not in LABELS]
    return next((label for label in kinds if label in labels), amounts[0] if amounts else "")


def _parts(text: str) -> tuple[str, str]:
    """What stands before the prose, and the prose, which ends at the block.

    A budget's name can read like an account's line, so the account is not looked for in the prose.
    """
    block = _BLOCK.search(text)
    before = text[: block.start()] if block else text
    match = _HEAD_ENDS.search(before)
    return (before[: match.start()], before[match.start() :]) if match else (before, "")


def _account(head: str) -> str:
    match = _ACCOUNT.search(head)
    return "".join(match.groups()) if match else ""


def _date(head: str) -> str:
    match = _HEADER.search(head)
    return match[1].strip() if match else ""


def _period(prose: str, name: str) -> str:
    """The words after the threshold; a name that reads like them is left out of the search."""
    flat, flat_name = " ".join(prose.split()), " ".join(name.split())
    _, _, after = flat.partition(f"with your {flat_name}")
    match = _PERIOD.search(after or flat)
    return match[1] if match else ""


def _console(text: str) -> str:
    match = _CONSOLE.search(text)
    return match[0].rstrip(".,;)") if match else ""
