"""Any text at all is edited or refused: nothing that somebody wrote ends in an error."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.core.sources import CannotEdit, Edit, Hints, edited
from tests.core.sources.corpus import EVERY
from tests.core.sources.plans import ALIAS, SID, on_key, on_topic

HINTS = Hints(aliases=(ALIAS,))
TEXTS = {f"{case.name}/{path}": text for case in EVERY for path, text in case.files.items()}
ODD = ["{", "}", "[", "]", '"', "'", "\\", "${", "%{", "<<EOF\n", "/*", "#", "\n", "\r", "\t", "\0"]
ODD += [
    "\ufeff",
    "&x ",
    "*x ",
    "!Sub ",
    "? ",
    "- ",
    ": ",
    "|\n",
    ",",
    "=",
    "for ",
    "\\UFFFFFFFF",
    "...",
]


def stands(path: str, text: str) -> None:
    """Each outcome is one of the two, and an edit keeps what was there."""
    for change in (on_topic(), on_key()):
        found = edited({path: text}, change, HINTS)
        if isinstance(found, CannotEdit):
            assert found.why
            continue
        assert isinstance(found, Edit)
        assert found.before == text
        assert len(found.after) > len(text)
        assert found.after.count(SID) == text.count(SID) + 1


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), name=st.sampled_from(sorted(TEXTS)))
def test_a_file_that_was_cut_and_patched(data: st.DataObject, name: str) -> None:
    text = TEXTS[name]
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 12)))
        text = text[:start] + data.draw(st.sampled_from(["", *ODD])) + text[end:]
    stands(name.rpartition("/")[2], text)


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(["a.tf", "a.tfvars", "a.yaml", "a.json", "a.tf.json"]),
    text=st.lists(
        st.sampled_from(
            [*ODD, "AWS::SNS::Topic", "aws_sns_topic", "budget-alerts", "Resources", " x"]
        )
    ).map("".join),
)
@example(name="a.tf", text="aws_sns_topic" + "{" * 5000)
@example(name="a.tf", text='aws_sns_topic "a" {\n name = "' + "${" * 5000)
@example(name="a.tf", text="aws_sns_topic = " + "[" * 50 + "]" * 50)
@example(name="a.json", text='{"AWS::SNS::Topic":' + "[" * 5000)
@example(name="a.yaml", text="AWS::SNS::Topic: " + "[" * 2000)
@example(name="a.yaml", text="AWS::SNS::Topic: 1\nResources: [1]\n")
@example(name="a.yaml", text="Resources: {A: {Type: AWS::SNS::Topic, Properties: [x]}}\n")
@example(
    name="a.yaml", text="Resources: {A: {Type: 'AWS::SNS::Topic', Properties: {TopicName: [x]}}}"
)
def test_no_file_at_all(name: str, text: str) -> None:
    stands(name, text)
