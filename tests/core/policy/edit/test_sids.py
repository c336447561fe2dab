"""When a statement under our Sid is ours to correct, and when it is somebody else's."""

from collections.abc import Mapping

import pytest

from bot.core.policy.edit import with_our_sid
from tests.core.build import ACCOUNT, ACCOUNT_ONLY, BUDGETS, OTHER, REGION, Doc, document

OURS: Doc = {
    "Sid": "Ours",
    "Effect": "Allow",
    "Principal": {"Service": BUDGETS},
    "Action": ["kms:GenerateDataKey*", "kms:Decrypt"],
    "Resource": "*",
    "Condition": ACCOUNT_ONLY,
}
REGIONAL = {"ArnLike": {"aws:SourceArn": f"arn:aws:budgets:{REGION}:{ACCOUNT}:*"}}
BOTH = {**ACCOUNT_ONLY, **REGIONAL}
ANOTHER = {"StringEquals": {"aws:SourceAccount": OTHER}}
EITHER = {"StringEquals": {"aws:SourceAccount": [ACCOUNT, OTHER]}}


def there(*gone: str, **changes: object) -> Doc:
    found = {k: v for k, v in OURS.items() if k not in gone}
    return found | changes


@pytest.mark.parametrize(
    ("existing", "sid"),
    [
        pytest.param([], "Ours", id="free"),
        pytest.param([there()], "Ours", id="just as we wrote it"),
        pytest.param([there("Resource")], "Ours", id="without effect: no Resource"),
        pytest.param([there("Action")], "Ours", id="without effect: no Action"),
        pytest.param([there(Action="kms:Decrypt")], "Ours", id="half of it"),
        pytest.param([there(Action=["KMS:generateDataKeyPair"])], "Ours", id="within a wildcard"),
        pytest.param([there(Condition=BOTH)], "Ours", id="narrowed until it never matches"),
        pytest.param([there(Effect="Deny")], "Ours2", id="a Deny"),
        pytest.param([there(Action="kms:*")], "Ours2", id="more actions"),
        pytest.param([there(Action=["kms:Encrypt"])], "Ours2", id="other actions"),
        pytest.param([there(Condition=ANOTHER)], "Ours2", id="another account"),
        pytest.param([there(Condition=EITHER)], "Ours2", id="two accounts"),
        pytest.param([there(Condition=REGIONAL)], "Ours2", id="another test"),
        pytest.param([there("Condition")], "Ours2", id="no condition"),
        pytest.param([there(Condition="x")], "Ours2", id="no such condition"),
        pytest.param([there(Principal="*")], "Ours2", id="everybody"),
        pytest.param([there("Principal")], "Ours2", id="nobody"),
        pytest.param(
            [there("Principal", NotPrincipal={"Service": BUDGETS})], "Ours2", id="all but us"
        ),
        pytest.param([there(Resource="arn:aws:kms:::key/x")], "Ours2", id="another resource"),
        pytest.param([there("Action", NotAction="kms:Decrypt")], "Ours2", id="NotAction"),
        pytest.param([there(), there()], "Ours2", id="there twice"),
        pytest.param([there(Effect="Deny"), there(Sid="Ours2")], "Ours2", id="ours has a number"),
        pytest.param(
            [there(Effect="Deny"), there(Effect="Deny", Sid="Ours2")], "Ours3", id="both taken"
        ),
    ],
)
def test_the_sid_under_which_ours_goes_in(existing: list[Doc], sid: str) -> None:
    made: Mapping[str, object] = with_our_sid(document(*existing), OURS)
    assert made == {**OURS, "Sid": sid}
