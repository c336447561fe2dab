"""Whatever stands in a policy or a filter comes out of the HCL as it went in, and as text alone."""

from __future__ import annotations

import json
import re

import pytest

from bot.core.model.subscription import SubscriptionAttributes
from tests.core.build import subscription, with_subscriptions
from tests.core.tickets.snippets.test_snippets import back

HOSTILE = (
    *('${file("/etc/passwd")}', "$${x}", "$$${x}", "%{if true}a%{endif}", "%%{x}", "$%{${x}"),
    *('"}\nresource "aws_iam_user" "evil" {', "a\\", "\\${x}", "*/ # // <<EOT\nx\nEOT"),
    *("\u2028\u202e", "\x00\x7f", "\U0001f4b8 é ²", "\r\n\t"),
)
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", '"': '"', "\\": "\\"}
TOKEN = re.compile(
    r"(?P<template>\$\$\{|%%\{)|\\u(?P<four>[0-9a-f]{4})|\\U(?P<eight>[0-9a-f]{8})"
    r"|\\(?P<escape>.)|(?P<opens>\$\{|%\{|\"|\n)|(?P<plain>.)"
)


def read_as_hcl(text: str) -> str:
    """A quoted template of HCL that is nothing but text.

    https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#quoted-template
    """
    assert text[0] == text[-1] == '"'
    found = ""
    for token in TOKEN.finditer(text[1:-1]):
        assert not token["opens"], f"{token[0]!r} ends the text"
        code = token["four"] or token["eight"]
        assert not (code and 0xD800 <= int(code, 16) < 0xE000), "Terraform refuses half a pair"
        escape = ESCAPES[token["escape"]] if token["escape"] else ""
        template = token["template"][1:] if token["template"] else ""
        found += template or escape or (chr(int(code, 16)) if code else token["plain"])
    return found


@pytest.mark.parametrize("text", HOSTILE)
def test_it_is_text_and_the_same(text: str) -> None:
    policy = json.dumps({"a": [text]}, ensure_ascii=False)
    filtered = with_subscriptions(subscription(attributes=SubscriptionAttributes(policy)))
    hcl, _ = back("remove-filter", filtered)
    *comments, line = hcl.split("\n")
    assert all(one.startswith("# ") for one in comments)
    assert read_as_hcl(line.removeprefix("filter_policy = ")) == policy
