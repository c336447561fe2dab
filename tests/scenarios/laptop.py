"""One laptop: the bot as a process of its own, a local Slack, AWS whose events reach the bot."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from playground.aws.control import Delivery
from playground.demo.bot import FUNCTION, environment, hearing, serving
from playground.scenarios.load import find, put
from playground.scenarios.model import Notification
from playground.slack import LocalSlack, Message, View
from playground.slack import seed as people
from tests.conftest import EmbeddedAws
from tests.features.world import buttons_of, text_of

Found = TypeVar("Found")
_HEALTHY = find("customer-key")
TOPIC = _HEALTHY.topics[0]
SCENARIO = replace(
    _HEALTHY,
    notifications=(
        Notification(TOPIC.arn, threshold=80.0),
        Notification(TOPIC.arn, threshold=100.0),
    ),
)
BUDGET = SCENARIO.budget


@dataclass(frozen=True)
class Laptop:
    """What people and AWS do in it, and what is then to be seen in #alerts."""

    slack: LocalSlack
    aws: EmbeddedAws

    def spend(self, amount: float) -> list[Delivery]:
        """The spend of 1,000 USD budgeted is now this: what AWS Budgets tried."""
        return self.aws.control.set_spend(TOPIC.account, BUDGET, amount)

    def begin_period(self) -> None:
        """A new month."""
        self.aws.control.begin_period(TOPIC.account, BUDGET)

    def somebody(self, role: str, session: str, *may: str) -> Any:
        """SNS, as this session of a role that may do this."""
        allow = {"Effect": "Allow", "Action": list(may), "Resource": "*"}
        keys = self.aws.as_role(role, allow, session=session)
        return self.aws.client("sns", TOPIC.region, **keys)

    def handed(self) -> list[dict[str, Any]]:
        """The SNS events that AWS has handed to the bot."""
        events = [one.event for one in self.aws.control.invocations(FUNCTION)]
        return [event for event in events if "Records" in event]

    def hand_again(self, event: dict[str, Any]) -> None:
        """SNS delivers the same message once more."""
        self.aws.client("lambda").invoke(
            FunctionName=FUNCTION, InvocationType="Event", Payload=json.dumps(event)
        )

    def posts(self) -> list[Message]:
        """The messages of the channel itself."""
        return [m for m in self.slack.messages(people.ALERTS) if not m.thread_ts]

    def post(self, number: int) -> Message:
        """The post of this number, once it is there."""
        return self.until(lambda: self.posts()[number - 1 : number])[0]

    def thread(self, root: Message) -> list[str]:
        """What stands in a thread."""
        return [text_of(m) for m in self._under(root)]

    def lines(self, root: Message) -> list[str]:
        """The push texts of a thread."""
        return [m.text for m in self._under(root)]

    def said(self, root: Message, words: str) -> str:
        """The line of the thread with these words, once it is there; it is the only one."""
        (line,) = self.until(lambda: [one for one in self.thread(root) if words in one])
        return line

    def subscribe(self) -> None:
        """Somebody subscribes the bot's function to the topic."""
        sns = self.aws.client("sns", TOPIC.region)
        sns.subscribe(TopicArn=TOPIC.arn, Protocol="lambda", Endpoint=FUNCTION)

    def subscribe_from_slack(self) -> str:
        """The mender asks for a check in #finops and presses the button: what comes of it."""
        person = self.slack.person(people.MENDER)
        assert person.command(f"/budget-check {BUDGET}", people.FINOPS).in_time
        _, outcome = self._pressed(people.FINOPS, "fix.subscribe-bot")
        return outcome

    def mend(self, root: Message, fix: str) -> tuple[str, str]:
        """The mender presses the button in the thread: what the preview and its outcome say."""
        return self._pressed(people.ALERTS, f"fix.{fix}", root.ts)

    def _pressed(self, channel: str, action: str, thread: str = "") -> tuple[str, str]:
        def look() -> Message | None:
            found = self.slack.messages(channel, thread_ts=thread)
            return next((m for m in found if action in buttons_of(m)), None)

        person = self.slack.person(people.MENDER)
        assert person.press(self.until(look), action).in_time
        view = self.until(self._submittable)
        shown = text_of(view)
        assert person.submit(view).in_time
        return shown, self.until(lambda: text_of(view) if "Done" in text_of(view) else "")

    def next_month(self, root: Message) -> None:
        """A new period, in which the mender presses "Check again" under an alert."""
        self.begin_period()
        assert self.slack.person(people.MENDER).press(root, "alert.again").in_time
        self.until(lambda: "0 %  0.00 USD of 1,000.00 USD" in text_of(root))

    def until(self, look: Callable[[], Found | None]) -> Found:
        """What `look` finds, once it finds something."""
        return self.slack.until(look)

    def _submittable(self) -> View | None:
        views = self.slack.views(people.MENDER)
        return next((view for view in views if view.body.get("submit")), None)

    def _under(self, root: Message) -> list[Message]:
        found = self.slack.messages(people.ALERTS, thread_ts=root.ts)
        return [m for m in found if m.ts != root.ts]


@contextmanager
def laptop(aws: EmbeddedAws) -> Iterator[Laptop]:
    """The bot serves; there is a budget whose alerts arrive, at all but the bot."""
    put(aws.url, [SCENARIO])
    with LocalSlack() as slack:
        bot = hearing(environment(aws.url, slack))
        with serving(bot, events=True) as address:
            slack.app_url = address
            yield Laptop(slack, aws)
