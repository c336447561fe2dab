"""What a fix is planned for."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.findings import Finding
from bot.core.model.endpoint import Target
from bot.core.model.path import Path
from bot.core.model.topic_facts import OtherSenders
from bot.core.owners import Owner
from bot.core.subscriptions.own import NONE, Own


@dataclass(frozen=True, slots=True)
class FixSubject:
    """One path, what its checks said, and what else a plan has to know.

    `findings` are those of this path (PathReport.findings); without any the path is judged here.
    `others` are the paths of the topic's other senders that are known
    (`OtherSenders.paths_beside`): a statement for the path's sender comes with one for each of them
    that is shut out for the same cause, and none of them is silenced. `senders` is how much of them
    was read, None where nobody looked for any.
    `owners` is what the tags of topic and key say. `change_id` names what a plan makes (a new key
    is found again by it), so a plan that makes something cannot be made without one.
    `ours` is where budget-check itself takes alerts, and `function` what was read of its function;
    `dead_queue` is the ARN of the queue that keeps what SNS cannot deliver there, "" without one.
    """

    path: Path
    findings: tuple[Finding, ...] = ()
    owners: tuple[Owner, ...] = ()
    allow_unencrypted: bool = False
    change_id: str = ""
    ours: Own = NONE
    function: Target | None = None
    dead_queue: str = ""
    others: tuple[Path, ...] = ()
    senders: OtherSenders | None = None
