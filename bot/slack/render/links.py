"""Where things are shown: a resource of AWS in its console, the App Home in Slack."""

from __future__ import annotations

from urllib.parse import urlencode

from bot.core.console import console_url
from bot.core.plan import NEW_KEY
from bot.core.texts.change import THE_NEW_KEY
from bot.core.texts.home import KEY_LINK, TOPIC_LINK
from bot.slack.render.phrase import Code, Field, Link

_SHOWN = 8
"""Digits of a key's id that people see; the link has them all."""


def home_url(team: str, app: str) -> str:
    """The App Home, in Slack's own programs (docs/facts.md 7); "" where an id is not known."""
    shown = urlencode({"team": team, "id": app, "tab": "home"})
    return f"slack://app?{shown}" if team and app else ""


def console_link(arn: str, name: str) -> Link | Code:
    """The name as a link; as code where the console has no page for it."""
    url = console_url(arn)
    return Link(name, url) if url else Code(name)


def resource_link(arn: str) -> Field:
    """What a change writes: by its name, and whole where the console has no page for it."""
    if NEW_KEY in arn:
        return THE_NEW_KEY
    url = console_url(arn)
    if not url:
        return Code(arn)
    return Link(_key(arn) if ":kms:" in arn else arn.rpartition(":")[2], url)


def cause_link(arn: str) -> Link | None:
    """The key or the topic of a cause, by a short name; None where the console has no page."""
    url = console_url(arn)
    if not url:
        return None
    topic = TOPIC_LINK.format(name=arn.rpartition(":")[2])
    return Link(_key(arn) if ":kms:" in arn else topic, url)


def _key(arn: str) -> str:
    return KEY_LINK.format(name=arn.rpartition("/")[2][:_SHOWN])
