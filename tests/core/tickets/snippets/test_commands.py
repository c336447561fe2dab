"""A plan as commands: every write has one, and nothing in it is the shell's."""

from __future__ import annotations

import shlex

import pytest

from bot.aws.write import all_kinds
from bot.core.plan import NEW_KEY, Plan, Write
from bot.core.tickets.snippets import commands as module
from bot.core.tickets.snippets.commands import commands

TOPIC = "arn:aws:sns:eu-west-1:111111111111:t"


def plan(*writes: Write) -> Plan:
    return Plan("f", "t", "1", "b", TOPIC, TOPIC, writes, (), (), "", "", "", undoable=True)


def test_every_write_that_a_fix_can_make_has_a_command() -> None:
    assert set(module._OPTIONS) == {kind.action.partition(":")[2] for kind in all_kinds()}


@pytest.mark.parametrize("text", ["$(touch x)", "'; touch x; '", "`touch x`", "a\nb", '"', ""])
def test_what_is_written_stays_one_word(text: str) -> None:
    write = Write("sns:SetTopicAttributes", TOPIC, "Policy", "", text)
    words = shlex.split(commands(plan(write)))
    assert f"--attribute-value={text}" in words
    assert words[-1] == "--region=eu-west-1"


def test_the_new_key_is_filled_in_by_the_shell_and_must_be_there() -> None:
    write = Write("sns:SetTopicAttributes", TOPIC, "KmsMasterKeyId", "", NEW_KEY)
    assert '--attribute-value="${NEW_KEY:?}"' in commands(plan(write))
