"""KMS answers late."""

from __future__ import annotations

from playground.page.actions import Event
from playground.page.actions._switch import switch

SECONDS = 2.0

EVENT = Event(
    id="kms-slow",
    title="KMS is slow",
    says=f"Each call of the bot to KMS takes {SECONDS:g} s longer, until switched off.",
    place=5,
    act=switch(
        "kms-slow",
        f"KMS now takes {SECONDS:g} s longer to answer the bot.",
        "KMS answers at its usual speed again.",
        service="kms",
        latency=SECONDS,
    ),
    trouble="KMS is slow",
)
