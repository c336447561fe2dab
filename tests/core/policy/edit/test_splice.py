"""One statement in, one out, and every other byte as it was."""

import json

import pytest

from bot.core.policy.edit import (
    EditError,
    add_statement,
    put_statement_back,
    statement_with_sid,
    without_statement,
)
from tests.core.build import KEY_POLICY, TOPIC_POLICY, document, statement

OURS = {"Sid": "Ours", "Effect": "Allow", "Action": ["a:B"], "Resource": "*"}
LONE = '{"Version":"2012-10-17","Statement":{"Sid":"A","Effect":"Allow"}}'
ADDED = [
    pytest.param(
        '{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow"}]}',
        '{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow"},'
        '{"Sid":"Ours","Effect":"Allow","Action":["a:B"],"Resource":"*"}]}',
        id="compact",
    ),
    pytest.param(
        '{"Version": "2012-10-17", "Statement": [{"Sid": "A"}], "Id": "last"}',
        '{"Version": "2012-10-17", "Statement": [{"Sid": "A"}, '
        '{"Sid": "Ours", "Effect": "Allow", "Action": ["a:B"], "Resource": "*"}], "Id": "last"}',
        id="spaced, something after it",
    ),
    pytest.param(
        '{\n  "Statement": [\n    {\n      "Sid": "A"\n    }\n  ]\n}\n',
        '{\n  "Statement": [\n    {\n      "Sid": "A"\n    },\n    {\n      "Sid": "Ours",\n'
        '      "Effect": "Allow",\n      "Action": [\n        "a:B"\n      ],\n'
        '      "Resource": "*"\n    }\n  ]\n}\n',
        id="on lines, two blanks",
    ),
    pytest.param(
        '{\r\n\t"Statement": [{\r\n\t\t"Sid": "A"\r\n\t}]\r\n}',
        '{\r\n\t"Statement": [{\r\n\t\t"Sid": "A"\r\n\t}, {\r\n\t\t"Sid": "Ours",\r\n'
        '\t\t"Effect": "Allow",\r\n\t\t"Action": [\r\n\t\t\t"a:B"\r\n\t\t],\r\n'
        '\t\t"Resource": "*"\r\n\t}]\r\n}',
        id="tabs and carriage returns",
    ),
    pytest.param(
        '{"Statement": [\n  {"Sid": "A"},\n  {"Sid": "B"}\n]}',
        '{"Statement": [\n  {"Sid": "A"},\n  {"Sid": "B"},\n  '
        '{"Sid": "Ours", "Effect": "Allow", "Action": ["a:B"], "Resource": "*"}\n]}',
        id="a line for each",
    ),
    pytest.param(
        LONE,
        '{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow"},'
        '{"Sid":"Ours","Effect":"Allow","Action":["a:B"],"Resource":"*"}]}',
        id="a single object becomes a list",
    ),
    pytest.param(
        '{"Statement":[]}',
        '{"Statement":[{"Sid":"Ours","Effect":"Allow","Action":["a:B"],"Resource":"*"}]}',
        id="an empty list",
    ),
    pytest.param(
        '{"Statement":[{"Sid":"Ours","Effect":"Deny"},{"Sid":"B"}]}',
        '{"Statement":[{"Sid":"Ours","Effect":"Allow","Action":["a:B"],"Resource":"*"},{"Sid":"B"}]}',
        id="ours is corrected where it stands",
    ),
    pytest.param(
        '{"Statement":{"Sid":"Ours","Effect":"Deny"}}',
        '{"Statement":{"Sid":"Ours","Effect":"Allow","Action":["a:B"],"Resource":"*"}}',
        id="ours is corrected though it stands alone",
    ),
    pytest.param(
        '{"New":{"b":1.10,"a":[1e3,"\\u00e9/\\/"]},"Statement":[{"Sid":"A","Condition":'
        '{"NumericLessThan":{"x":1.50}}}]}',
        '{"New":{"b":1.10,"a":[1e3,"\\u00e9/\\/"]},"Statement":[{"Sid":"A","Condition":'
        '{"NumericLessThan":{"x":1.50}}},'
        '{"Sid":"Ours","Effect":"Allow","Action":["a:B"],"Resource":"*"}]}',
        id="what we do not know stays as it is spelt",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ADDED)
def test_add_statement(text: str, expected: str) -> None:
    assert add_statement(text, OURS) == expected
    assert statement_with_sid(expected, "Ours") == OURS


@pytest.mark.parametrize(
    ("text", "expected"), [p for p in ADDED if p.id and "corrected" not in str(p.id)]
)
def test_what_was_added_comes_out_again(text: str, expected: str) -> None:
    back = without_statement(expected, "Ours") if json.loads(text)["Statement"] else text
    if isinstance(json.loads(text)["Statement"], list):
        assert back == text
    else:
        assert json.loads(back)["Statement"] == [json.loads(text)["Statement"]]


@pytest.mark.parametrize("policy", [KEY_POLICY, TOPIC_POLICY])
def test_adding_twice_is_adding_once(policy: str) -> None:
    once = add_statement(policy, OURS)
    assert add_statement(once, OURS) == once


def test_the_first_statement_comes_out_too() -> None:
    text = '{"Statement": [\n  {"Sid": "A"},\n  {"Sid": "B"}\n]}'
    assert without_statement(text, "A") == '{"Statement": [\n  {"Sid": "B"}\n]}'


def test_an_earlier_statement_goes_back_byte_for_byte() -> None:
    earlier = '{"Statement":[{"Sid":"A"},{ "Sid": "Ours",  "Effect":"Deny" }]}'
    now = add_statement(earlier, OURS).replace('"A"', '"C"')
    assert put_statement_back(now, "Ours", earlier) == earlier.replace('"A"', '"C"')


DEEP = '{"Statement":' + "[" * 100_000 + "]" * 100_000 + "}"
REFUSED = [
    ("", "not JSON"),
    ("{", "not JSON"),
    ("[]", "not a JSON object"),
    ("{}", "no Statement"),
    ('{"Statement":"x"}', "neither an object nor a list"),
    ('{"Statement":["x"]}', "no object"),
    ('{"Version":"2020-01-01","Statement":[]}', "Version"),
    ('{"Statement":[],"Statement":[]}', '"Statement" twice'),
    ('{"Statement":[{"Sid":"A","Sid":"B"}]}', '"Sid" twice'),
    ('{"Statement":[{"Condition":{"StringEquals":{"a":"1","a":"2"}}}]}', '"a" twice'),
    ('{"Statement":[{"Sid":"A","x":NaN}]}', "NaN"),
    (DEEP, "not JSON"),
]


@pytest.mark.parametrize(("text", "says"), REFUSED, ids=[says for _, says in REFUSED])
def test_what_is_no_policy_is_refused(text: str, says: str) -> None:
    for edit in (
        lambda: add_statement(text, OURS),
        lambda: without_statement(text, "Ours"),
        lambda: statement_with_sid(text, "Ours"),
    ):
        with pytest.raises(EditError, match=r"\.$") as refused:
            edit()
        assert says in str(refused.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (LONE, 'no statement "Ours"'),
        ('{"Statement":[{"Sid":"Ours"}]}', "only one"),
        ('{"Statement":{"Sid":"Ours"}}', "only one"),
        ('{"Statement":[{"Sid":"Ours"},{"Sid":"Ours"}]}', "Several"),
    ],
)
def test_what_cannot_come_out(text: str, says: str) -> None:
    with pytest.raises(EditError, match=says):
        without_statement(text, "Ours")


def test_several_statements_of_one_sid_are_not_corrected() -> None:
    text = document(statement(sid="Ours"), statement(sid="Ours"))
    with pytest.raises(EditError, match="Several"):
        add_statement(text, OURS)


def test_a_sid_that_is_no_text_is_nobodys() -> None:
    text = '{"Statement":[{"Sid":["Ours"]},{"Sid":null}]}'
    assert statement_with_sid(text, "Ours") is None
