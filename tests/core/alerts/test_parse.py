"""Every form of a Budgets message that is known, and whatever else a topic may carry."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.alerts.message import Adjustment, Alert, Amount, Other, Threshold, TopicVerified
from bot.core.alerts.parse import LARGEST, parse
from tests.core.alerts.texts import ACCOUNT, NEW_URL, OLD_URL, Said

SAID = Said()


def alert(body: str, subject: str | None = "") -> Alert:
    found = parse(subject, body)
    assert isinstance(found, Alert), found
    return found


def dollars(text: str) -> Amount:
    return Amount(text, Decimal(text.strip("$")), "$")


def test_the_usual_alert() -> None:
    assert parse(SAID.subject, SAID.body) == Alert(
        budget="harbour-lights",
        text=SAID.body,
        account=ACCOUNT,
        kind="ACTUAL",
        budget_type="Cost",
        budgeted=dollars("$250.00"),
        threshold=Threshold("> $200.00", "GREATER_THAN", dollars("$200.00")),
        amount=dollars("$204.17"),
        date="June 09, 2026",
        period="for the current month",
        console=NEW_URL,
    )


REWRAPPED = SAID.body.replace(" your ", " your \n").replace("budget is", "is").replace(" [1]", "")
SAME = {
    "missing subject": SAID.body,
    "carriage returns": SAID.body.replace("\n", "\r\n"),
    "old Macintosh": SAID.body.replace("\n", "\r"),
    "trailing spaces": SAID.body.replace("\n", "  \n"),
    "wrapped anew": REWRAPPED,
    "one line": " ".join(SAID.body.split()),
    "indented": "\n".join(f"    {line}" for line in SAID.body.split("\n")),
    "a blank line within the block": SAID.body.replace("\nBudget Type", "\n\nBudget Type"),
    "labels in lower case": SAID.body.replace("Budget Name:", "budget name:"),
    "spaces before colons": SAID.body.replace("Alert Type:", "Alert Type :"),
    "mixed case": SAID.body.replace("ACTUAL", "Actual"),
    "no-break spaces": SAID.body.replace(" ", "\u00a0"),
    "narrow and zero-width spaces": SAID.body.replace(" ", "\u202f\u200b"),
    "escaped": SAID.body.replace("> $", "&gt; $"),
}


@pytest.mark.parametrize("form", SAME)
def test_the_same_alert_in_other_forms(form: str) -> None:
    found, usual = alert(SAME[form], None), alert(SAID.body)
    assert (found.budget, found.account, found.kind) == (usual.budget, usual.account, usual.kind)
    assert (found.budgeted, found.amount) == (usual.budgeted, usual.amount)
    assert found.threshold and usual.threshold
    assert found.threshold.operator == usual.threshold.operator
    assert found.threshold.amount == usual.threshold.amount
    assert (found.date, found.period) == (usual.date, usual.period)
    assert found.text == SAME[form]


NAMES = [
    "Quarterly Ferry Budget",
    "Budget",
    "two  spaces",
    "部門別の予算 100%",
    "\u3000全角\u3000",
    "R&D <eu> [a|b]/c, 'd' \"e\"",
    "AWS Account 999999999999",
    "budget is greater than $5.00 per day",
    "for the current year",
    "Budget Type",
    "x" * 100,
    "orbit-${PROJECT}",
    "İstanbul ß",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("rewrapped", [False, True])
def test_names(name: str, rewrapped: bool) -> None:
    body = replace(SAID, name=name).body
    found = alert(body.replace("with your ", "with your\n") if rewrapped else body)
    assert (found.budget, found.account) == (name, ACCOUNT)
    assert (found.period, found.date) == ("for the current month", "June 09, 2026")


@given(st.text(st.characters(exclude_characters=":\\\r\n\t"), min_size=1, max_size=100))
def test_any_name_that_a_budget_can_have(name: str) -> None:
    # Spaces at the ends cannot be told from those of a publisher that wraps lines.
    wanted = name.strip(" ")
    found = parse("", replace(SAID, name=name).body)
    assert (found.budget if isinstance(found, Alert) else "") == wanted


def test_a_wrapped_name_is_put_together() -> None:
    body = replace(SAID, name="A Very Long Name").body
    assert alert(body.replace("Name: A Very", "Name: A Very\n ")).budget == "A Very Long Name"
    assert alert(body.replace("Name: A Very", "Name:\nA Very")).budget == "A Very Long Name"


def test_the_subject_and_the_prose_do_not_count() -> None:
    subject = replace(SAID, name="orbit-${PROJECT}").subject
    body = SAID.body.replace("your harbour-lights budget", "your other budget")
    assert alert(body, subject).budget == "harbour-lights"


FORMS = {
    "forecast": (Said(kind="FORECASTED"), ("FORECASTED", "for the current month")),
    "daily": (Said(daily=True), ("ACTUAL", "per day")),
    "another kind": (Said(kind="PROJECTED"), ("PROJECTED", "for the current month")),
    "old address": (Said(url=OLD_URL), ("ACTUAL", "for the current month")),
}


@pytest.mark.parametrize("form", FORMS)
def test_kinds_and_periods(form: str) -> None:
    said, expected = FORMS[form]
    found = alert(said.body, said.subject)
    assert (found.kind, found.period) == expected
    assert (found.console, found.amount) == (said.url, dollars("$204.17"))


def test_usage_and_wording_of_other_budgets() -> None:
    usage = alert(Said(type="Usage", budgeted="500 GB", threshold="400 GB", amount="401.5 GB").body)
    assert usage.amount == Amount("401.5 GB", Decimal("401.5"), "GB")
    odd = alert(
        "Budget Name: ri-cover\nBudget Type: RI Utilization\nRI Scope: all of it\n"
        "Alert Type: ACTUAL\nAlert Threshold: below four fifths\nUtilization Amount: about half\n"
    )
    assert odd.threshold == Threshold("below four fifths", "", Amount("below four fifths"))
    assert (odd.amount, odd.budgeted) == (Amount("about half"), None)
    assert odd.more == (("RI Scope", "all of it"),)
    assert (odd.account, odd.date, odd.period, odd.console) == ("", "", "", "")


def test_the_direct_mail() -> None:
    said = Said(name="My Zero Budget", budgeted="$1.00", threshold="$0.01", amount="$0.44")
    for body in (said.mail, said.mail.replace("\t", "\n"), said.mail.replace("\t", "\n\n")):
        found = alert(body, said.subject)
        assert (found.budget, found.kind, found.account) == ("My Zero Budget", "ACTUAL", "")
        assert (found.amount, found.budgeted) == (dollars("$0.44"), dollars("$1.00"))
        assert (found.threshold and found.threshold.operator) == "GREATER_THAN"
        assert found.period == "for the current month"


@pytest.mark.parametrize("account", ["1111-2222-3333", ACCOUNT])
def test_accounts(account: str) -> None:
    assert alert(SAID.body.replace(ACCOUNT, account)).account == ACCOUNT


@pytest.mark.parametrize("account", ["XXXXXXXXXXXX", "1111222233334", "11112222333", ""])
def test_no_account(account: str) -> None:
    assert alert(SAID.body.replace(ACCOUNT, account)).account == ""


def test_only_the_console_is_linked() -> None:
    assert (
        alert(SAID.body.replace("console.aws.amazon.com", "console.aws.example.com")).console == ""
    )
    regional = "https://us-east-1.console.aws.amazon.com/costmanagement/home#/budgets/details"
    assert alert(replace(SAID, url=regional).body).console == regional


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("SNS Topic Verified!", "whatever"),
        (" sns topic verified", ""),
        ("", "SNS Topic Verified!\n"),
        ("SNS Topic Verified!", SAID.body),
    ],
)
def test_verified_is_no_alert(subject: str, body: str) -> None:
    assert parse(subject, body) == TopicVerified(subject, body)


def test_a_budget_called_so_is_an_alert() -> None:
    said = replace(SAID, name="SNS Topic Verified!")
    assert alert(said.body, said.subject).budget == said.name


OTHERS = [
    "",
    "hello",
    '{"AlarmName": "cpu", "NewStateValue": "ALARM"}',
    "{" * 1000,
    "[" * 200_000,
    '{"a":' * 50_000,
    "Budget Name: lonely\n",
    "Budget Name:\nBudget Type: Cost\nAlert Type: ACTUAL\n",
    f"Budget Name: {'x' * 101}\nAlert Type: ACTUAL\n",
    "Alert Type: ACTUAL\nAlert Threshold: > $1\n",
    "Budget Name\tBudget Type\tAlert Type\n",
]


@pytest.mark.parametrize("body", OTHERS, ids=range(len(OTHERS)))
def test_what_is_not_recognised_is_kept_whole(body: str) -> None:
    assert parse("a subject", body) == Other("a subject", body)


def test_what_lies_beyond_the_size_of_a_message_is_kept_and_not_read() -> None:
    body = "\n" * LARGEST + SAID.body
    assert parse("", body) == Other("", body)


PIECES = [SAID.body, SAID.mail, SAID.block, *SAID.body.split("\n"), *SAID.body.split(" "), "\n"]


@given(st.one_of(st.none(), st.text()), st.text() | st.lists(st.sampled_from(PIECES)).map("".join))
def test_never_raises_and_drops_nothing(subject: str | None, body: str) -> None:
    assert parse(subject, body).text == body


@given(st.data())
def test_any_piece_of_an_alert(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SAID.body)))
    found = parse("", SAID.body[start:])
    if isinstance(found, Alert):
        assert found.budget == SAID.name
    whole_block = start <= SAID.body.index("Budget Name:")
    assert isinstance(found, Alert) == whole_block


def test_an_adjustment_goes_before_the_text_within_it() -> None:
    found = parse(
        "", '{"previousBudgetLimit": "1", "currentBudgetLimit": "2", "a": "Budget Name: x"}'
    )
    assert isinstance(found, Adjustment)
