"""What the replies of a change share: where it stands, its act, and the people who had a part."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.affected import Recovery
from bot.core.change.change import Change
from bot.core.change.gate import Gate
from bot.core.texts import change as words
from bot.core.texts.words import small
from bot.slack.render.parts import Json
from bot.slack.render.parts import context as small_print
from bot.slack.render.phrase import Phrase, Who, mrkdwn, phrase
from bot.slack.render.plan import heading


@dataclass(frozen=True, slots=True)
class Standing:
    """What a reply says beside the change: `ask` may approve, `missing` of them must, by what
    `asker` (a name) asked for. `edit`: the message is there already, so that naming somebody
    notifies nobody. `provable`: a real alert can prove it. `recovery` is how the budgets stand that
    it has mended, None for a single one. `gate` is the change request that it waits for, in
    `system`.
    """

    ask: tuple[str, ...] = ()
    missing: int = 0
    asker: str = ""
    edit: bool = False
    provable: bool = False
    recovery: Recovery | None = None
    gate: Gate | None = None
    system: str = ""


def act_of(change: Change) -> str:
    """The act in the middle of a sentence, without the word that it is an undo."""
    return small(heading(change.plan))


def people_of(change: Change, *others: str) -> tuple[str, ...]:
    """Everybody who had a part in it, and these."""
    people = (change.requester, *(yes.user for yes in change.approvals), change.decided_by, *others)
    return tuple(dict.fromkeys(person for person in people if person))


def people_line(change: Change, *, edit: bool, asker: str = "") -> Json:
    """Small print: who had a part in it, by id only where that notifies nobody."""
    said = [phrase(words.CHANGE, id=change.id[:8])]
    if edit:
        said.append(phrase(words.ASKED_BY, who=Who(change.requester)))
        when = {yes.user: yes.at for yes in change.approvals}
        said += [
            phrase(words.APPROVED_BY, who=Who(user), when=when[user])
            for user in approvers_of(change)
        ]
        said += _rejection(change)
    elif asker:
        said.append(phrase(words.ASKED_BY, who=asker))
    return small_print(*(mrkdwn(one) for one in said[:10]))


def approvers_of(change: Change) -> tuple[str, ...]:
    """Who else said yes to the plan as it is now."""
    return tuple(user for user in change.approved_by() if user != change.requester)


def _rejection(change: Change) -> list[Phrase]:
    if not change.decided_by:
        return []
    when = change.since or change.expires
    return [phrase(words.REJECTED_BY, who=Who(change.decided_by), when=when)]
