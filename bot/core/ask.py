"""The words behind `/budget-check`, understood (README.md, "In Slack").

A budget's name may hold spaces and quotes but never a colon (docs/facts.md 1.4), so an option needs
no quotes and the rest of the text is the name as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.core.names import flat, trimmed
from bot.core.subject_option import SubjectOption, options, subject_option
from bot.core.texts.words import listed
from bot.errors import UsageError

LONGEST_NAME = 100
_QUOTES = ('"“”„‟«»', "'‘’‚‛")
_SINCE = re.compile(r"(?:^|(?<=\s))since:\s*\S*", re.IGNORECASE)
_OPTION = re.compile(r"(?:^|(?<=\s))account:\s*(?:[\"“”„]([^\"“”„]*)[\"“”„]|(\S*))", re.IGNORECASE)
_REGION = re.compile(r"(?<=\s)region:\s*(\S*)", re.IGNORECASE)


class Keyword(StrEnum):
    """A word of ours. A budget of exactly that name wins, so the worker decides."""

    HELP = "help"
    LOG = "log"
    BROKEN = "broken"
    AT_RISK = "at-risk"


_ALONE = frozenset({Keyword.HELP, Keyword.BROKEN, Keyword.AT_RISK})
"""Words that mean something of ours only where nothing follows."""
_WHAT_IS = re.compile(r"(?:what is |what's |what’s |which are |who is )?(broken|at[- ]risk)[?.!]*")


@dataclass(frozen=True, slots=True)
class Ask:
    """What was asked. An empty `name` asks for the list; `forced` means that it was quoted.

    `subject` is the topic, alarm or other thing that was asked for instead of a budget, None for a
    budget, and `region` its Region, "" for none.
    """

    name: str
    forced: bool = False
    account: str | None = None
    subject: SubjectOption | None = None
    region: str = ""

    @property
    def word(self) -> Keyword | None:
        """The word of ours that the name could be; None for a quoted one, and beside a subject."""
        if self.subject:
            return None
        read = flat(self.name).casefold()
        asked = _WHAT_IS.fullmatch(read)
        read = asked[1].replace(" ", "-") if asked else read
        first, _, _ = read.partition(" ")
        if self.forced or (first in _ALONE and first != read):
            return None
        return Keyword(first) if first in list(Keyword) else None

    @property
    def about(self) -> str:
        """What follows the word of ours, as it was typed."""
        parts = trimmed(self.name).split(maxsplit=1)
        return trimmed(parts[1]) if len(parts) > 1 else ""


def parse(text: str) -> Ask:
    """Understand the command's text as Slack sends it.

    Raises UsageError, a sentence for the person, for an option that is none, one that is empty or
    given twice, and a name that no budget can have.
    """
    plain = unescape(text)
    options = list(_OPTION.finditer(plain))
    account = _account([match[1] or match[2] or "" for match in options])
    rest = _OPTION.sub(" ", plain).strip(" \t\r\n")
    subject = subject_option(rest)
    if subject:
        return _about_subject(rest, account)
    name, forced = unquoted(rest)
    ask = Ask(name if flat(name) else "", forced, account)
    _check_name(_SINCE.sub(" ", ask.about) if ask.word is Keyword.LOG else name)
    if forced and not flat(name):
        raise UsageError("The name between the quotes is empty.")
    return ask


def _about_subject(text: str, account: str | None) -> Ask:
    regions = _REGION.findall(text)
    if len(regions) > 1:
        raise UsageError("region: is given twice.")
    if regions and not flat(regions[0]):
        raise UsageError("region: is empty: give the Region, as in region:eu-west-1.")
    word, _, rest = _REGION.sub(" ", text).partition(":")
    name, forced = unquoted(rest)
    subject = subject_option(f"{word}:{name}")
    region = flat(regions[0]).casefold() if regions else ""
    return Ask(flat(name), forced, account, subject, region)


def unescape(text: str) -> str:
    """Slack's escaping undone; `&amp;` last, or `&amp;lt;` would become `<`."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def unquoted(text: str) -> tuple[str, bool]:
    """The text without the quotes around it, and whether there were any."""
    inner = trimmed(text)
    for quotes in _QUOTES:
        if len(inner) > 1 and inner[0] in quotes and inner[-1] in quotes:
            return inner[1:-1], True
    return text, False


def _check_name(name: str) -> None:
    if ":" in name:
        raise UsageError(
            "A budget's name holds no colon, and the only option is account:, "
            "as in /budget-check my budget account:111111111111. The log has since: beside it. "
            f"What else can be checked: {listed(f'{one}:' for one in options())}."
        )
    if len(name) > LONGEST_NAME < len(flat(name)):
        raise UsageError(
            f"That name has {len(name)} characters; a budget's name has at most {LONGEST_NAME}."
        )


def _account(values: list[str]) -> str | None:
    if len(values) > 1:
        raise UsageError("account: is given twice.")
    if values and not flat(values[0]):
        raise UsageError("account: is empty: give the account's id, as in account:111111111111.")
    return flat(values[0]) if values else None
