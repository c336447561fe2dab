"""The user's incident, mended, undone, ticketed and told, from Slack's requests alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.slack.mend.world import Mending, buttons_of, mending, text_of

INCIDENT = "aws-managed-key"
GRANT = "customer-key-without-budgets"


@pytest.fixture
def opener(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAws]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    opened = OpenAws()
    yield opened
    opened.close()


@pytest.fixture
def world(embedded_aws: EmbeddedAws, opener: OpenAws) -> Iterator[Mending]:
    with mending(embedded_aws, opener, [INCIDENT, GRANT], tickets="opsitem") as found:
        yield found


def test_the_incident_is_mended_undone_and_told(world: Mending) -> None:
    assert not world.arrives(INCIDENT)
    answer = world.check(INCIDENT)
    assert "BROKEN" in answer.text and "fix.move-to-new-key" in buttons_of(answer)

    view = world.preview(answer, "fix.move-to-new-key")
    assert "kms:CreateKey" in text_of(view) and "What else it touches" in text_of(view)
    assert world.topic(INCIDENT)["KmsMasterKeyId"] == "alias/aws/sns"

    said = world.submit(view)
    assert "Applied and verified" in said
    assert world.topic(INCIDENT)["KmsMasterKeyId"] != "alias/aws/sns"
    assert world.arrives(INCIDENT)
    assert "OK" in answer.text and "fix.move-to-new-key" not in buttons_of(answer)

    applied = world.thread()[-1]
    assert buttons_of(applied) == ["change.undo"]
    assert "Undo" in world.submit(world.preview(applied, "change.undo"))
    assert world.topic(INCIDENT)["KmsMasterKeyId"] == "alias/aws/sns"
    assert not world.arrives(INCIDENT)
    assert "BROKEN" in answer.text and "fix.move-to-new-key" in buttons_of(answer)
    assert buttons_of(applied) == []

    assert "ticket is open" in world.submit(world.preview(answer, "ticket.open"), "Please look")
    log = text_of(world.command("log cost-all-services-manage"))
    for did in ("applied", "undone", "wrote", "opened a ticket"):
        assert did in log
