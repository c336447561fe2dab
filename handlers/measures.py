"""The figures that go to CloudWatch, as lines of the log (embedded metric format).

Each combination of a metric and its dimensions is billed by the month, so there are few: checks by
verdict, changes by outcome, and the seconds of a job.
"""

from __future__ import annotations

from aws_lambda_powertools.metrics import MetricUnit, single_metric

from bot.core.change.events import EventType
from bot.core.findings import Status

NAMESPACE = "budget-check"
_OUTCOMES = frozenset(
    {
        EventType.APPLIED.row.log,
        EventType.UNVERIFIED.row.log,
        EventType.STOPPED.row.log,
        EventType.FAILED.row.log,
        EventType.REFUSED.row.log,
    }
)


class CloudWatchMeasures:
    """`bot.jobs.metrics.Measures` for a function."""

    def checked(self, verdict: Status) -> None:
        """One more of `Checks`."""
        _put("Checks", MetricUnit.Count, 1, verdict=verdict.value)

    def acted(self, what: str) -> None:
        """One more of `Changes` where this is how one ended."""
        if what in _OUTCOMES:
            _put("Changes", MetricUnit.Count, 1, outcome=str(what))

    def worked(self, kind: str, seconds: float) -> None:
        """`Seconds`; the kind of job stands in the log line alone."""
        _put("Seconds", MetricUnit.Seconds, seconds)


def _put(name: str, unit: MetricUnit, value: float, **dimensions: str) -> None:
    known = {"service": "budget-check", **dimensions}
    with single_metric(name, unit, value, namespace=NAMESPACE, default_dimensions=known):
        pass  # it is written when the block ends
