"""docs/facts.md 4.2, rule 6: actions."""

from __future__ import annotations

import pytest

from tests.core.policy.build import allow, deny, key_allow, key_request, of


@pytest.mark.parametrize(
    ("action", "matches"),
    [
        ("sns:Publish", True),
        ("SNS:Publish", True),
        ("sns:publish", True),
        ("*", True),
        ("sns:*", True),
        ("SNS:*", True),
        ("sns:Pub*", True),
        ("s*:*sh", True),
        ("sns:Publis?", True),
        ("sns:P?blish", True),
        ("???:Publish", True),
        ("*:*", True),
        ("sns:Publish*", True),
        (["sns:Subscribe", "sns:PUBLISH"], True),
        ("sns:Publish?", False),
        ("sns:Publis", False),
        ("Publish", False),
        ("sns:", False),
        ("sqs:*", False),
        ("sns.Publish", False),
        ("sns:[P]ublish", False),
        ("sns:P.*", False),
        ("sns:Publish\n", False),
        ("${*}", False),
    ],
)
def test_actions(action: object, matches: bool) -> None:
    assert of(allow(Action=action)) == ("allow" if matches else "implicit_deny")
    assert of(allow(Action=None, NotAction=action)) == ("implicit_deny" if matches else "allow")
    assert of(allow(), deny(Action=None, NotAction=action)) == ("allow" if matches else "deny")


@pytest.mark.parametrize(
    ("patterns", "generate", "decrypt"),
    [
        (["kms:GenerateDataKey*", "kms:Decrypt"], "allow", "allow"),
        (["kms:GenerateDataKey", "kms:Decrypt"], "allow", "allow"),
        ("kms:GenerateDataKey*", "allow", "implicit_deny"),
        ("kms:Decrypt", "implicit_deny", "allow"),
        ("kms:*", "allow", "allow"),
        ("kms:De*", "implicit_deny", "allow"),
        ("kms:GenerateDataKeyWithoutPlaintext", "implicit_deny", "implicit_deny"),
    ],
)
def test_concrete_actions_are_asked_for(patterns: object, generate: str, decrypt: str) -> None:
    statement = key_allow(Action=patterns)
    assert of(statement, asked=key_request("kms:GenerateDataKey")) == generate
    assert of(statement, asked=key_request("kms:Decrypt")) == decrypt
