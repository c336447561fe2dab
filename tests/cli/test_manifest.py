"""`python -m bot manifest`: what is pasted at Slack, with nothing left to edit by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.__main__ import main
from tests.cli.deployed import Deployed
from tests.conftest import ACCOUNT

SCHEMA = json.loads(
    (Path(__file__).resolve().parents[1] / "slack" / "manifest_schema.json").read_text("utf-8")
)
ADDRESS = "https://abc123.execute-api.eu-west-1.amazonaws.com/slack/events"


@pytest.fixture(autouse=True)
def credentials(stage: Deployed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCOUNT)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    assert stage.aws.url


def addresses(manifest: Any) -> Iterator[str]:
    if isinstance(manifest, list):
        for one in manifest:
            yield from addresses(one)
    elif isinstance(manifest, dict):
        for name, value in manifest.items():
            yield from [value] if name in {"url", "request_url"} else addresses(value)


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main(["manifest", *words], {}) == 0
    manifest = json.loads(capsys.readouterr().out)
    jsonschema.validate(manifest, SCHEMA)
    return manifest


def test_a_stage_s_manifest_has_its_address_in_every_place(
    stage: Deployed, capsys: pytest.CaptureFixture[str]
) -> None:
    cloudformation = stage.aws.client("cloudformation")
    body = {
        "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
        "Outputs": {"SlackRequestUrl": {"Value": ADDRESS}},
    }
    cloudformation.create_stack(StackName="budget-check-other", TemplateBody=json.dumps(body))
    cloudformation.get_waiter("stack_create_complete").wait(StackName="budget-check-other")
    manifest = printed(capsys, "--stage", "other")
    assert list(addresses(manifest)) == [ADDRESS] * 3
    assert manifest["settings"]["socket_mode_enabled"] is False


def test_a_tunnel_s_address_can_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    manifest = printed(capsys, "--url", "https://my.tunnel/slack/events")
    assert set(addresses(manifest)) == {"https://my.tunnel/slack/events"}


def test_without_either_it_is_for_socket_mode(capsys: pytest.CaptureFixture[str]) -> None:
    manifest = printed(capsys)
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert not list(addresses(manifest))
    assert manifest["features"]["slash_commands"][0]["command"] == "/budget-check"
    assert manifest["settings"]["interactivity"] == {"is_enabled": True}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--url", "http://my.tunnel/slack/events"], "begins with https://"),
        (["--url", "my.tunnel"], "begins with https://"),
        (["--stage", "Not A Stage"], "is no stage: say one such as prod"),
        (["--stage", "nowhere"], "no stack budget-check-nowhere with an address: deploy it first"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["manifest", *words], {}) == 2
    told = capsys.readouterr()
    assert says in told.err and not told.out


def test_a_refusal_names_the_permission(
    stage: Deployed, capsys: pytest.CaptureFixture[str]
) -> None:
    stage.aws.fault("cloudformation", "DescribeStacks", code="AccessDenied", status=403)
    assert main(["manifest", "--stage", "prod"], {}) == 2
    assert "cloudformation:DescribeStacks" in capsys.readouterr().err
