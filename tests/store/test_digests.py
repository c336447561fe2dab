"""The digest of a week is begun once, with its message."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.jobs import NOBODY, Job
from bot.core.jobs.digest import PostDigest
from bot.core.outgoing import Outgoing, outgoing
from bot.store.digests import Digest, Digests
from bot.store.outbox import Outbox
from bot.store.tables import Tables
from tests.conftest import EmbeddedAws
from tests.jobs.fakes import NOW

TABLES = Tables.prefixed("budget-check")
DIGEST = Digest("2026-W48", NOW - timedelta(days=7), NOW)


def says(id: str) -> Outgoing:
    return outgoing("digest:2026-W48", Job(id, NOBODY, PostDigest("2026-W48")), NOW, NOW)


def test_of_two_at_once_one_begins_it_and_one_message_lies_in_the_outbox(
    embedded_aws: EmbeddedAws,
) -> None:
    client = embedded_aws.client("dynamodb")
    embedded_aws.tables(TABLES)
    digests, outbox = Digests(client, TABLES), Outbox(client, TABLES)
    assert digests.get("2026-W48") is None
    assert digests.begin(DIGEST, says("first"))
    assert not digests.begin(DIGEST, says("second"))
    kept = outbox.get("digest:2026-W48")
    assert kept and kept.revision == "first" and digests.get("2026-W48") == DIGEST
    assert digests.begin(replace(DIGEST, week="2026-W49"), says("third"))
