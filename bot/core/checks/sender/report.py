"""What does the sender itself keep of its last attempt to publish?

Its own error makes the verdict certain, in AWS's words and with the time (docs/facts.md 13.2): the
newest record of this topic counts, so a later success clears it, and so does a change of topic or
key that is newer than the record: a key that was made since, a write of our own, or what CloudTrail
told of (`Facts.changed`).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.checks._unread import cannot_read, quoted, said
from bot.core.findings import Finding, Status
from bot.core.model.path import Path
from bot.core.model.read import ReadFailed
from bot.core.model.subject import SenderReport, Subject
from bot.core.texts.words import moment

CODES = {
    "sender.reports-error": Status.BROKEN,
    "sender.report-unclear": Status.UNKNOWN,
    "sender.unreadable": Status.UNKNOWN,
    "sender.reported-before": Status.OK,
    "sender.reports-success": Status.OK,
}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Take the newest record that is about this topic."""
    subject = path.subject
    if not isinstance(subject, Subject):
        return
    about = subject.arn or path.name
    if isinstance(subject.reports, ReadFailed):
        what = f"What {path.sender.title} keeps of its attempts to publish"
        says = cannot_read(what, subject.reports)
        yield finding_factory("sender.unreadable", about, says, evidence=said(subject.reports))
        return
    newest = next((one for one in subject.reports if one.topic in {"", path.address}), None)
    if newest:
        code, says = _told(path, newest)
        yield finding_factory(code, about, says, evidence=quoted(newest.says))


def _told(path: Path, newest: SenderReport) -> tuple[str, str]:
    title, when = path.sender.title, f" at {moment(newest.at)}" if newest.at else ""
    if newest.works:
        return "sender.reports-success", f"{title} reports that its last publish{when} worked."
    if path.changed and newest.at and newest.at < path.changed:
        return "sender.reported-before", (
            f"{title} reports that its last publish{when} failed. Topic or key was changed after "
            f"that, at {moment(path.changed)}: its next publish shows whether it works now."
        )
    if newest.works is None:
        return "sender.report-unclear", (
            f"{title} reports something of its last publish{when} that budget-check does not "
            "understand, so whether it worked cannot be told."
        )
    return "sender.reports-error", (
        f"{title} reports that its last publish{when} failed. That is certain, whatever the "
        "policies say, until it reports a success; where it was mended since, the next publish "
        "shows it."
    )
