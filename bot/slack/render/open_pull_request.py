"""A pull request in an answer: the button for one, or the one that mends the fault already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.pull_requests.run import PullRequestRun, Stage
from bot.core.texts import pull_request as words
from bot.slack.render.parts import Json, button, is_address, link_button
from bot.slack.render.phrase import Field, Link, Phrase, phrase

_STANDS = {
    Stage.OPEN: words.IS_OPEN,
    Stage.MERGED: words.IS_MERGED,
    Stage.LATE: words.IS_MERGED,
    Stage.NOT_ENOUGH: words.IS_DEPLOYED,
}


@dataclass(frozen=True, slots=True)
class SourceOffer:
    """A pull request in `repository` would mend it. `tool` keeps the policy, by its tags; "" where
    they name none.
    """

    repository: str
    tool: str = ""


@dataclass(frozen=True, slots=True)
class OpenPullRequest:
    """One that is looked at still; `opener` is a name."""

    pull_request: str
    url: str
    stage: Stage
    at: datetime
    opener: str


def shown(run: PullRequestRun) -> OpenPullRequest:
    """As it stands in an answer."""
    who = run.opener or words.SOMEBODY
    return OpenPullRequest(run.pull_request, run.url, run.stage, run.opened, who)


def stands_line(one: OpenPullRequest) -> Phrase:
    """How far it is."""
    link: Field = Link(one.pull_request, one.url) if is_address(one.url) else one.pull_request
    return phrase(_STANDS[one.stage], pull_request=link, who=one.opener, at=one.at)


def pull_request_button(value: str, style: str = "") -> Json:
    """The button that opens one."""
    return button(words.OPEN, "pull_request.open", value, style)


def go_to_button(one: OpenPullRequest) -> Json | None:
    """The way to it; None where its address is none."""
    if not is_address(one.url):
        return None
    says = words.GO_TO.format(pull_request=one.pull_request)
    return link_button(says, one.url, "pull_request")


def kept_line(offer: SourceOffer) -> Phrase:
    """Who keeps the policy, and where it is changed for good."""
    said = words.KEPT_BY if offer.tool else words.KEPT_IN
    return phrase(said, tool=offer.tool, repository=offer.repository)
