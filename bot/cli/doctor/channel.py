"""Can budget-check post in ALERTS_CHANNEL and where ROUTES sends, and who sees it? Read only.

The history is refused where the bot is no member, and ends with a message of its own once a channel
is archived. Whether it is shared with other organisations says `conversations.info`.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.cli.doctor._finding import DoctorFinding, fine, unknown, warning, wrong
from bot.cli.doctor._setup import Setup
from bot.errors import SlackError
from bot.slack.token_status import TokenStatus

TITLE = "Alerts"
PLACE = 65

_NAME = "ALERTS_CHANNEL"
_ROUTES = "ROUTES"
_DIGEST = "DIGEST_CHANNEL"
_APPS = "ALERT_APPS"
_MEANWHILE = {
    _ROUTES: " Until then ALERTS_CHANNEL gets what the rules send there.",
    _DIGEST: " Until then the digest is posted in ALERTS_CHANNEL, where that is set.",
}
_ARCHIVED = {"channel_archive", "group_archive"}
_GONE = {"channel_not_found", "invalid_channel"}


def check(setup: Setup) -> Iterator[DoctorFinding]:
    """Where alerts and what the watch finds are posted."""
    if _NAME in {fault.name for fault in setup.faults} or not setup.known:
        return
    channel = setup.settings.alerts_channel
    if not channel:
        yield fine(_NAME, "names no channel: alerts and what the watch finds are posted nowhere.")
    elif isinstance(setup.slack, TokenStatus):
        yield from _each(setup)
    if setup.settings.alert_apps:
        yield _apps(setup, channel)


def _each(setup: Setup) -> Iterator[DoctorFinding]:
    """Every channel once, by the most important setting that names it."""
    named = {setup.settings.digest_channel: _DIGEST, setup.settings.alerts_channel: _NAME}
    for one in setup.settings.post_channels:
        yield _look(setup, one, named.get(one, _ROUTES))


def _apps(setup: Setup, channel: str) -> DoctorFinding:
    """Apps that are trusted to post the alerts: whoever can post by one keeps our post away."""
    named = ", ".join(setup.settings.alert_apps)
    if not channel:
        says = f"names {named}, and does nothing without ALERTS_CHANNEL."
        return warning(_APPS, says, f"Set ALERTS_CHANNEL {setup.place}, or leave {_APPS} out.")
    return fine(
        _APPS,
        f"An alert that {named} posts in {channel} first is told under that post, with its "
        "amounts, and has no post of its own. Name apps only by which nobody else can post.",
    )


def _look(setup: Setup, channel: str, name: str) -> DoctorFinding:
    """`name` is the setting that names the channel."""
    try:
        newest = setup.api().newest(channel)
    except SlackError as error:
        return _refused(setup, channel, name, error)
    if newest.get("subtype") in _ARCHIVED:
        return _closed(
            name,
            f"The channel {channel} is archived: nothing can be posted there.",
            f"Take it out of the archive in Slack, or name another channel {setup.place}.",
        )
    return _shared(setup, channel, name) or fine(name, f"The bot is a member of {channel}.")


def _closed(name: str, says: str, do: str) -> DoctorFinding:
    return wrong(name, says + _MEANWHILE.get(name, ""), do)


def _shared(setup: Setup, channel: str, name: str) -> DoctorFinding | None:
    """None where it is nobody else's."""
    try:
        shared = setup.api().is_shared(channel)
    except SlackError as error:
        return unknown(name, f"Who shares {channel}: {error}", "See the scopes above.")
    if not shared:
        return None
    return warning(
        name,
        f"People of other organisations are in {channel}: they read {_WHAT[name]}.",
        f"Name a channel that is not shared {setup.place}.",
    )


def _refused(setup: Setup, channel: str, name: str, error: SlackError) -> DoctorFinding:
    if error.code in _GONE:
        return _closed(
            name,
            f"The bot sees no channel {channel}: there is none, or it is a private one that the "
            "bot is no member of.",
            f"Invite the bot there (/invite in the channel), or correct the id {setup.place}.",
        )
    if error.code == "not_in_channel":
        return _closed(
            name,
            f"The bot is no member of {channel}: nothing can be posted there.",
            "Invite it: /invite in that channel, and choose the app.",
        )
    return unknown(name, f"{channel}: {error}", "See the token and the scopes above.")


_WHAT = {
    _NAME: "every alert, with the names, the spend and the policies of all accounts",
    _DIGEST: "the digest, with the names and the spend of all accounts",
    _ROUTES: "the alerts of the budgets that go there, with names, spend and policies",
}
