"""An Action that is not the one that the sender calls."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.policy.decision import Match
from bot.core.policy.traps.suspect import Clue, Suspect, SuspectKind
from bot.core.texts.words import listed, short

_WHOSE = {"sqs": "a queue's", "sns": "a topic's", "kms": "a key's", "lambda": "a function's"}
_ON_KEY = ("kms:GenerateDataKey", "kms:Decrypt")
"""The two calls of a publish to an encrypted topic or queue (docs/facts.md 2.5)."""
_SHOWN = 5


def action_trap(clue: Clue) -> Iterator[Suspect]:
    """An Action without the one that is asked for; nothing where it is missing or fits."""
    action, asked = clue.statement.action, clue.request.action
    if action is None or clue.result.action is not Match.NO:
        return
    covers = ", ".join(map(short, action.texts[:_SHOWN]))
    name = "NotAction" if action.negated else "Action"
    says = f"does not cover {asked}: its {name} is {covers}"
    yield clue.suspect(SuspectKind.ACTION, f"{says}{_why(clue, action.texts, action.negated)}")


def _why(clue: Clue, texts: tuple[str, ...], negated: bool) -> str:
    asked = clue.request.action
    if negated:
        return f". It should be {_should(clue)}."
    if clue.kms:
        return _on_a_key(clue, texts)
    service, _, local = asked.partition(":")
    prefix, colon, _ = texts[0].partition(":")
    if not colon and prefix.lower() == local.lower():
        return f", without its service. The action is {asked}."
    if colon and prefix.lower() != service.lower():
        whose = _WHOSE.get(prefix.lower(), "another service's")
        return f", and that is {whose} action. On a {clue.noun} it is {asked}."
    return f". A service calls {asked}, so that must stand there."


def _on_a_key(clue: Clue, texts: tuple[str, ...]) -> str:
    wrong = [text for text in texts if text.lower() in {"kms:encrypt", "kms:reencrypt*"}]
    never = f", never {listed(wrong)}" if wrong else ""
    return f". A publish calls {listed(_ON_KEY)}{never}. It should be {_should(clue)}."


def _should(clue: Clue) -> str:
    if clue.kms:
        return '"Action": ["kms:GenerateDataKey*", "kms:Decrypt"]'
    return f'"Action": "{clue.request.action}"'
