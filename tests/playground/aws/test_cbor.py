"""The CBOR that CloudWatch speaks."""

import datetime
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.aws.server import cbor

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


@given(VALUES)
def test_what_is_written_is_read_back(value: object) -> None:
    assert cbor.loads(cbor.dumps(value)) == value


@pytest.mark.parametrize(
    ("hexadecimal", "value"),
    [
        ("00", 0),
        ("3903e7", -1000),
        ("f93c00", 1.0),
        ("fa47c35000", 100000.0),
        ("bf61610161629f0203ffff", {"a": 1, "b": [2, 3]}),
        ("7f657374726561646d696e67ff", "streaming"),
        ("c11a514b67b0", datetime.datetime(2013, 3, 21, 20, 4, tzinfo=datetime.UTC)),
        ("f7", None),
    ],
)
def test_examples_of_rfc_8949(hexadecimal: str, value: object) -> None:
    assert cbor.loads(bytes.fromhex(hexadecimal)) == value


def test_a_time_and_not_a_number() -> None:
    now = datetime.datetime(2026, 2, 3, 4, 5, 6, tzinfo=datetime.UTC)
    assert cbor.loads(cbor.dumps({"at": now})) == {"at": now}
    assert cbor.loads(cbor.dumps(cbor.CBORTag(1, 0.0))).timestamp() == 0
    assert math.isnan(cbor.loads(cbor.dumps(math.nan)))


@pytest.mark.parametrize("hexadecimal", ["c160", "a18000", "c11bffffffffffffffff"])
def test_what_no_value_can_be_is_a_value_error(hexadecimal: str) -> None:
    with pytest.raises(ValueError, match=r"CBOR|year"):
        cbor.loads(bytes.fromhex(hexadecimal))


@given(st.binary())
def test_anything_else_is_a_value_error(data: bytes) -> None:
    try:
        cbor.loads(data)
    except ValueError as error:
        assert str(error)
