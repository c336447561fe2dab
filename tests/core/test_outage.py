"""Of a time without alerts it is known whether a check found them not to arrive."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.findings import Status
from bot.core.outage import Outage, outage
from tests.jobs.fakes import NOW


@pytest.mark.parametrize(
    ("found", "broken"),
    [
        ([Status.BROKEN, Status.OK], True),
        ([Status.UNKNOWN, Status.OK], False),
        ([Status.UNKNOWN, Status.BROKEN, Status.UNKNOWN, Status.OK], True),
        ([Status.BROKEN, Status.OK, Status.UNKNOWN, Status.AT_RISK], False),
    ],
)
def test_what_its_checks_found(found: list[Status], *, broken: bool) -> None:
    known: Outage | None = None
    for n, status in enumerate(found):
        known = outage(known, status, NOW + timedelta(minutes=n), (), read=True)
    assert known and known.ended and known.broken is broken
