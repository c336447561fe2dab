"""The answer to each scenario: short enough to be read, in plain words, and true to the report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.core.findings import Report, Status
from bot.slack.render.answer import answer
from bot.slack.render.fix_buttons import FixButtons, topics_of
from bot.slack.render.message import Message
from tests.slack.render.limits import check_message, walk

MOST_WORDS = 70
_DATE = re.compile(r"<!date\^[^|]*\|[^>]*>")


def drawn(report: Report) -> Message:
    """The answer with every button that it can have."""
    buttons = FixButtons("a" * 32, topics_of(report), tickets=True)
    return answer(report, "a" * 32, buttons=buttons)


def words_of(message: Message) -> list[str]:
    """The words that a person sees: those in a closed menu are not among them. A date is two."""
    return [word for block in message.blocks for word in _words(block)]


def _words(block: Mapping[str, object]) -> Iterator[str]:
    closed = [option for o in walk(block) for option in walk(o.get("options"))]
    texts = [
        str(o["text"]) for o in walk(block) if isinstance(o.get("text"), str) and o not in closed
    ]
    yield from re.findall(r"[\w'%/.-]*\w[\w'%/.-]*", _DATE.sub("Nov 12:00", "\x00".join(texts)))


def broken_topics(report: Report) -> set[str | None]:
    return {path.topic for path in report.paths if path.verdict is not Status.OK}


def test_one_broken_topic_is_told_in_70_words(reports: Mapping[str, Report]) -> None:
    counted = {
        name: len(words_of(drawn(report)))
        for name, report in reports.items()
        if len(broken_topics(report)) == 1
    }
    assert len(counted) > 50
    assert {name: count for name, count in counted.items() if count > MOST_WORDS} == {}


def test_every_answer_is_one_that_slack_takes(reports: Mapping[str, Report]) -> None:
    for report in reports.values():
        check_message(drawn(report))


def test_no_code_and_no_capitals_of_a_status_are_in_it(reports: Mapping[str, Report]) -> None:
    for name, report in reports.items():
        said = " ".join(words_of(drawn(report)))
        for finding in report.findings:
            assert finding.code not in said, name
        for status in Status:
            assert status is Status.OK or status.value not in said, (name, said)
