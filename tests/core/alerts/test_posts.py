"""Whose alert does another app's post announce? Layouts are invented: the real one is unknown."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.alerts.posts import budgets_announced
from bot.core.alerts.texts import texts_of
from tests.core.alerts.texts import Said, failure, slack

SAID = Said()
NAME = SAID.name
NAMES = frozenset(
    {
        *(NAME, "harbour", "lights", "Test", "Test Budget", "Cost", "budget", "Monthly cost"),
        *(
            "tide-tables",
            "R&D <eu>",
            "team@example.com",
            "two  spaces",
            "killswitch",
            "_x_",
            "部門",
        ),
        *("AWS Account 999999999999", "Alert", "ACTUAL"),
    }
)
FIELDS = {
    "attachments": [
        {
            "title": "AWS Budgets alert",
            "fields": [
                {"title": "Budget Name", "value": NAME},
                {"title": "Budget Type", "value": "Cost"},
                {"title": "Alert Threshold", "value": "&gt; $200.00"},
            ],
        }
    ]
}
TABLE = {
    "blocks": [
        {"type": "header", "text": {"type": "plain_text", "text": "AWS Budgets"}},
        {
            "type": "table",
            "rows": [
                [{"text": "Budget Name"}, {"text": "Budget Type"}, {"text": "Alert Threshold"}],
                [{"text": NAME}, {"text": "Cost"}, {"text": "&gt; $200.00"}],
            ],
        },
    ]
}
MRKDWN = f"*Budget Name:* {NAME}\n*Budget Type:* Cost\n*Alert Threshold:* &gt; $200.00"
LINKED = (
    f"*<https://console.aws.amazon.com/x|AWS Budgets: {NAME} has exceeded your alert threshold>*"
)
POSTS: dict[str, tuple[str, ...]] = {
    "AWS's own text": (SAID.subject, SAID.body),
    "the body alone": (SAID.body,),
    "the subject alone": (SAID.subject,),
    "escaped": tuple(map(slack, (SAID.subject, SAID.body))),
    "one line": (" ".join(SAID.body.split()),),
    "fields": texts_of(FIELDS),
    "a table": texts_of(TABLE),
    "mrkdwn": (MRKDWN,),
    "mrkdwn, the value beneath": (MRKDWN.replace(":* ", ":*\n"),),
    "bold value": (f"Budget alert\nBudget Name: *{NAME}*",),
    "code": (f"Budget alert\nBudget Name: `{NAME}`",),
    "a linked title": (LINKED,),
    "piped": (f"Budget Name | {NAME} | threshold $200",),
    "in brackets": (f"Budget alert\nBudget Name: &lt;{NAME}&gt;",),
    "free words": (f"Your budget {NAME} went over its alert threshold",),
    "no word of AWS's": (f":rotating_light: {NAME}\nforecasted to exceed the budget",),
}


@pytest.mark.parametrize("layout", POSTS)
def test_layouts(layout: str) -> None:
    assert budgets_announced(POSTS[layout], NAMES) == (NAME,)


@pytest.mark.parametrize("name", sorted(NAMES))
@pytest.mark.parametrize("with_subject", [True, False])
def test_any_name_in_awss_own_words(name: str, with_subject: bool) -> None:
    said = replace(SAID, name=name)
    texts = (said.subject, said.body) if with_subject else (said.body,)
    assert budgets_announced(texts, NAMES) == (name,)
    assert budgets_announced(tuple(map(slack, texts)), NAMES) == (name,)


FREE = {
    "Budget alert: Test Budget is above its threshold": "Test Budget",
    "Budget alert: Test is above its threshold": "Test",
    "Budget alert: test is above its threshold": "",
    "budget killswitch exceeded": "killswitch",
    "two spaces exceeded its budget": "two  spaces",
    "R&amp;D &lt;eu&gt; exceeded its budget": "R&D <eu>",
    "<mailto:team@example.com|team@example.com> exceeded its budget": "team@example.com",
    "harbour and tide-tables: forecast above budget": "tide-tables",
    # A name of words that every alert holds must be declared.
    "Cost budget alert: threshold exceeded": "",
    "Monthly cost is above its budget's threshold": "",
    # A name of plain words far from an alert's.
    f"killswitch deployed. {'.' * 100} The budget's alert threshold is unchanged": "",
    f"tide-tables deployed. {'.' * 100} The budget's alert threshold is exceeded": "tide-tables",
    # The word comes from the name alone.
    "Test Budget deployed, see the alert dashboard": "",
    "Test Budget alert: threshold exceeded": "Test Budget",
}


@pytest.mark.parametrize("text", FREE)
def test_free_words(text: str) -> None:
    assert budgets_announced((text,), NAMES) == ((FREE[text],) if FREE[text] else ())


NOT_ALERTS = [
    "",
    "Deployed tide-tables to production",
    "Alarm: tide-tables CPU exceeded its threshold",
    "The budget of tide-tables is $100 a month",
    "SNS Topic Verified! AWS Budgets will send the alerts of tide-tables",
    failure("tide-tables"),
    slack(failure("tide-tables")),
    "AWS Budgets: my-tide-tables-2 has exceeded your alert threshold",
]


@pytest.mark.parametrize("text", NOT_ALERTS, ids=range(len(NOT_ALERTS)))
def test_leaves_everything_else_alone(text: str) -> None:
    assert budgets_announced((text,), NAMES) == ()


@pytest.mark.parametrize("unknown", ["harbour lights", "Test Budgets", "tide-tables-2", "Test, x"])
def test_a_budget_that_is_not_known_is_not_taken_for_another(unknown: str) -> None:
    said = replace(SAID, name=unknown)
    footer = "account tide-tables"
    assert budgets_announced((said.subject, said.body, footer), NAMES) == ()
    assert budgets_announced((said.subject, footer), NAMES) == ()


def test_a_name_that_was_cut_off_declares_nothing() -> None:
    texts = ("Budget alert\nBudget Name: tide-tab…\n", "threshold of tide-tables exceeded")
    assert budgets_announced(texts, NAMES) == ("tide-tables",)


def test_several_only_where_the_post_declares_them() -> None:
    both = (SAID.block, replace(SAID, name="tide-tables").block)
    assert budgets_announced(both, NAMES) == (NAME, "tide-tables")
    assert budgets_announced((*both, *both), NAMES) == (NAME, "tide-tables")
    named = ("budgets tide-tables and harbour-lights exceeded",)
    assert budgets_announced(named, NAMES) == (NAME,)


def test_without_known_names() -> None:
    assert budgets_announced((SAID.body,), ()) == ()
    assert budgets_announced((), NAMES) == ()


ODD = {"plain": " ", "no-break": "\u00a0", "narrow": "\u202f", "with unseen": " \u200b"}


@pytest.mark.parametrize("blank", ODD)
@pytest.mark.parametrize("name", ["Test Budget", "two  spaces", NAME, "R&D <eu>"])
def test_odd_blanks_anywhere_in_it(blank: str, name: str) -> None:
    said = replace(SAID, name=name)
    for text in (said.subject, said.body, said.mail, said.block):
        texts = ("AWS Budgets alert", slack(text.replace(" ", ODD[blank])))
        assert budgets_announced(texts, NAMES) == (name,), text


def test_of_two_that_read_alike_the_one_that_is_written_so() -> None:
    names = {"cost all", "cost\u00a0all"}
    for name in sorted(names):
        said = replace(SAID, name=name)
        assert budgets_announced((said.subject, said.body), names) == (name,)
        assert budgets_announced((f"budget {name}, id 7, exceeded its alert",), names) == (name,)
    odd = replace(SAID, name="cost  all")
    assert budgets_announced((odd.body,), names) == ()
    assert budgets_announced(("budget cost  all, id 7, exceeded its alert",), names) == ()


@pytest.mark.parametrize("text", [SAID.body, SAID.block, SAID.subject, SAID.mail])
@pytest.mark.parametrize("of", ["tide-tables", NAME])
def test_an_alert_beside_a_failure_mail(text: str, of: str) -> None:
    mail = failure(of)
    for said in (f"{mail}\n{text}", f"{text}\n{mail}", f"{mail}\n{text}\n{mail}"):
        assert budgets_announced((slack(said),), NAMES) == (NAME,)


@pytest.mark.parametrize("remark", ["", "tide-tables again!", "The alert of tide-tables: exceeded"])
def test_nothing_but_a_declared_alert_counts_beside_a_failure_mail(remark: str) -> None:
    for said in (f"{failure('tide-tables')}\n{remark}", f"{remark}\n{failure('tide-tables')}"):
        assert budgets_announced((slack(said),), NAMES) == ()
    anomaly = "Cost Anomaly Detection: we were unable to publish to your SNS topic"
    assert budgets_announced((f"{anomaly}\n{remark}",), NAMES) == ()


WORDS = [
    *sorted(NAMES),
    "AWS Budgets:",
    "Budget Name:",
    "exceeded",
    "budget",
    "alert",
    "\n",
    "|",
    "*",
]


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=30))
def test_never_raises_and_gives_known_names_that_stand_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    found = budgets_announced((text,), NAMES)
    assert set(found) <= NAMES and len(set(found)) == len(found)
    assert all(name.split()[0] in text for name in found)


@given(st.text(max_size=50), st.text(max_size=50))
def test_nothing_is_found_in_text_without_a_known_name(before: str, after: str) -> None:
    text = f"{before} AWS Budgets alert: threshold exceeded {after}"
    assert budgets_announced((text,), {"no-such-name-in-it"}) == ()
