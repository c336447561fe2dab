"""`list` and `check --all` at the embedded AWS: what they print, and with which status they end."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import pytest

from bot.__main__ import main
from playground.scenarios.catalog import find
from playground.scenarios.load import seed
from tests.aws.members import EXTERNAL_ID, PATH, PROD, TEST, Members
from tests.aws.world import OpenAws, allow
from tests.conftest import ACCOUNT, EmbeddedAws

ID = "o-exampleorg1"
BROKEN = find("incident-2037").budget
FINE = find("customer-key").budget


@pytest.fixture(autouse=True)
def aws(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> EmbeddedAws:
    """An AWS without budgets."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCOUNT)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("COLUMNS", "140")
    return embedded_aws


@pytest.fixture
def two(aws: EmbeddedAws) -> None:
    """One budget that alerts and one that does not."""
    seed(aws.url, ["incident-2037", "customer-key"])


@pytest.fixture
def members(aws: EmbeddedAws) -> Iterator[Members]:
    opener = OpenAws()
    yield Members(aws, opener)
    opener.close()


def ran(capsys: pytest.CaptureFixture[str], *words: str, accounts: str = "") -> tuple[int, str]:
    """The status and what was printed; nothing is said beside it."""
    status = main(words, {"ACCOUNTS_PARAMETER": accounts} if accounts else {})
    told = capsys.readouterr()
    assert told.err == ""
    return status, told.out


@pytest.mark.usefixtures("two")
def test_lists_the_worst_first_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = ran(capsys, "list")
    assert status == 0
    rows = [line.split() for line in said.splitlines() if " BROKEN " in line or " OK " in line]
    assert [row[:3] for row in rows] == [["✘", "BROKEN", BROKEN], ["✔", "OK", FINE]]
    assert "the key's policy does not let AWS Budgets in  key.policy-silent" in said
    assert said.endswith("1 of 2 budgets does not alert.\n")


@pytest.mark.usefixtures("two")
def test_lists_those_that_do_not_alert_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = ran(capsys, "list", "--broken", "--json")
    told = json.loads(said)
    assert (status, told["verdict"], told["unread"]) == (0, "BROKEN", [])
    assert told["budgets"] == [
        {
            "account": ACCOUNT,
            "budget": BROKEN,
            "verdict": "BROKEN",
            "code": "key.policy-silent",
            "why": "the key's policy does not let AWS Budgets in",
            "fix": "allow-on-key",
        }
    ]


@pytest.mark.usefixtures("two")
def test_lists_them_as_a_file_that_a_spreadsheet_reads(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = ran(capsys, "list", "--csv")
    rows = list(csv.DictReader(io.StringIO(said)))
    assert status == 0
    assert [(row["budget"], row["verdict"]) for row in rows] == [(BROKEN, "BROKEN"), (FINE, "OK")]


def test_an_account_without_budgets(capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(capsys, "list") == (0, "There are no budgets.\n")
    assert ran(capsys, "check", "--all") == (0, "There are no budgets.\n")


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("words", "status"),
    [((), 1), (("--fail-on", "BROKEN"), 1), (("--fail-on", "AT_RISK"), 1)],
)
def test_check_all_ends_as_the_worst(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], status: int
) -> None:
    assert ran(capsys, "check", "--all", *words)[0] == status


def test_what_is_better_than_fail_on_does_not_fail(
    aws: EmbeddedAws, capsys: pytest.CaptureFixture[str]
) -> None:
    at_risk = find("email-only")
    seed(aws.url, ["email-only"])
    assert at_risk.expected.verdict == "AT_RISK"
    assert ran(capsys, "check", "--all")[0] == 3
    assert ran(capsys, "check", "--all", "--fail-on", "BROKEN")[0] == 0
    assert ran(capsys, "check", at_risk.budget, "--fail-on", "UNKNOWN")[0] == 0
    assert ran(capsys, "check", at_risk.budget, "--fail-on", "AT_RISK")[0] == 3


@pytest.mark.usefixtures("two")
def test_check_all_as_json_has_each_whole_report(capsys: pytest.CaptureFixture[str]) -> None:
    _, said = ran(capsys, "check", "--all", "--json")
    _, alone = ran(capsys, "check", BROKEN, "--json")
    every = {one["budget"]: one for one in json.loads(said)["budgets"]}
    assert set(every) == {BROKEN, FINE}
    one = json.loads(alone)
    assert every[BROKEN] | {"checked_at": ""} == one | {"checked_at": ""}


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("words", [("list",), ("check", "--all", "--fail-on", "BROKEN")])
def test_what_could_not_be_listed_is_never_fine(
    aws: EmbeddedAws, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    aws.fault("budgets", "DescribeBudgets", code="AccessDeniedException", status=400, times=9)
    status, said = ran(capsys, *words)
    assert status == 4
    assert "budgets:ViewBudget" in said and "There are no budgets" not in said


def test_every_account_that_is_known(members: Members, capsys: pytest.CaptureFixture[str]) -> None:
    members.member("prod", PROD)
    members.budget(PROD, "tax")
    members.budget(ACCOUNT, "fees")
    status, said = ran(capsys, "list", "--json", accounts=PATH)
    found = [(one["account"], one["budget"]) for one in json.loads(said)["budgets"]]
    assert (status, found) == (0, [(ACCOUNT, "fees"), (PROD, "tax")])
    _, said = ran(capsys, "list", accounts=PATH)
    assert f"prod ({PROD})" in said
    _, said = ran(capsys, "list", "--json", "--account", "prod", accounts=PATH)
    assert [one["budget"] for one in json.loads(said)["budgets"]] == ["tax"]


def test_an_account_that_lets_nobody_in_hides_no_other(
    members: Members, capsys: pytest.CaptureFixture[str]
) -> None:
    members.member("prod", PROD, external_id="another")
    members.budget(ACCOUNT, "fees")
    status, said = ran(capsys, "list", accounts=PATH)
    assert status == 4
    assert "fees" in said and f"The budgets of account prod ({PROD}) could not be read" in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("list", "--account", "222222222222"), "These credentials are of account"),
        (("list", "--account", "prod"), "is not an account id: it has 12 digits"),
        (("check", "name", "--all"), "Give a name or --all, not both;"),
        (("check",), "The budget's name is missing or empty"),
        (("fix", " "), "The budget's name is missing or empty"),
    ],
)
def test_wrong_usage(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], says: str) -> None:
    assert main(words, {}) == 2
    told = capsys.readouterr()
    assert told.out == "" and says in told.err


@pytest.mark.usefixtures("two")
def test_a_misspelt_name_is_wrong_usage_with_suggestions(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, said = ran(capsys, "check", "notify-monthly-prd", "--json")
    assert (status, json.loads(said)["suggestions"]) == (2, [BROKEN])
    assert ran(capsys, "check", "notify-monthly-prd")[0] == 2
    status, said = ran(capsys, "check", BROKEN, "--json")
    assert "suggestions" not in json.loads(said)


def test_the_accounts_of_an_organisation_are_listed_at_aws(
    capsys: pytest.CaptureFixture[str], members: Members
) -> None:
    members.entry(
        "all", {"organization": "o-exampleorg1", "read_role": "r", "external_id": EXTERNAL_ID}
    )
    members.role(PROD, "r", allow("budgets:ViewBudget"))
    hub, shop = {"id": ACCOUNT, "name": "Hub"}, {"id": PROD, "name": "Web Shop"}
    members.aws.control.put_whole_organization(ID, ACCOUNT, [hub, shop])
    members.budget(PROD, "tax")
    _, said = ran(capsys, "list", accounts=PATH)
    assert f"Web Shop ({PROD})" in said and "tax" in said
    _, said = ran(capsys, "list", "--account", "web-shop", accounts=PATH)
    assert "tax" in said


def test_a_name_of_two_accounts_is_neither(
    capsys: pytest.CaptureFixture[str], members: Members
) -> None:
    members.entry(
        "all", {"organization": "o-exampleorg1", "read_role": "r", "external_id": EXTERNAL_ID}
    )
    hub = {"id": ACCOUNT, "name": "Hub"}
    both = [{"id": id, "name": "Shop"} for id in (PROD, TEST)]
    members.aws.control.put_whole_organization(ID, ACCOUNT, [hub, *both])
    assert main(["list", "--account", "shop"], {"ACCOUNTS_PARAMETER": PATH}) == 2
    assert f"give one's id, {PROD} and {TEST}." in capsys.readouterr().err
