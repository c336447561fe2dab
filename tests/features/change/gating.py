"""The world where changes wait for a change request in a local ServiceNow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bot.core.change.change import Change as OurChange
from playground.slack import Message
from playground.slack import seed as people
from playground.tickets.local import LocalTickets
from playground.tickets.servicenow import Change, State, seed
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.features.conftest import GRANT
from tests.features.world import Mending, mending

PARAMETER = "/budget-check/tickets"
FIX = "fix.allow-on-key"


@contextmanager
def gated_world(
    aws: EmbeddedAws, opener: OpenAws, tickets: LocalTickets, **different: Any
) -> Iterator[Mending]:
    """The world, with the secret in its parameter."""
    secret = {"client_id": seed.CLIENT_ID, "client_secret": seed.CLIENT_SECRET}
    own = {"INSTANCE": tickets.servicenow_url, "GATE": "true"}
    settings = {
        "tickets": ("servicenow",),
        "ticket_settings": {"servicenow": own},
        "tickets_secret_parameter": PARAMETER,
        **different,
    }
    with mending(aws, opener, [GRANT], **settings) as here:
        here.aws.client("ssm", "us-east-1").put_parameter(
            Name=PARAMETER,
            Type="SecureString",
            Value=json.dumps({"servicenow": secret}),
            Overwrite=True,
        )
        yield here


def writes(world: Mending) -> int:
    """How often the key's policy was written."""
    return len(world.aws.control.calls("kms", "PutKeyPolicy"))


def submitted(world: Mending) -> Message:
    """The reply of a change that was previewed and submitted."""
    world.submit(world.preview(world.check(GRANT), FIX))
    return world.thread()[-1]


def passes(world: Mending, **time: float) -> None:
    """Time passes, and the schedule comes round."""
    world.clock.pass_(**(time or {"minutes": 6}))
    world.tick()


def requests(tickets: LocalTickets) -> list[Change]:
    """The change requests."""
    return tickets.servicenow.changes.every


def request(tickets: LocalTickets) -> Change:
    """The only one."""
    (one,) = requests(tickets)
    return one


def implement(tickets: LocalTickets) -> Change:
    """It is approved there, and its time has come."""
    return tickets.servicenow.move(request(tickets).number, State.IMPLEMENT)


def change_of(world: Mending) -> OurChange:
    """The change that waits."""
    (one,) = world.store.changes.open_changes()
    return one


def posted(tickets: LocalTickets) -> int:
    """How many requests asked for a new change request."""
    every = tickets.requests("servicenow")
    return sum(one.method == "POST" and "/change/" in one.path for one in every)


__all__ = ["people"]
