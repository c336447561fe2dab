"""What AWS would refuse is found before the write."""

from collections.abc import Callable

import pytest

from bot.core.editing import EditError, preflight_key, preflight_topic
from tests.core.build import KEY_POLICY, ROOT, TOPIC_POLICY, Doc, document, statement

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


@pytest.mark.parametrize("preflight", [preflight_key, preflight_topic])
def test_all_who_are_gone_are_named(preflight: Callable[[str], None]) -> None:
    text = document(
        statement(principal={"AWS": [GONE, "AROACKCEVSQ6C2EXAMPLE"]}),
        statement(principal={"AWS": GONE}),
    )
    with pytest.raises(EditError, match=r"statement 1, AROA.* and AIDA.* in statement 2"):
        preflight(text)


def test_what_sns_takes_is_ascii() -> None:
    preflight_topic(TOPIC_POLICY)
    preflight_topic(TOPIC_POLICY.replace("publish", "\\u00e9"))
    with pytest.raises(EditError, match="ASCII"):
        preflight_topic(TOPIC_POLICY.replace("AWSBudgets", "caf\u00e9"))
