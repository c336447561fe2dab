"""What AWS would refuse is found before the write."""

from collections.abc import Callable

import pytest

from bot.core.policy.edit import EditError, preflight_key, preflight_topic
from tests.core.build import KEY_POLICY, ROOT, TOPIC, TOPIC_POLICY, Doc, document, statement

GONE = "AIDACKCEVSQ6C2EXAMPLE"


def sized(size: int) -> str:
    text = document({**ROOT, "Sid": ""})
    return document({**ROOT, "Sid": "x" * (size - len(text))})


def naming(principal: object, **more: object) -> str:
    return document(ROOT, {**statement(sid="old", principal=principal), **more})


@pytest.mark.parametrize(
    "text",
    [
        KEY_POLICY,
        sized(32_768),
        document(ROOT).replace("root", "caf\u00e9\u00ff"),
        "\t\r\n" + document(ROOT),
        naming({"AWS": "arn:aws:iam::111111111111:role/AROAROAROA"}),
        naming({"AWS": "AROA"}),
        naming("*", Condition={"StringLike": {"aws:userid": f"{GONE}:*"}}),
    ],
)
def test_what_kms_takes(text: str) -> None:
    preflight_key(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (sized(32_769), "32,769 bytes, and KMS takes 32,768"),
        (sized(32_768).replace("x", "\u00e9", 1), "32,769 bytes"),
        (document(ROOT).replace("root", "\u4e88"), "characters"),
        (document(ROOT).replace("root", "a\x00b", 1).replace("\x00", "\u0100"), "characters"),
        (document(ROOT).replace('"root"', '"\ud800"'), "characters"),
        (naming({"AWS": GONE}), f'{GONE} in statement 2 ("old")'),
        (naming({"AWS": ["*", GONE]}), GONE),
        (
            naming({"AWS": f"{GONE.replace('AIDA', 'AROA')}:session"}),
            "EXAMPLE:session in statement",
        ),
        (naming({"Service": "x", "AWS": "AROACKCEVSQ6C2EXAMPLE"}), "AROACKCEVSQ6C2EXAMPLE"),
    ],
)
def test_what_kms_would_refuse(text: str, says: str) -> None:
    with pytest.raises(EditError) as refused:
        preflight_key(text)
    assert says in str(refused.value)


def test_a_denied_principal_that_is_gone_counts_too() -> None:
    found: Doc = {"Effect": "Deny", "NotPrincipal": {"AWS": GONE}, "Action": "*", "Resource": "*"}
    with pytest.raises(EditError, match="statement 1"):
        preflight_key(document(found))


def on_topic(text: str) -> None:
    preflight_topic(text, TOPIC)


@pytest.mark.parametrize("preflight", [preflight_key, on_topic])
def test_all_who_are_gone_are_named(preflight: Callable[[str], None]) -> None:
    text = document(
        statement(principal={"AWS": [GONE, "AROACKCEVSQ6C2EXAMPLE"]}),
        statement(principal={"AWS": GONE}),
    )
    with pytest.raises(EditError, match=r"statement 1, AROA.* and AIDA.* in statement 2"):
        preflight(text)


def numbered(count: int) -> str:
    return document(*(statement(sid=f"s{number}") for number in range(count)))


def spaced(size: int) -> str:
    return TOPIC_POLICY + " " * (size - len(TOPIC_POLICY))


def accounts(count: int) -> list[str]:
    return [f"{number:012}" for number in range(count)]


@pytest.mark.parametrize(
    "text",
    [
        TOPIC_POLICY,
        TOPIC_POLICY.replace("publish", "\\u00e9"),
        spaced(30_720),
        numbered(100),
        document(statement(principal={"AWS": accounts(199), "Service": "s3.amazonaws.com"})),
        document(statement(sid="a"), statement(), statement()),
        document(statement(resource=[TOPIC])),
        document(statement(resource="*")),
        document(statement(resource="arn:aws:sns:*:*:*")),
        document({"Effect": "Deny", "Principal": "*", "Action": "*", "NotResource": TOPIC}),
    ],
)
def test_what_sns_takes(text: str) -> None:
    on_topic(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (TOPIC_POLICY.replace("AWSBudgets", "caf\u00e9"), "other than ASCII"),
        (spaced(30_721), "30,721 bytes, and SNS takes 30,720"),
        (numbered(101), "101 statements, and SNS takes 100"),
        (document(statement(sid="a"), statement(sid="a")), 'has the Sid "a" more than once'),
        (
            document(statement(), statement(principal={"AWS": accounts(201)}, sid="many")),
            'Statement 2 ("many") of the topic policy has 201 principals, and SNS takes 1 to 200',
        ),
        (document(statement(principal={"Service": []})), "has 0 principals"),
        (document(statement(resource=[TOPIC, f"{TOPIC}2"])), f"has the Resource {TOPIC} and "),
        (document(statement(resource=f"{TOPIC}2")), f"takes one Resource in a statement, {TOPIC}."),
        (naming({"AWS": GONE}).replace('"Resource": "*"', f'"Resource": "{TOPIC}"'), GONE),
    ],
)
def test_what_sns_would_refuse(text: str, says: str) -> None:
    with pytest.raises(EditError) as refused:
        on_topic(text)
    assert says in str(refused.value)
