"""What the words behind the command mean."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.ask import Ask, Keyword, parse, unescape
from bot.core.names import flat
from bot.core.senders import sender_by
from bot.core.subject_option import SubjectOption
from bot.errors import UsageError

UNDERSTOOD = {
    "": Ask(""),
    "   ": Ask(""),
    "cost-all": Ask("cost-all"),
    "  My EC2 budget ": Ask("My EC2 budget"),
    "two  spaces": Ask("two  spaces"),
    "R&amp;D &lt;x&gt;": Ask("R&D <x>"),
    "&amp;lt;": Ask("&lt;"),
    '"help"': Ask("help", forced=True),
    "“log”": Ask("log", forced=True),
    "”log“": Ask("log", forced=True),
    "‘it’": Ask("it", forced=True),
    '" padded "': Ask(" padded ", forced=True),
    "Bob's budget": Ask("Bob's budget"),
    '12" discs': Ask('12" discs'),
    '""x""': Ask('"x"', forced=True),
    '"': Ask('"'),
    "x account:111111111111": Ask("x", account="111111111111"),
    "account:111111111111 my budget": Ask("my budget", account="111111111111"),
    "x ACCOUNT: 111111111111": Ask("x", account="111111111111"),
    "x account:“the main one”": Ask("x", account="the main one"),
    '"help" account:1': Ask("help", forced=True, account="1"),
    "account:1": Ask("", account="1"),
    "日本 100%/月": Ask("日本 100%/月"),
    "&lt;!channel&gt;": Ask("<!channel>"),
    # Odd blanks stay in a name, for a budget may have them; nothing else has.
    "cost\u00a0all": Ask("cost\u00a0all"),
    "cost all\u00a0": Ask("cost all\u00a0"),
    "\u200bcost all": Ask("\u200bcost all"),
    "\u00a0 \u200b": Ask(""),
    '\u200b"help"\u00a0': Ask("help", forced=True),
    '"cost all\u00a0"': Ask("cost all\u00a0", forced=True),
    "x account:111111111111\u200b": Ask("x", account="111111111111"),
    "x account:\u00a0111111111111": Ask("x", account="111111111111"),
    "x account:“the\u00a0main one”": Ask("x", account="the main one"),
    "topic:alerts": Ask("alerts", subject=SubjectOption(None, "alerts")),
    "alarm:High CPU account:1": Ask(
        "High CPU", account="1", subject=SubjectOption(sender_by("alarm"), "High CPU")
    ),
    "alarm:x region:EU-west-1": Ask(
        "x", subject=SubjectOption(sender_by("alarm"), "x"), region="eu-west-1"
    ),
    'trail:"audit"': Ask("audit", forced=True, subject=SubjectOption(sender_by("trail"), "audit")),
    "config:": Ask("", subject=SubjectOption(sender_by("config"), "")),
    "topic:help": Ask("help", subject=SubjectOption(None, "help")),
    "x" * 100 + "\u200b\u00a0": Ask("x" * 100 + "\u200b\u00a0"),
}


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_understands(text: str) -> None:
    assert parse(text) == UNDERSTOOD[text]


REFUSED = {
    "x account:": "account: is empty",
    'x account:""': "account: is empty",
    "account:1 account:2": "given twice",
    "x region:eu": "no colon",
    "arn:aws:budgets::1:budget/x": "no colon",
    "x" * 101: "101 characters",
    '""': "quotes is empty",
    "“ ”": "quotes is empty",
    "“\u200b\u00a0”": "quotes is empty",
    "alarm:": "needs the name or the ARN of the alarm",
    "topic:x region:": "region: is empty",
    "topic:x region:a region:b": "region: is given twice",
    "log since:monday x:y": "no colon",
    "since:monday": "no colon",
    "log " + "x" * 101: "101 characters",
    "x account:\u200b": "account: is empty",
}


@pytest.mark.parametrize("text", REFUSED)
def test_refuses(text: str) -> None:
    with pytest.raises(UsageError, match=REFUSED[text]):
        parse(text)


WORDS = {
    "help": Keyword.HELP,
    "broken": Keyword.BROKEN,
    "What is broken?": Keyword.BROKEN,
    "what’s broken": Keyword.BROKEN,
    "at-risk": Keyword.AT_RISK,
    "at risk": Keyword.AT_RISK,
    '"broken"': None,
    "broken budget": None,
    "what is broken-budget": None,
    "HELP": Keyword.HELP,
    "log": Keyword.LOG,
    "Log cost": Keyword.LOG,
    '"help"': None,
    "help desk": None,
    "logs": None,
    "": None,
    "cost": None,
    "help\u200b": Keyword.HELP,
    "\u00a0help": Keyword.HELP,
    "log\u00a0cost": Keyword.LOG,
    "help\u00a0desk": None,
}


@pytest.mark.parametrize("text", WORDS)
def test_words_of_ours(text: str) -> None:
    assert parse(text).word is WORDS[text]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("log", ""),
        ("log cost all", "cost all"),
        ("log  cost", "cost"),
        ("log\u00a0cost\u00a0all", "cost\u00a0all"),
        ('log "cost all\u00a0"', '"cost all\u00a0"'),
        ("log @mina since:2026-11-01", "@mina since:2026-11-01"),
        ("log since: monday " + "x" * 100, "since: monday " + "x" * 100),
        ("log \u200b", ""),
    ],
)
def test_what_follows_a_word_of_ours(text: str, about: str) -> None:
    assert parse(text).about == about


@settings(deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_characters=":\\"), min_size=1, max_size=100))
def test_a_quoted_name_comes_through_whatever_it_is(name: str) -> None:
    escaped = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if flat(name):
        assert parse(f'"{escaped}"') == Ask(name, forced=True)


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=300))
def test_any_text_is_understood_or_refused_with_a_sentence(text: str) -> None:
    try:
        parse(text)
    except UsageError as error:
        assert str(error).endswith(".")


@settings(deadline=None, derandomize=True)
@given(st.text())
def test_unescaping_undoes_what_slack_does(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert unescape(escaped) == text
