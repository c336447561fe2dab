"""Cases of field.jsonl's kind that are about what people paste: odd spaces, and several mails.

Mail clients put a no-break space, or another that looks like a blank, where AWS wrote a blank.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.__main__ import main
from playground.scenarios.load import find
from tests.cases.case import Given
from tests.cases.conftest import GRANT
from tests.cases.reads import make_budget, put
from tests.conftest import EmbeddedAws
from tests.features.conversation.conftest import mail, say, under, words
from tests.features.world import Mending

PLAIN = Given("arn:aws:sns:ca-west-1:630741852963:harbour-dues", budget="harbour dues")
SPACES = {"no-break": "\u00a0", "narrow": "\u202f", "figure": "\u2007", "ideographic": "\u3000"}
ANOMALY = (
    "Hello, AWS Cost Anomaly Detection was unable to publish to your SNS topic <{topic}>. Please "
    "check the topic's access policy."
)
each_space = pytest.mark.parametrize("space", SPACES.values(), ids=list(SPACES))


@pytest.fixture
def laptop(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> EmbeddedAws:
    """Credentials of the account, for the command line."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", PLAIN.account)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", PLAIN.region)
    return embedded_aws


def answer(name: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What the command line says of a budget, but for the time."""
    status = main(["check", name, "--json"], {})
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found | {"checked_at": "", "status": status}


@each_space
@pytest.mark.parametrize("written", ["harbour{0}dues", "harbour dues{0}"])
def test_a_budget_typed_with_odd_spaces_is_the_one_with_blanks(
    laptop: EmbeddedAws, capsys: pytest.CaptureFixture[str], written: str, space: str
) -> None:
    put(laptop, PLAIN)
    plain = answer(PLAIN.budget, capsys)
    assert plain["status"] == 0
    assert answer(written.format(space), capsys) == plain


@each_space
def test_a_budget_that_is_really_called_so_wins(
    laptop: EmbeddedAws, capsys: pytest.CaptureFixture[str], space: str
) -> None:
    put(laptop, PLAIN)
    odd = Given(PLAIN.topic.replace("harbour", "missing"), budget=f"harbour{space}dues")
    make_budget(laptop, odd)
    found = answer(odd.budget, capsys)
    assert (found["budget"], found["verdict"]) == (odd.budget, "BROKEN")


@each_space
def test_a_mail_pasted_with_odd_spaces_is_answered_by_the_budget_with_blanks(
    world: Mending, space: str
) -> None:
    topic = find(GRANT).topics[0].arn
    make_budget(world.aws, Given(topic, budget="harbour dues"))
    (told,) = under(world, say(world, mail(f"harbour{space}dues", topic)))
    assert told.text.startswith("❌ harbour dues does not alert")


def test_a_mail_of_cost_anomaly_beside_mails_of_budgets_is_answered_as_well(
    world: Mending,
) -> None:
    topic = find(GRANT).topics[0].arn
    make_budget(world.aws, Given(topic, budget="lock fees"))
    anomaly = ANOMALY.format(topic=topic)
    post = say(world, "\n\n".join([mail(), mail("lock fees"), anomaly]))
    told = words(world, post)
    assert len(told) == 3
    assert sum("costalerts.amazonaws.com" in text for text in told) == 1
