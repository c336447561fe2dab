"""The same files in other spaces, comments and line ends: the same edit, and no other byte."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.sources import Edit, Hints, Shape, edited
from bot.core.sources.hcl.tokens import Kind, Token, tokens
from tests.core.sources.corpus import EVERY, Case
from tests.core.sources.plans import ALIAS, SID, on_key, on_topic

HINTS = Hints(aliases=(ALIAS,))
CASES = {case.name: case for case in EVERY}
HCL = [
    *("document.tf", "document-comments.tf", "document-count.tf", "document-source.tf"),
    *("jsonencode.tf", "jsonencode-quoted.tf", "jsonencode-hugging.tf", "jsonencode-comments.tf"),
    *("jsonencode-one-line.tf", "topic-own-policy.tf", "interpolation-braces.tf"),
]
YAML = ["basic.yaml", "dash-alone.yaml", "flush-lists.yaml", "wide-dash.yaml", "comments.yaml"]
BLANK = st.text(" \t", min_size=1, max_size=3)
COMMENT = st.sampled_from(["# }", "// ] {", '# "', "/* } */", "# Ärger ${"])
LINES = st.lists(st.one_of(st.just(""), COMMENT), max_size=2)
END = st.sampled_from(["\n", "\r\n"])


def only_added(before: str, after: str) -> bool:
    """Whether a comma and one text went in, and nothing went out."""
    for _ in range(2):
        same = next((i for i, c in enumerate(before) if after[i : i + 1] != c), len(before))
        before, after = before[same:], after[same:]
        if after.endswith(before):
            return True
        after = after.removeprefix(",")
    return False


def holds(text: str, plan: str, case: Case) -> None:
    """It is edited as the case says, once, and not a second time."""
    (path, *_) = case.files
    for shape, change in ((case.topic, on_topic()), (case.key, on_key())):
        found = edited({path: text}, change, HINTS)
        assert isinstance(found, Edit) == isinstance(shape, Shape), (plan, found)
        if isinstance(found, Edit):
            assert found.after.count(SID) == 1
            assert found.before == text
            assert only_added(text, found.after)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), name=st.sampled_from(HCL), end=END)
def test_hcl_in_any_spaces(data: st.DataObject, name: str, end: str) -> None:
    case = CASES[f"terraform/{name}"]
    (text,) = case.files.values()
    made, before = list[str](), None
    for token in tokens(text):
        made.append(_between(data, text, before, token))
        made.append(token.text)
        if token.kind is Kind.NEWLINE:
            lines: list[str] = data.draw(LINES) if before is not None else []
            made += [data.draw(st.text(" \t", max_size=3)) + line + "\n" for line in lines]
        before = token
    holds("".join(made).replace("\n", end), name, case)


def _between(data: st.DataObject, text: str, before: Token | None, token: Token) -> str:
    """Other blanks where there are any; where a line begins perhaps none."""
    there = text[before.end if before else 0 : token.start]
    if not there.strip(" \t"):
        starts = before is None or before.kind is Kind.NEWLINE
        drawn = data.draw(BLANK) if there else ""
        return data.draw(st.sampled_from(["", drawn])) if starts else drawn
    return there


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), name=st.sampled_from(YAML), end=END, last=st.booleans())
def test_yaml_in_any_lines(data: st.DataObject, name: str, end: str, last: bool) -> None:
    case = CASES[f"templates/{name}"]
    (text,) = case.files.values()
    made = list[str]()
    for line in text.rstrip("\n").split("\n"):
        tail = data.draw(st.sampled_from(["", "", " ", "  # } - Sid:", " #"]))
        made.append(line + tail)
        more = st.sampled_from(
            ["", "# - Effect: Allow", "          # deep", "                    #"]
        )
        made += data.draw(st.lists(more, max_size=1))
    holds(end.join(made) + (end if last else ""), name, case)


@settings(max_examples=60, deadline=None)
@given(
    indent=st.one_of(st.none(), st.integers(0, 5), st.text(" \t", max_size=3)),
    separators=st.sampled_from([(",", ":"), (", ", ": "), (" ,", " :"), (",\t", ":\t")]),
    end=END,
    bom=st.booleans(),
)
def test_json_in_any_spaces(
    indent: int | str | None, separators: tuple[str, str], end: str, bom: bool
) -> None:
    case = CASES["templates/basic.json"]
    (text,) = case.files.values()
    made = json.dumps(json.loads(text), indent=indent, separators=separators)
    holds(("\ufeff" if bom else "") + made.replace("\n", end), repr(indent), case)
