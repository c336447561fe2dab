"""What other people wrote notifies nobody, links nothing, and is still what they wrote."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.tickets.section import escaped, fenced
from bot.rest.github.text import NOTHING, quiet, quiet_line

LOUD = re.compile(r"@\w|#\d|\bgh-\d|://|\bwww\.|\[skip ci\]", re.IGNORECASE)
TEXTS = st.text(st.sampled_from("@#$a1w.:/-`\\gGhH[]() \n") | st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("@here", f"@{NOTHING}here"),
        ("ask @acme/finance", f"ask @{NOTHING}acme/finance"),
        ("fixes #12", f"fixes #{NOTHING}12"),
        ("acme/infra#12", f"acme/infra#{NOTHING}12"),
        ("GH-12", f"GH-{NOTHING}12"),
        ("https://github.com/a/b/issues/1", f"https:{NOTHING}//github.com/a/b/issues/1"),
        ("www.example.com", f"www{NOTHING}.example.com"),
        ("monthly [skip ci] [CI skip]", f"monthly [{NOTHING}skip ci] [{NOTHING}CI skip]"),
        ("[no ci] [skip actions]", f"[{NOTHING}no ci] [{NOTHING}skip actions]"),
        ("$100 of $200", r"\$100 of \$200"),
        ("# 1, high-12, @ and a:b", "# 1, high-12, @ and a:b"),
    ],
)
def test_what_would_speak_is_quiet(given: str, shown: str) -> None:
    assert quiet(given) == shown


def test_code_and_our_own_link_stay_as_they_are() -> None:
    link = "[The conversation in Slack](https://acme.slack.com/archives/C1/p1?x=@a#1)"
    code = fenced("@here #1 $x https://a.example\n```\n@here\n```", "json")
    assert quiet(f"{link}\n\n{code}\n\n@here") == f"{link}\n\n{code}\n\n@{NOTHING}here"


def test_a_link_of_theirs_is_none() -> None:
    assert LOUD.search(quiet(escaped("[x](https://evil.example/@here)"))) is None


@given(TEXTS)
def test_nothing_of_theirs_speaks(text: str) -> None:
    assert LOUD.search(quiet(escaped(text))) is None
    assert LOUD.search(quiet_line(text)) is None


@given(TEXTS)
def test_what_people_read_is_what_was_written(text: str) -> None:
    assert quiet(escaped(text)).replace(NOTHING, "").replace("\\$", "$") == (
        escaped(text).replace(NOTHING, "").replace("\\$", "$")
    )


@given(TEXTS, TEXTS)
def test_code_is_the_same_byte_for_byte(before: str, code: str) -> None:
    whole = f"{escaped(before)}\n\n{fenced(code, 'json')}"
    assert quiet(whole).endswith(fenced(code, "json"))
