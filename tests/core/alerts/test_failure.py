"""AWS's failure mail: mailed, forwarded, pasted, quoted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.alerts.failure import Failure, failure_of
from bot.core.senders import BUDGETS, COST_ANOMALY
from tests.core.alerts.texts import ACCOUNT, TOPIC, failure, slack

FOUND = Failure(BUDGETS.id, "harbour-lights", TOPIC)


def quoted(text: str, mark: str) -> str:
    return "\n".join(f"{mark}{line}" for line in text.split("\n"))


def wrapped(text: str, end: str = "\n") -> str:
    return text.replace(" budget on", f"{end}budget on").replace("topic: ", f"topic:{end}")


GUISES = {
    "mail": failure(),
    "pasted": slack(failure()),
    "CRLF": failure().replace("\n", "\r\n"),
    "quoted": slack(quoted(failure(), "> ")),
    "quoted by Slack": quoted(slack(failure()), "&gt; "),
    "quoted twice": quoted(slack(failure()), "&gt;&gt; "),
    "wrapped": slack(wrapped(failure())),
    "wrapped in a quote": slack(quoted(wrapped(failure()), "> ")),
    "every word a line": slack(failure().replace(" ", "\n")),
    "bullets": quoted(slack(failure()), "• "),
    "bold outside": slack(failure()).replace("&lt;harbour-lights&gt;", "*&lt;harbour-lights&gt;*"),
    "bold inside": slack(failure()).replace("harbour-lights", "*harbour-lights*"),
    "code": slack(failure()).replace("&lt;harbour-lights&gt;", "`&lt;harbour-lights&gt;`"),
    "brackets lost": failure().replace("<", "").replace(">", ""),
    "bold topic": slack(failure()).replace(TOPIC, f"*{TOPIC}*"),
    "linked": slack(failure()).replace("here.", "<https://docs.aws.amazon.com/x?a=b&amp;c|here>."),
    "linked topic": slack(failure()).replace(TOPIC, f"<http://arn.example|{TOPIC}>"),
    "with a mail's head": "Subject: AWS Budgets\nFrom: <mailto:b@costalerts.amazonaws.com|b>"
    + "\n\n"
    + slack(failure()),
    "with a question around it": f"what is this? :thinking:\n&gt; {slack(failure())}\nanyone?",
}


@pytest.mark.parametrize("guise", GUISES)
def test_names_budget_and_topic(guise: str) -> None:
    assert failure_of(GUISES[guise]) == FOUND


def test_the_account_is_the_topics() -> None:
    assert FOUND.account == ACCOUNT
    assert Failure(BUDGETS.id).account == ""


NAMES = [
    *(
        "Quarterly Ferry Budget",
        "two  spaces",
        "R&D",
        "a<b>c",
        "部門別の予算",
        "*half bold",
        "x" * 100,
    ),
    *("budget on the moon", "status of your budget", "_private", "a&lt;b"),
]


@pytest.mark.parametrize("name", NAMES)
def test_names(name: str) -> None:
    found = failure_of(slack(failure(name)))
    assert found and found.budget == name


@pytest.mark.parametrize(
    "name", ["cost\u00a0all", "cost\u3000all ", " cost all", "a\u200bb", "cost\u202fall\u00a0"]
)
def test_odd_blanks_in_its_brackets_are_the_names_own(name: str) -> None:
    found = failure_of(slack(failure(name)))
    assert found and found.budget == name


WRAPS = ["<\ncost all>", "<cost all\n>", "<cost\nall>", "<cost \n all>", "\u00a0<cost all>\u200b"]


@pytest.mark.parametrize("told", WRAPS)
def test_a_wrap_is_no_part_of_the_name(told: str) -> None:
    found = failure_of(failure().replace("<harbour-lights>", told))
    assert found and found.budget == "cost all"


def test_a_name_that_odd_characters_make_too_long_is_read_without_them() -> None:
    found = failure_of(failure("x" * 100 + "\u200b"))
    assert found and found.budget == "x" * 100


WRAPPED = {
    "within its brackets": TOPIC.replace("money_", "money_\n"),
    "after a colon": TOPIC.replace("sns:", "sns:\r\n"),
    "quoted": TOPIC.replace("sns:", "sns:\n> "),
    "with zero-width spaces": TOPIC.replace(":", ":\u200b").replace("_", "_\u200b"),
}


@pytest.mark.parametrize("how", WRAPPED)
def test_a_topic_that_a_mail_client_wrapped(how: str) -> None:
    assert failure_of(slack(failure(topic=WRAPPED[how]))) == FOUND


def test_the_arn_of_a_subscription_is_no_topic() -> None:
    link = f"https://sns.eu-central-1.amazonaws.com/?SubscriptionArn={TOPIC}:0a1b2c3d-4e5f-6789"
    text = f"We were unable to publish to your SNS topic. {link}"
    assert failure_of(text) == Failure(COST_ANOMALY.id)


@pytest.mark.parametrize(
    ("name", "linked"),
    [
        ("team@example.com", "<mailto:team@example.com|team@example.com>"),
        ("example.com", "<http://example.com|example.com>"),
    ],
)
def test_names_that_slack_links(name: str, linked: str) -> None:
    found = failure_of(slack(failure(name)).replace(name, linked))
    assert found and found.budget == name


@pytest.mark.parametrize("name", ["", " ", "\u00a0", "\u200b", "a:b", "a\\b", "x" * 101])
def test_what_no_budget_can_be_called_is_no_name(name: str) -> None:
    assert failure_of(failure(name)) == Failure(BUDGETS.id, "", TOPIC)


@pytest.mark.parametrize(
    "topic",
    [
        "arn:aws:sns:us-east-1:444455556666:a.fifo",
        "arn:aws-cn:sns:cn-north-1:444455556666:Alerts-2",
        "arn:aws:sns:ap-northeast-1:444455556666:under_score",
    ],
)
def test_topics(topic: str) -> None:
    found = failure_of(slack(failure(topic=topic)))
    assert found and (found.topic, found.account) == (topic, "444455556666")


EXCERPTS = {
    "Sorry, we are unable to successfully publish to this SNS topic at this time.": "budgets",
    "we are unable to successfully publish to this SNS topic... if you do not adjust your SNS "
    "topic permissions, it is likely that budget notifications will not be sent to your SNS topic "
    "subscribers.": "budgets",
    "AWS mails: We were unable to publish to your SNS topic": "cost-anomaly",
    "AWS Cost Anomaly Detection is unable to publish to this SNS topic": "cost-anomaly",
}


@pytest.mark.parametrize("text", EXCERPTS)
def test_excerpts_are_recognised_by_their_phrase(text: str) -> None:
    assert failure_of(text) == Failure(EXCERPTS[text])


def test_cost_anomaly_names_its_topic_and_no_budget() -> None:
    text = f"We were unable to publish to your SNS topic &lt;{TOPIC}&gt; (Cost Anomaly Detection)"
    assert failure_of(text) == Failure(COST_ANOMALY.id, "", TOPIC)


def test_a_budget_called_anomaly_is_a_budget() -> None:
    assert failure_of(failure("anomaly")) == Failure(BUDGETS.id, "anomaly", TOPIC)


@pytest.mark.parametrize("text", ["", "hello", "My budget is broken", slack(TOPIC)])
def test_anything_else_is_none(text: str) -> None:
    assert failure_of(text) is None


PIECES = [
    *slack(failure()).split(" "),
    *failure().split(" "),
    " ",
    "\n",
    "*",
    "&gt;",
    "<http://a|b>",
]


@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=80).map(" ".join))
def test_never_raises(text: str) -> None:
    found = failure_of(f"{text} unable to successfully publish to this SNS topic {text}")
    assert found and len(found.budget) <= 100
