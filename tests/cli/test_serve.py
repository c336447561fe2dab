"""`python -m bot serve` as a user runs it, and which tables it uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import boto3
import pytest

from bot.aws.session import with_secrets
from bot.cli.tables import has_tables, say_how, tables_for
from bot.errors import SettingsError
from bot.settings import Settings
from bot.store.sweeps import Sweeps
from bot.store.tables import Tables, create_missing, missing
from bot.store.verdicts import Verdicts
from playground.demo.bot import environment, serving
from playground.scenarios.load import find, seed
from playground.slack import LocalSlack, Message
from playground.slack import seed as people
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.features.world import buttons_of, text_of
from tests.waiting import until

GRANT = "customer-key-without-budgets"
LOOPBACK = Settings(aws_endpoint_url="http://127.0.0.1:5005")
ON_AWS = Settings(tables_prefix="mine")


def test_on_an_embedded_aws_the_tables_are_made(embedded_aws: EmbeddedAws) -> None:
    client = embedded_aws.client("dynamodb")
    assert has_tables(LOOPBACK)
    assert tables_for(LOOPBACK, client) == Tables.prefixed("budget-check")
    named = replace(LOOPBACK, tables_prefix="mine")
    assert tables_for(named, client) == Tables.prefixed("mine")
    assert missing(client, Tables.prefixed("mine")) == ()


def test_on_aws_itself_tables_are_never_made(embedded_aws: EmbeddedAws) -> None:
    client = embedded_aws.client("dynamodb")
    with pytest.raises(SettingsError, match=r"^TABLES_PREFIX is 'mine', and there is no table"):
        tables_for(ON_AWS, client)
    assert missing(client, Tables.prefixed("mine"))
    tables_for(replace(LOOPBACK, tables_prefix="mine"), client)
    assert tables_for(ON_AWS, client) == Tables.prefixed("mine")


def test_without_table_names_it_says_how_to_make_them() -> None:
    assert not has_tables(Settings())
    said: list[str] = []
    say_how(said.append)
    assert sum("aws dynamodb create-table" in line for line in said) == 6
    assert "TABLES_PREFIX=budget-check" in said[-1] and "MENDERS" in said[-1]


def test_the_secrets_may_stand_in_ssm(
    embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    ssm = embedded_aws.client("ssm")
    for name, value in (("bot-token", "xoxb-1"), ("signing-secret", "s")):
        ssm.put_parameter(Name=f"/mine/{name}", Value=value, Type="SecureString")
    settings = Settings(secrets_parameter="/mine", aws_endpoint_url=embedded_aws.url)
    keys = boto3.Session(ACCOUNT, "test", region_name="us-east-1")
    read = with_secrets(settings, keys, lambda: datetime.now(UTC))
    assert (read.bot_token, read.signing_secret) == ("xoxb-1", "s")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    with pytest.raises(SettingsError, match="needs AWS credentials and a Region"):
        with_secrets(settings, boto3.Session(region_name="us-east-1"), lambda: datetime.now(UTC))
    assert with_secrets(LOOPBACK, keys, lambda: datetime.now(UTC)) is LOOPBACK


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack() as found:
        yield found


def test_one_process_checks_and_mends(embedded_aws: EmbeddedAws, slack: LocalSlack) -> None:
    seed(embedded_aws.url, [GRANT])
    bot = {**environment(embedded_aws.url, slack), "MENDERS": people.MENDER}
    with serving(bot) as address:
        slack.app_url = address
        person = slack.person(people.MENDER)
        person.command(f"/budget-check {find(GRANT).budget}", people.FINOPS)
        (answer,) = until(lambda: answers(slack))
        assert "fix.allow-on-key" in buttons_of(answer)
        assert person.press(answer, "fix.allow-on-key").in_time
        (view,) = slack.views(people.MENDER)
        until(lambda: bool(view.body.get("submit")))
        assert person.submit(view).in_time
        until(lambda: "✅ Done" in text_of(view))
        until(lambda: "✅" in answer.text)


def posted(slack: LocalSlack) -> list[Message]:
    """What stands in the channel itself."""
    return [m for m in slack.messages(people.FINOPS) if not m.ephemeral and not m.thread_ts]


def answers(slack: LocalSlack) -> list[Message]:
    """Those with buttons: while a slow check runs, its message says alone that it looks."""
    return [m for m in posted(slack) if buttons_of(m)]


def test_without_menders_the_process_only_checks(
    embedded_aws: EmbeddedAws, slack: LocalSlack
) -> None:
    seed(embedded_aws.url, [GRANT])
    bot = {**environment(embedded_aws.url, slack), "MENDERS": "", "TICKETS": ""}
    with serving(bot) as address:
        slack.app_url = address
        slack.person(people.MENDER).command(f"/budget-check {find(GRANT).budget}", people.FINOPS)
        (answer,) = until(lambda: answers(slack))
        assert buttons_of(answer) == ["check.details", "check.again", "check.senders"]


def test_it_sweeps_at_its_start(embedded_aws: EmbeddedAws, slack: LocalSlack) -> None:
    """Nobody asks: the watch knows every budget all the same."""
    seed(embedded_aws.url, [GRANT])
    client = embedded_aws.client("dynamodb")
    names = Tables.prefixed("budget-check")
    create_missing(client, names)
    with serving(environment(embedded_aws.url, slack)):
        until(lambda: Verdicts(client, names).get(ACCOUNT, find(GRANT).budget) is not None)
        until(
            lambda: (swept := Sweeps(client, names).get(ACCOUNT)) is not None and bool(swept.last)
        )
    assert posted(slack) == []
