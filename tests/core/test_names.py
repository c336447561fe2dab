import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.names import containing, meant, nearest

NAMES = ["cost-all-services-manage", "Cost-EC2", "cost-ec2", "売上", "monthly total", "rds"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cost-all-service-manage", ("cost-all-services-manage",)),
        ("COST-EC2", ("Cost-EC2", "cost-ec2")),
        ("montly total", ("monthly total",)),
        ("something else entirely", ()),
        ("", ()),
    ],
)
def test_the_nearest_names(name: str, expected: tuple[str, ...]) -> None:
    assert nearest(name, NAMES) == expected


def test_at_most_as_many_as_asked_for() -> None:
    assert len(nearest("budget-0", [f"budget-{n}" for n in range(20)], limit=3)) == 3


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("ec2", ("Cost-EC2", "cost-ec2")),
        ("COST", ("cost-all-services-manage", "Cost-EC2", "cost-ec2")),
        (" total ", ("monthly total",)),
        ("上", ("売上",)),
        ("", ()),
        ("  ", ()),
        ("nothing", ()),
    ],
)
def test_the_names_that_contain_a_part(part: str, expected: tuple[str, ...]) -> None:
    assert containing(part, NAMES) == expected


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=8))
def test_the_order_does_not_depend_on_the_order_of_the_names(name: str, names: list[str]) -> None:
    shuffled = sorted(names, key=hash)
    assert nearest(name, names) == nearest(name, shuffled)
    assert containing(name, names) == containing(name, shuffled)


def test_part_of_a_name_comes_before_a_slip() -> None:
    names = ["monthly total", "total", "totl"]
    assert meant("tota", names) == ("monthly total", "total", "totl")
    assert meant("zzz", names) == ()
