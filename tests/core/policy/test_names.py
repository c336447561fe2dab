"""AWS's names, and what a misspelt one means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.policy.names import (
    OPERATORS,
    is_known,
    key_meant,
    looks_like_a_key,
    operator_meant,
)
from bot.core.policy.operators.table import operator_named


def test_every_operator_listed_is_one_that_the_evaluator_has() -> None:
    assert [name for name in OPERATORS if operator_named(name) is None] == []
    assert [operator_meant(name) for name in OPERATORS] == list(OPERATORS)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("StringEqual", "StringEquals"),
        ("STRINGEQUALS", "StringEquals"),
        ("String_Equals", "StringEquals"),
        ("StringNotEqual", "StringNotEquals"),
        ("NotStringEquals", "StringNotEquals"),
        ("StringMatches", "StringLike"),
        ("ArnMatches", "ArnLike"),
        ("Boolean", "Bool"),
        ("IpAdress", "IpAddress"),
        ("NullIfExists", "Null"),
        ("ForAnyValue:Null", "Null"),
        ("ForAllValue:StringLike", "ForAllValues:StringLike"),
        ("forAnyValue:stringLikeIfExists", "ForAnyValue:StringLikeIfExists"),
        ("DateBefore", "DateLessThan"),
        ("StringSounds", None),
        ("", None),
        ("x" * 30_000, None),
    ],
)
def test_the_operator_that_is_meant(written: str, meant: str | None) -> None:
    assert operator_meant(written) == meant


@given(st.sampled_from(OPERATORS), st.integers(0, 30), st.sampled_from("aeiZ"))
def test_a_letter_more_never_turns_a_test_into_its_opposite(
    name: str, position: int, letter: str
) -> None:
    found = operator_meant(name[:position] + letter + name[position:])
    if found is not None and name.lower().count("not"):
        assert "Not" in found or "not" not in (name[:position] + letter + name[position:]).lower()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("aws:SourceAcount", "aws:SourceAccount"),
        ("SourceAccount", "aws:SourceAccount"),
        ("kms:SourceAccount", "aws:SourceAccount"),
        ("aws:accountid", "aws:SourceAccount"),
        ("aws:SourceARNs", "aws:SourceArn"),
        ("aws:PrincipleOrgID", "aws:PrincipalOrgID"),
        ("aws:ViaService", "kms:ViaService"),
        ("aws:Protocol", "sns:Protocol"),
        ("aws:SoruceAcount", "aws:SourceAccount"),
        ("aws:SrcArn", "aws:SourceArn"),
        ("aws:Colour", None),
        ("aws:PrincipalServiceRegion", None),
        ("aws:SourceVpceOrgID", None),
        ("aws:ResourceRegion", None),
        ("x" * 30_000, None),
    ],
)
def test_the_key_that_is_meant(written: str, meant: str | None) -> None:
    assert not is_known(written)
    assert key_meant(written) == meant


@pytest.mark.parametrize(
    "key",
    [
        *("aws:SourceAccount", "AWS:SourceOwner", "aws:sourcevpce", "aws:PrincipalTag/team"),
        *("kms:EncryptionContext:aws:sns:topicArn", "kms:ViaService", "s3:prefix", "ec2:Vpc"),
    ],
)
def test_a_key_that_aws_has_means_itself(key: str) -> None:
    assert is_known(key)
    assert key_meant(key) is None


def test_what_stands_where_an_operator_should() -> None:
    assert looks_like_a_key("aws:SourceAccount")
    assert looks_like_a_key("aws:SourceAcount")
    assert looks_like_a_key("SourceAccount")
    assert not looks_like_a_key("StringEquals")
    assert not looks_like_a_key("ForAnyValue:StringEquals")
