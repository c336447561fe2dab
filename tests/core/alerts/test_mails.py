"""Several failure mails in one text."""

from __future__ import annotations

import pytest

from bot.core.alerts.failure import Failure
from bot.core.alerts.mails import failures_of

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


def test_many_beginnings_take_no_long() -> None:
    assert failures_of("You requested that we notify you " * 20_000) == ()
