"""What is checked, as one text that is kept and read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.reference import Reference, called, of_subject, of_topic, reference_of, topic_in
from bot.core.senders import all_senders, sender_by
from tests.core.build import ACCOUNT, TOPIC, sender, subject

ALARM = f"arn:aws:cloudwatch:eu-west-1:{ACCOUNT}:alarm:load: high/low"
WRITTEN = {
    f"alarm:{ALARM}": (Reference(sender_by("alarm"), ALARM), "alarm load: high/low"),
    "alarm:eu-west-1:load: high": (
        Reference(sender_by("alarm"), "load: high", "eu-west-1"),
        "alarm load: high",
    ),
    "trail::audit": (Reference(sender_by("trail"), "audit"), "trail audit"),
    "config:eu-west-1:": (Reference(sender_by("config"), "", "eu-west-1"), "delivery channel"),
    f"topic:{TOPIC}": (Reference(None, TOPIC), f"topic {TOPIC.rpartition(':')[2]}"),
    "topic::alerts": (Reference(None, "alerts"), "topic alerts"),
}


@pytest.mark.parametrize("text", WRITTEN)
def test_it_is_read_back(text: str) -> None:
    reference, shown = WRITTEN[text]
    assert reference_of(text) == reference and reference.text == text
    assert called(text) == shown


@pytest.mark.parametrize("name", ["cost-all", "alarm", "alarm x", "lorem:ipsum", ":x", ""])
def test_anything_else_is_a_budgets_name(name: str) -> None:
    assert reference_of(name) is None and called(name) == name


OPTIONS = [one for one in all_senders() if one.option]


@given(
    st.sampled_from(OPTIONS),
    st.text(max_size=30).filter(lambda name: not name.startswith("arn:")),
    st.from_regex(r"[a-z0-9-]{0,12}", fullmatch=True),
)
def test_no_name_is_lost(of: object, name: str, region: str) -> None:
    made = Reference(of, name, region)  # type: ignore[arg-type]
    if region != "arn":
        assert reference_of(made.text) == made


def test_a_subject_stands_by_its_arn_else_by_its_region_and_name() -> None:
    assert of_subject(subject(sender("alarm"), arn=ALARM)) == f"alarm:{ALARM}"
    channel = subject(sender("config"), name="default", arn="")
    assert of_subject(channel) == f"config:{channel.region}:default"


def test_a_topic_is_told_from_all_else() -> None:
    assert topic_in(of_topic(TOPIC)) == TOPIC
    assert [topic_in(one) for one in ("cost", "topic::alerts", f"alarm:{ALARM}")] == [""] * 3
