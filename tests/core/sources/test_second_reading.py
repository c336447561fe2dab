"""Read by somebody else: nothing but our statement is new, and blocks stand where ours says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import hcl2
import pytest
from lark import Tree

from bot.core.iac.cloudformation.text import parse as read_template
from bot.core.policy.edit import same_statement
from bot.core.sources import Shape
from bot.core.sources.hcl import Block, Body, parse
from tests.core.sources.corpus import TERRAFORM
from tests.core.sources.plans import SID
from tests.core.sources.test_corpus import EACH, EDITED, edit

HCL = [n for n in EDITED if EACH[n][2] in {Shape.POLICY_DOCUMENT, Shape.JSONENCODE, Shape.HEREDOC}]
UNREAD = {"terraform/unreadable.tf", "terraform/unclosed.tf"}
FILES = {
    f"{case.name}/{path}": text
    for case in TERRAFORM
    for path, text in case.files.items()
    if path.endswith((".tf", ".tofu")) and case.name not in UNREAD
}


def new(before: Any, after: Any, where: str = "") -> Iterator[tuple[str, Any]]:
    """Each thing in which two readings differ, with the way to it."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in {**before, **after}:
            yield from new(before.get(name), after.get(name), f"{where}/{name}")
    elif isinstance(before, list) and isinstance(after, list) and after[: len(before)] == before:
        yield from ((where, one) for one in after[len(before) :])
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            yield from new(one, other, where)
    elif before != after:
        yield where, after


def read(text: str) -> object:
    """As python-hcl2 does, without comments, which it moves."""
    options = hcl2.SerializationOptions(with_comments=False)
    return hcl2.loads(text.removeprefix("\ufeff"), serialization_options=options)


@pytest.mark.parametrize("name", HCL)
def test_python_hcl2_sees_nothing_else_in_the_new_file(name: str) -> None:
    found = edit(name)
    (one,) = new(read(found.before), read(found.after))
    where, said = one
    assert SID in str(said)
    if EACH[name][2] is Shape.POLICY_DOCUMENT:
        assert where.endswith("/statement")
        statements: list[dict[str, object]] = said if isinstance(said, list) else [said]
        assert [one["sid"] for one in statements] == [f'"{SID}"']


@pytest.mark.parametrize("name", [n for n in EDITED if EACH[n][2] is Shape.CLOUDFORMATION])
def test_plan_sees_nothing_else_in_the_new_template(name: str) -> None:
    found, plan = edit(name), EACH[name][1]
    (one,) = new(read_template(found.before).tree, read_template(found.after).tree)
    where, said = one
    assert where.endswith("/Statement")
    assert isinstance(said, dict)
    ours = json.loads(plan.statement)
    topic = {**ours, "Resource": said["Resource"]}
    named = (ours["Resource"], {"Ref": "Alerts"}, {"Fn::Sub": "${Alerts}"})
    assert said["Resource"] in named
    assert same_statement(said, topic)


@pytest.mark.parametrize("name", FILES)
def test_blocks_stand_where_python_hcl2_finds_them(name: str) -> None:
    text = FILES[name].removeprefix("\ufeff")
    assert sorted(_ours(parse(text))) == sorted(_theirs(hcl2.parses_to_tree(text)))


def _ours(body: Body) -> Iterator[tuple[int, int, str]]:
    for one in body.items:
        if isinstance(one, Block):
            yield one.start, one.end, one.type
            yield from _ours(one.body)


def _theirs(tree: Tree[object]) -> Iterator[tuple[int, int, str]]:
    for one in tree.iter_subtrees():
        if one.data == "block":
            head = next(token for token in one.scan_values(lambda _: True))
            yield int(one.meta.start_pos), int(one.meta.end_pos), str(head)
