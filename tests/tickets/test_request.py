"""Whatever a draft holds, the request is one that OpsCenter takes, with the whole statement."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from botocore.session import get_session
from botocore.validate import ParamValidator
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.findings import Finding, Report
from bot.core.fixes import all_fixes
from bot.core.plan import NEW_KEY, Plan, Write
from bot.core.report import judge
from bot.core.tickets import Draft, draft
from bot.core.tickets.difference import pretty
from bot.tickets._opsitem_request import request
from tests.core import build
from tests.core.checks.test_cases import CHECKS, cases_of
from tests.core.tickets.things import (
    ALLOW,
    AWS_KEY,
    MOVE,
    SILENT,
    STACK,
    THREAD,
    report_of,
    subject_plan,
)

SHAPE = get_session().get_service_model("ssm").shape_for("CreateOpsItemRequest")
RESERVED = re.compile(r"/?(amazon|aws|amzn|ssm)", re.IGNORECASE)
OURS = ("/aws/dedup", "/aws/resources")
ODD = st.sampled_from("`*_[]()<>&~#|\n\t\r\x00\x85\u2028\u202e\ud800😀é\\\"'/%")
NAMES = st.text(st.characters() | ODD, min_size=1, max_size=100)
TEXTS = st.text(st.characters() | ODD, max_size=400)


def check_request(made: dict[str, Any]) -> None:
    """docs/facts.md 6, and what the model says beside."""
    report = ParamValidator().validate(made, SHAPE)
    assert not report.has_errors(), report.generate_report()
    assert "Tags" not in made
    for name, most in (("Title", 1024), ("Description", 2048), ("Source", 128)):
        assert 1 <= len(made[name].encode("utf-16-le")) // 2 <= most
        assert made[name].strip()
    assert re.fullmatch(r".+", made["Title"])
    assert not re.search("aws|amazon|amzn", made["Source"])
    for key, value in made["OperationalData"].items():
        assert re.fullmatch(r".+", key)
        assert len(key.encode("utf-16-le")) // 2 <= 128
        assert key in OURS or not RESERVED.match(key)
        assert value["Value"].strip()
        assert len(value["Value"].encode()) <= 20_000
    assert len(json.loads(made["OperationalData"]["/aws/dedup"]["Value"])["dedupString"]) < 64


def holds(made: dict[str, Any], statement: str) -> bool:
    """Whether the statement is whole, in the description or over the operational data."""
    parts = "".join(
        one["Value"] for key, one in made["OperationalData"].items() if "The statement" in key
    )
    code = pretty(statement).encode("utf-8", "backslashreplace").decode()
    return code in made["Description"] or code in parts


def test_every_kind_of_report_and_fix_fits() -> None:
    for name in CHECKS:
        for case in cases_of(name):
            report = report_of(case.path)
            plans = [subject_plan(case.path, fix.id) for fix in all_fixes()]
            for plan in (one for n, one in enumerate(plans) if one not in plans[:n]):
                made = dict(request(draft(report, plan, owners=(STACK,), thread=THREAD)))
                check_request(made)
                assert not isinstance(plan, Plan) or holds(made, plan.statement)


def statements() -> st.SearchStrategy[str]:
    """From a small one to one as large as a policy may be."""
    values = st.lists(TEXTS, max_size=4) | st.builds(
        lambda text, n: [text * 300] * n, st.sampled_from("é😀"), st.integers(1, 100)
    )
    return values.map(
        lambda found: json.dumps(
            {**build.key_statement(), "Condition": {"StringEquals": {"aws:SourceAccount": found}}},
            ensure_ascii=False,
        )
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    report = draw(st.sampled_from([judge(SILENT), judge(AWS_KEY)]))
    first: Finding = report.findings[0]
    odd = replace(
        first,
        says=draw(TEXTS),
        resource=draw(TEXTS | st.just(first.resource)),
        evidence=tuple(draw(st.lists(TEXTS, max_size=60))),
    )
    return replace(report, budget=draw(NAMES), findings=(odd, *report.findings[1:]))


@st.composite
def drafts(draw: st.DrawFn) -> tuple[Draft, str]:
    statement = draw(statements())
    policy = json.dumps({"Version": "2012-10-17", "Statement": [json.loads(statement)]})
    write = Write("kms:PutKeyPolicy", build.KEY, "Policy", draw(TEXTS), policy)
    other = replace(write, resource=NEW_KEY, attribute="AliasName")
    others = [replace(other, after=text) for text in draw(st.lists(TEXTS, max_size=3))]
    plan = replace(
        draw(st.sampled_from([ALLOW, MOVE])),
        title=draw(TEXTS),
        impact=tuple(draw(st.lists(TEXTS, max_size=40))),
        undo=draw(TEXTS),
        statement=statement,
        writes=draw(st.sampled_from([(write, *others), ALLOW.writes])),
    )
    owners = draw(st.sampled_from([(), (STACK,), (replace(STACK, tool="Terraform", name="x"),)]))
    made = draft(draw(reports()), plan, owners=owners, thread=THREAD, note=draw(TEXTS))
    return made, statement


@settings(max_examples=150, deadline=None)
@given(drafts())
def test_whatever_it_holds_it_fits_and_the_statement_is_whole(given: tuple[Draft, str]) -> None:
    made, statement = given
    found = dict(request(made))
    check_request(found)
    assert holds(found, statement)


def test_a_policy_at_its_limit_is_cut_with_words() -> None:
    large = [build.statement(sid=f"s{n}", action="kms:*", resource="*") for n in range(240)]
    before, after = build.document(*large), build.document(*large, build.key_statement())
    assert 25_000 < len(after) < 32_768
    plan = replace(ALLOW, writes=(replace(ALLOW.writes[0], before="", after=after),))
    made: dict[str, Any] = dict(request(draft(judge(SILENT), plan)))
    check_request(made)
    (value,) = (v for k, v in made["OperationalData"].items() if k.endswith("difference"))
    assert re.search(r"\n… \d+ more lines in the Slack thread$", value["Value"])
    assert holds(made, plan.statement)
    # Against what was there the difference is small, and whole.
    plan = replace(ALLOW, writes=(replace(ALLOW.writes[0], before=before, after=after),))
    made = dict(request(draft(judge(SILENT), plan)))
    assert "more lines" not in json.dumps(made, ensure_ascii=False)


def test_no_more_resources_than_an_item_takes() -> None:
    arns = tuple(f"{build.TOPIC}-{n}" for n in range(150))
    made = request(replace(draft(judge(SILENT)), arns=arns))
    assert len(json.loads(made["OperationalData"]["/aws/resources"]["Value"])) == 100
