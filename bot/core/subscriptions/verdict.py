"""Subscriptions are alternatives: the alert is lost only if none of them delivers.

A dead subscription among live ones puts delivery at risk and says who is not reached
(docs/architecture.md, "Words"); the same is true of it while another one cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.core.findings import Finding, Status, worst
from bot.core.model.path import Path
from bot.core.model.subscription import Subscription
from bot.core.subscriptions.subscription import subscriptions, title


class Fate(StrEnum):
    """What becomes of a message on one subscription, or on all of a topic's together."""

    LIVE = "live"
    UNKNOWN = "unknown"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class SubscriptionVerdict:
    """The findings of a path after the rule, and what the subscriptions add up to."""

    findings: tuple[Finding, ...]
    fate: Fate

    def status(self, findings: Iterable[Finding]) -> Status:
        """What these findings count for: those of one subscription are capped by the others."""
        several = list(findings)
        whole = worst(f.status for f in several if f.via is None)
        each = worst(f.status for f in several if f.via is not None)
        capped = self.fate is Fate.LIVE and each.rank > Status.AT_RISK.rank
        return worst((whole, Status.AT_RISK if capped else each))


def subscription_verdict(path: Path, findings: Iterable[Finding]) -> SubscriptionVerdict:
    """Apply the rule to the findings of one path."""
    told = tuple(findings)
    fates = {s.id: _fate(s, told) for s in subscriptions(path)}
    fate = _together(fates.values())
    if fate is Fate.DEAD:
        return SubscriptionVerdict(told, fate)
    titles = {s.id: title(s) for s in subscriptions(path)}
    return SubscriptionVerdict(tuple(_softened(f, titles) for f in told), fate)


def _fate(subscription: Subscription, findings: Iterable[Finding]) -> Fate:
    status = worst(f.status for f in findings if f.via == subscription.id)
    if subscription.pending or status is Status.BROKEN:
        return Fate.DEAD
    return Fate.UNKNOWN if status is Status.UNKNOWN else Fate.LIVE


def _together(fates: Iterable[Fate]) -> Fate:
    """The best of them; dead where there are none."""
    seen = set(fates)
    return next((f for f in (Fate.LIVE, Fate.UNKNOWN) if f in seen), Fate.DEAD)


def _softened(finding: Finding, titles: dict[str, str]) -> Finding:
    if finding.via is None or finding.status is not Status.BROKEN:
        return finding
    says = f"{finding.says} Not reached: {titles.get(finding.via, finding.via)}."
    return replace(finding, status=Status.AT_RISK, says=says)
