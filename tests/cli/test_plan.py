"""`plan` from the command line: exit statuses, forms of the answer, wrong usage."""

from __future__ import annotations

import io
import json
from pathlib import Path

import jsonschema
import pytest

from bot.__main__ import main
from bot.core.iac.cloudformation.resolver import Resolver
from bot.core.iac.cloudformation.template import declaration
from tests.cli.sarif import SARIF
from tests.core.iac.terraform_plan import (
    arn_of,
    block,
    budget,
    change,
    constant,
    plan,
    subscription,
    topic,
)

CDK = Path(__file__).parents[1] / "core" / "iac" / "cdk"
WHERE = ("--account", "111111111111", "--region", "eu-west-1")
TOPIC = "aws_sns_topic.alerts"


def template(name: str, *more: str) -> tuple[str, ...]:
    return ("plan", "--template", str(CDK / f"{name}.json"), *WHERE, *more)


@pytest.fixture
def terraform(tmp_path: Path) -> str:
    parts = [budget(arn_of(TOPIC)), topic(), subscription(arn_of(TOPIC))]
    file = tmp_path / "plan.json"
    file.write_text(plan([one for one, _ in parts], [one for _, one in parts]), "utf-8")
    return str(file)


@pytest.mark.parametrize(
    ("name", "status"), [("grant-publish", 0), ("master-key", 1), ("imported-key", 4)]
)
def test_the_exit_status(name: str, status: int, capsys: pytest.CaptureFixture[str]) -> None:
    """No credentials and no setting: the environment is empty."""
    assert main(template(name), {}) == status
    assert "monthly" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("fail_on", "status"), [((), 3), (("--fail-on", "AT_RISK"), 3), (("--fail-on", "UNKNOWN"), 0)]
)
def test_what_a_plan_cannot_prove_passes_where_somebody_says_so(
    fail_on: tuple[str, ...], status: int, tmp_path: Path
) -> None:
    """A statement for everybody: nobody knows whether AWS Budgets gets in by it."""
    policy = "aws_sns_topic_policy.x"
    allow = {"Effect": "Allow", "Action": "sns:Publish", "Resource": "*"}
    text = json.dumps({"Statement": {**allow, "Principal": "*"}})
    lets = change(policy, {"policy": text}, {"arn": True})
    written = block(policy, {"arn": arn_of(TOPIC), "policy": constant(text)})
    parts = [budget(arn_of(TOPIC)), topic(), subscription(arn_of(TOPIC)), (lets, written)]
    file = tmp_path / "plan.json"
    file.write_text(plan([one for one, _ in parts], [one for _, one in parts]), "utf-8")
    assert main(("plan", "--terraform", str(file), *fail_on), {}) == status


def test_a_setting_that_is_wrong_does_not_stop_it() -> None:
    assert main(template("grant-publish"), {"APPROVALS": "many", "MENDERS": "x"}) == 0


def test_the_picture(capsys: pytest.CaptureFixture[str]) -> None:
    main(template("master-key"), {})
    out = capsys.readouterr().out
    assert "key.policy-silent" in out
    assert "(allow-on-key)" in out
    assert "`fix`" not in out, "it asks AWS, where none of this is yet"
    assert "team@example.com confirms its subscription" in " ".join(out.split())
    assert "NotMadeYet" not in out


@pytest.mark.parametrize("name", sorted(one.stem for one in CDK.glob("*.json")))
def test_no_made_up_name_is_ever_shown(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for form in ((), ("--json",), ("--sarif",), ("--markdown",)):
        for where in (WHERE, ()):
            main(("plan", "--template", str(CDK / f"{name}.json"), *where, *form), {})
    out = capsys.readouterr().out
    assert [
        made for made in ("NotMadeYet", "LeftOpen", "999999999999", "us-unknown") if made in out
    ] == []


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    file = str(CDK / "master-key.json")
    assert main(template("master-key", "--json"), {}) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["file"], told["source"], told["verdict"]) == (file, "template", "BROKEN")
    (one,) = told["senders"]
    first = one["findings"][0]
    line = Path(file).read_text("utf-8").splitlines()[first["line"] - 1]
    assert f'"{first["address"]}"' in line
    assert (first["code"], first["file"]) == ("key.policy-silent", file)
    assert one["budget"] == "monthly"


def test_json_of_a_plan(terraform: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("plan", "--terraform", terraform, "--json"), {}) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["account"], told["region"]) == ("111111111111", "eu-west-1")
    (one,) = told["senders"]
    assert one["address"] == "aws_budgets_budget.monthly"
    assert (one["findings"][0]["address"], one["findings"][0]["line"]) == (TOPIC, None)


@pytest.mark.parametrize("name", sorted(one.stem for one in CDK.glob("*.json")))
def test_sarif(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(template(name, "--sarif"), {})
    told = json.loads(capsys.readouterr().out)
    jsonschema.validate(told, SARIF)
    (run,) = told["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [rules[one["ruleIndex"]] for one in run["results"]] == [
        o["ruleId"] for o in run["results"]
    ]
    assert bool(run["results"]) is (status != 0)


def test_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    main(template("master-key", "--markdown"), {})
    first, *rest = capsys.readouterr().out.splitlines()
    assert first == "### ❌ budget-check: an alert would not arrive"
    assert any(
        line.startswith("| ❌ BROKEN | budget monthly | `key.policy-silent`") for line in rest
    )


def test_markdown_mentions_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (CDK / "topic-alone.json").read_text("utf-8")
    file = tmp_path / "t.json"
    file.write_text(text.replace('"monthly"', '"@team | <b>`x`\\n# y"'), "utf-8")
    main(("plan", "--template", str(file), *WHERE, "--markdown"), {})
    out = capsys.readouterr().out
    assert "@team" not in out
    assert "<b>" not in out
    assert all(line.count("|") == 5 for line in out.splitlines() if line.startswith("|"))


def test_no_budget(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "t.yaml"
    file.write_text("Resources: {}", "utf-8")
    assert main(("plan", "--template", str(file)), {}) == 0
    assert capsys.readouterr().out == (
        "Nothing in this template publishes to a topic: nothing to check.\n"
    )


def test_standard_input(monkeypatch: pytest.MonkeyPatch, terraform: str) -> None:
    text = Path(terraform).read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert main(("plan", "--terraform", "-"), {}) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "not JSON"),
        (b"PK\x03\x04\xff\xfe", "not text in UTF-8"),
        (b"[]", "no Terraform plan"),
        (b"{}", "no Terraform plan"),
        (b'{"format_version": "1.0", "values": {}}', "no Terraform plan"),
        (b'{"format_version": "2.0", "resource_changes": []}', "'2.0'"),
        (b'{"format_version": 1, "resource_changes": []}', "no Terraform plan"),
        (b'{"a":' * 100_000, "nested too deep"),
        (b"1" * 10_000, "not JSON"),
    ],
)
def test_what_is_no_plan(
    text: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "plan.json"
    file.write_bytes(text)
    assert main(("plan", "--terraform", str(file)), {}) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--account", "12"), "not an account id"),
        (("--region", "Ireland"), "not a Region"),
        (("--parameter", "x"), "NAME=VALUE"),
        (("--parameter", "x=y"), "no parameter 'x'"),
    ],
)
def test_wrong_arguments(
    more: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(("plan", "--template", str(CDK / "topic-alone.json"), *more), {}) == 2
    assert words in capsys.readouterr().err


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("plan", "--template", "/nowhere"), {}) == 2
    assert "/nowhere cannot be read" in capsys.readouterr().err


def test_a_template_of_a_megabyte(tmp_path: Path) -> None:
    tree = json.loads((CDK / "master-key.json").read_text("utf-8"))
    tree["Metadata"] = {f"k{number}": "x" * 1000 for number in range(1000)}
    file = tmp_path / "large.json"
    file.write_text(json.dumps(tree), "utf-8")
    assert file.stat().st_size > 1_000_000
    assert main(("plan", "--template", str(file), *WHERE), {}) == 1


def large(count: int) -> str:
    """A template of this many budgets, each with topic, policy, key and subscription of its own."""
    one = json.loads((CDK / "master-key-granted.json").read_text("utf-8"))["Resources"]
    named = json.dumps(one)
    found: dict[str, object] = {}
    for number in range(count):
        text = named.replace('"monthly"', f'"b{number}"').replace(
            "alias/alerts", f"alias/a{number}"
        )
        for name in one:
            text = text.replace(f'"{name}"', f'"{name}x{number}"')
        found |= json.loads(text)
    return json.dumps({"Resources": found})


def test_work_grows_with_the_template(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the resources, twice the values resolved: no clock is asked."""
    counts: list[int] = []
    for size in (20, 40, 80):
        asked = 0
        resolve = Resolver._value

        def counting(self: Resolver, tree: object) -> object:
            nonlocal asked
            asked += 1
            return resolve(self, tree)  # noqa: B023 (called before the next turn)

        with monkeypatch.context() as patch:
            patch.setattr(Resolver, "_value", counting)
            declaration(large(size))
        counts.append(asked)
    assert counts[1] <= counts[0] * 2.1
    assert counts[2] <= counts[1] * 2.1
