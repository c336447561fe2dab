"""What the tests read instead of `http.client`'s headers is what that one reads."""

from __future__ import annotations

import http.client
from http.client import HTTPMessage
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plain_headers import PARSE, plain_headers

LINES = st.one_of(
    st.sampled_from(
        [
            b"Content-Type: application/x-amz-json-1.0\r\n",
            b"content-length:12\r\n",
            b"X-Empty:\r\n",
            b"X-Blanks: \t a b \t\r\n",
            b"Set-Cookie: a=1; b=2\r\n",
            b"Set-Cookie: a=2\r\n",
            b" folded\r\n",
            b"X-Bare: a\rb\r\n",
            b"X-Line: ends so\n",
            b"X-High: \xe4\x85\r\n",
            b"no colon\r\n",
            b": no name\r\n",
            b"X Blank: in its name\r\n",
        ]
    ),
    st.binary(max_size=12).filter(lambda some: some.strip()).map(lambda some: some + b"\r\n"),
    st.from_regex(rb"[A-Za-z-]+:[ -~\t\x80-\xff]*\r\n", fullmatch=True),
)


@given(st.lists(LINES, max_size=5))
def test_it_is_what_the_parser_of_mails_reads(lines: list[bytes]) -> None:
    wire = b"".join(lines) + b"\r\n{body}"
    ours, theirs = BytesIO(wire), BytesIO(wire)
    read, expected = plain_headers(ours), PARSE(theirs, HTTPMessage)
    assert read.items() == expected.items()
    assert list(map(type, read.defects)) == list(map(type, expected.defects))
    assert ours.read() == theirs.read()


def test_too_long_a_line_is_refused_as_ever() -> None:
    with pytest.raises(http.client.LineTooLong):
        plain_headers(BytesIO(b"X: " + b"a" * 70_000 + b"\r\n\r\n"))
