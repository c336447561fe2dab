"""What can be mended from the App Home: each button has a record of its own, as an answer's has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.core.change.change import Change
from bot.core.change.state import STANDS
from bot.features.check.buttons import BUTTONS_FOR, going_on
from bot.jobs.account import may_be_mended
from bot.jobs.context import Context
from bot.jobs.known_budgets import KnownBudget
from bot.slack.render.home_cause import Mend
from bot.slack.render.plan import heading
from bot.store.answers import Answer


@dataclass(frozen=True, slots=True)
class Mends:
    """The mends of what is shown, by account and budget, and the records of their buttons."""

    of: Mapping[tuple[str, str], Mend] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()


def mends(context: Context, budgets: Iterable[KnownBudget], open: Iterable[Change]) -> Mends:
    """For each of these the best fix of its last check. `open` are the changes that go on."""
    under_way = {(one.plan.account, one.plan.topic): one for one in going_on(tuple(open))}
    of: dict[tuple[str, str], Mend] = {}
    answers: list[Answer] = []
    for known in budgets:
        key, cause = (known.account.id, known.last.budget), known.last.why
        change = under_way.get((known.account.id, cause.topic)) if cause.topic else None
        if change:
            of[key] = Mend(under_way=heading(change.plan), stands=STANDS[change.state])
        elif key not in of and cause.fix and cause.topic and _may_be(context, known):
            answer = _answer(context, known, cause.topic, len(answers))
            answers.append(answer)
            of[key] = Mend(cause.fix, f"{answer.id}.0")
    return Mends(of, tuple(answers))


def _may_be(context: Context, known: KnownBudget) -> bool:
    settings = context.settings
    return bool(settings.menders and context.writes) and may_be_mended(context, known.account.id)


def _answer(context: Context, known: KnownBudget, topic: str, n: int) -> Answer:
    """It stands in no channel: where its change is told is found once it is asked for."""
    now, user = context.clock(), context.job.place.user
    id, until = f"{context.job.id}.{context.new_id()[:8]}.{n}", now + BUTTONS_FOR
    return Answer(id, known.account.id, known.last.budget, "", "", user, (topic,), now, until)
