"""Several failure mails in one text."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.alerts.failure import Failure
from bot.core.alerts.mails import failures_of, without_mails
from bot.core.alerts.plain import plain
from tests.core.alerts.texts import Said, slack
from tests.core.alerts.texts import failure as failure_mail

ARN = "arn:aws:sns:eu-west-1:111111111111:"
MAIL = (
    "You requested that we notify you regarding the status of your <{0}> budget on the following "
    f"SNS topic: <{ARN}{{0}}>.\n\nUnfortunately, we are unable to successfully publish to this "
    "SNS topic at this time.\n"
)


def failure(name: str) -> Failure:
    return Failure("budgets", name, f"{ARN}{name}")


def test_each_mail_once_in_reading_order() -> None:
    text = MAIL.format("b") + "\n-- \n" + MAIL.format("a") + MAIL.format("b")
    assert failures_of(text) == (failure("b"), failure("a"))


def test_what_stands_before_the_first_is_none() -> None:
    assert failures_of("FYI, see below\n\n" + MAIL.format("a")) == (failure("a"),)


@pytest.mark.parametrize("between", ["\n", "*", "\n> ", "  "])
def test_whatever_a_mail_client_puts_between_the_words(between: str) -> None:
    mail = MAIL.format("a").replace("You requested that", f"You requested{between}that", 1)
    assert failures_of(mail + mail.replace("<a>", "<b>")) == (
        failure("a"),
        Failure("budgets", "b", f"{ARN}a"),
    )


def test_a_repetition_that_says_less_is_left_out() -> None:
    bare = "we are unable to successfully publish to this SNS topic"
    cut = MAIL.format("a").partition(" on the following")[0] + bare
    assert failures_of(MAIL.format("a") + MAIL.format("a").replace(f"<{ARN}a>", "")) == (
        failure("a"),
    )
    assert failures_of(cut)[0].topic == ""


def test_an_excerpt_is_one_and_anything_else_none() -> None:
    assert failures_of("unable to publish to this SNS topic") == (Failure("budgets"),)
    assert failures_of("You requested that we notify you") == ()
    assert failures_of("") == ()


ANOMALY_TOPIC = f"{ARN}money-anomalies"
ANOMALY = Failure("cost-anomaly", "", ANOMALY_TOPIC)
# Its full text is published nowhere: what is known is the phrase, and that it names its topic.
ANOMALIES = {
    "a line": "AWS Cost Anomaly Detection: We were unable to publish to your SNS topic {}.\n",
    "topic first": "Your SNS topic: {}\n\nWe were unable to publish to your SNS topic.\n",
    "topic last": "We were unable to publish to your SNS topic.\n\nSNS topic: <{}>\n",
    "no name": "We were unable to publish to your SNS topic <{}>. Check its permissions.\n",
    "as Budgets words it": (
        "AWS Cost Anomaly Detection is unable to successfully publish to this SNS topic: {}.\n"
    ),
    "with a head": (
        "From: no-reply@costalerts.amazonaws.com\nSubject: Action required\n\nHello,\n\nYou have "
        "a subscription of AWS Cost Anomaly Detection. We were unable to publish to your SNS topic "
        "{}.\n\nThank you,\nAmazon Web Services\n"
    ),
}
BUDGETS_HEAD = (
    "From: budgets@costalerts.amazonaws.com\nSubject: Your SNS topic\n\nDear AWS Customer,\n\n"
)


def anomaly(how: str, topic: str = ANOMALY_TOPIC) -> str:
    return ANOMALIES[how].format(topic)


def quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


GUISES: dict[str, Callable[[str], str]] = {
    "plain": str,
    "pasted": slack,
    "quoted": lambda text: slack(quoted(text)),
    "quoted by Slack": lambda text: quoted(slack(text)).replace("> ", "&gt; "),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "twice": lambda text: slack(f"{text}\n{text}"),
    "no-break": lambda text: text.replace(" ", "\u00a0"),
}


@pytest.mark.parametrize("guise", GUISES)
@pytest.mark.parametrize("how", ANOMALIES)
@pytest.mark.parametrize("order", sorted(set(permutations("aab")) | {("a", "b"), ("b", "a")}))
@pytest.mark.parametrize("whole", [True, False])
def test_mails_of_both_senders_in_any_order(
    guise: str, how: str, order: tuple[str, ...], whole: bool
) -> None:
    """`a` is a mail of Budgets, each of another one, `b` the one of Cost Anomaly Detection."""
    names = iter(["tides", "ferries"])
    parts, expected = [], []
    for one in order:
        name = next(names) if one == "a" else ""
        mail = failure_mail(name, f"{ARN}{name}") if whole else MAIL.format(name)
        parts.append(mail if name else anomaly(how))
        expected.append(failure(name) if name else ANOMALY)
    assert failures_of(GUISES[guise]("\n".join(parts))) == tuple(expected)


@pytest.mark.parametrize("how", ANOMALIES)
@pytest.mark.parametrize("between", ["\n", "\n\n-- \n", f"\n{BUDGETS_HEAD}"])
def test_a_mail_of_budgets_with_its_head_beside_one_of_anomalies(how: str, between: str) -> None:
    mail = failure_mail("tides", f"{ARN}tides")
    assert failures_of(f"{anomaly(how)}{between}{mail}") == (ANOMALY, failure("tides"))
    text = f"{BUDGETS_HEAD}{mail}{between.partition('From')[0]}{anomaly(how)}"
    assert failures_of(text) == (failure("tides"), ANOMALY)


@pytest.mark.parametrize("sentences", range(1, 6))
def test_a_mail_of_budgets_that_was_cut_after_a_sentence(sentences: int) -> None:
    whole = failure_mail("tides", f"{ARN}tides").replace("\n\n", " ").split(". ")
    mail = ". ".join(whole[: sentences + 1])
    said = "We were unable to publish to your SNS topic."
    assert failures_of(f"{mail}.\n\n{said}") == (failure("tides"), Failure("cost-anomaly"))


@pytest.mark.parametrize("how", ANOMALIES)
def test_two_of_anomalies(how: str) -> None:
    both = anomaly(how, f"{ARN}one") + "\n" + anomaly(how, f"{ARN}two")
    assert failures_of(both) == tuple(
        Failure("cost-anomaly", "", f"{ARN}{n}") for n in ("one", "two")
    )


def test_one_topic_of_both_is_answered_for_both() -> None:
    text = MAIL.format("a") + anomaly("a line", f"{ARN}a") + anomaly("a line", "")
    assert failures_of(text) == (failure("a"), Failure("cost-anomaly", "", f"{ARN}a"))
    assert failures_of(MAIL.format("a") + anomaly("a line", "")) == (
        failure("a"),
        Failure("cost-anomaly"),
    )


@pytest.mark.parametrize("name", ["anomaly", "cost anomaly detection", "status of your budget"])
def test_a_budget_is_one_of_budgets_whatever_its_name_and_topic(name: str) -> None:
    mail = failure_mail(name, ANOMALY_TOPIC)
    assert failures_of(mail + MAIL.format("b")) == (
        Failure("budgets", name, ANOMALY_TOPIC),
        failure("b"),
    )


@pytest.mark.parametrize("alert", [Said().body, Said().block, Said().subject, Said().mail])
@pytest.mark.parametrize("how", ANOMALIES)
def test_an_alert_around_it_makes_nothing_of_budgets(how: str, alert: str) -> None:
    mail = failure_mail("tides", f"{ARN}tides")
    assert failures_of(f"{alert}\n{anomaly(how)}") == (ANOMALY,)
    assert failures_of(f"{anomaly(how)}\n{alert}") == (ANOMALY,)
    assert failures_of(f"{mail}\n{alert}\n{anomaly(how)}") == (failure("tides"), ANOMALY)
    assert failures_of(f"{anomaly(how)}\n{alert}\n{mail}") == (ANOMALY, failure("tides"))


def test_mails_that_lost_their_first_words() -> None:
    bare = "\n".join(MAIL.format(n).partition("regarding the ")[2] for n in "ab")
    assert failures_of(bare) == (failure("a"), failure("b"))


@pytest.mark.parametrize("how", ANOMALIES)
def test_a_mail_that_was_cut_before_its_phrase_is_its_own(how: str) -> None:
    cut = failure_mail("tides", f"{ARN}tides").partition("Unfortunately")[0]
    assert failures_of(f"{cut}\n{anomaly(how)}") == (failure("tides"), ANOMALY)
    assert failures_of(f"{cut}\n{MAIL.format('a')}") == (failure("tides"), failure("a"))


def test_a_remark_beside_a_mail_is_no_mail() -> None:
    text = MAIL.format("a") + "\nWhy is it unable to publish to this SNS topic?"
    assert failures_of(text) == (failure("a"),)


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "look at this",
        Said().body,
        Said().block,
        f"{Said().subject}\n{Said().body}",
        anomaly("a line"),
    ],
)
def test_the_rest_is_what_is_no_mail_of_budgets(rest: str) -> None:
    mail = failure_mail("tides", f"{ARN}tides")
    for text in (f"{mail}\n{rest}", f"{rest}\n{mail}", f"{mail}\n{rest}\n{mail}"):
        left = without_mails(text)
        assert " ".join(rest.split()) in " ".join(left.split())
        assert "tides" not in left and "budget notifications" not in left


PIECES = [
    *("You requested that we notify you ", "regarding the status of your ", "<a> "),
    *("budget on the ", "following SNS topic: ", f"<{ARN}a>", "AWS Budgets ", "Cost Anomaly "),
    *("we are unable to successfully publish to this SNS topic", f"{ARN}b"),
    *("We were unable to publish to your SNS topic ", "From: ", "Dear ", "> ", "&gt; ", "*"),
    *("\n", "\u00a0", "\u200b", "Budget Name: a\n"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text())
def test_never_raises_and_names_what_stands_in_the_text(text: str) -> None:
    for found in failures_of(text):
        assert len(found.budget) <= 100 and (not found.budget or "budget" in plain(text))
        assert found.topic in plain(text).replace("\u200b", "")
    without_mails(plain(text))


@given(st.permutations(["tides", "ferries", "", "quays"]), st.sampled_from(sorted(ANOMALIES)))
def test_whatever_the_order_each_is_found_with_its_own(names: list[str], how: str) -> None:
    mails = [failure_mail(n, f"{ARN}{n}") if n else anomaly(how) for n in names]
    expected = tuple(failure(n) if n else ANOMALY for n in names)
    assert failures_of(slack("\n\n".join(mails))) == expected


def test_many_beginnings_take_no_long() -> None:
    assert failures_of("You requested that we notify you " * 20_000) == ()
