import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.names import containing, flat, meant, nearest, shown, trimmed, written_alike

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


ODD = [
    *(
        "\u00a0",
        "\u2007",
        "\u202f",
        "\u2009",
        "\u3000",
        "\u2003",
        "\u205f",
        "\t",
        "\n",
        "\r\n",
        "  ",
    ),
    *(" \u00a0", "\u00a0 ", " \n ", "\u200b ", " \ufeff", "\u2060 \u2060", "\u200e \u200f"),
]
AROUND = [
    "{}\u00a0",
    "\u00a0{}",
    "\u200b{}",
    "{}\ufeff",
    " {} ",
    "\u3000{}\u3000",
    "{}\n",
    "\u202a{}\u202c",
]


@pytest.mark.parametrize("blank", ODD)
def test_whatever_stands_for_a_blank_reads_as_one(blank: str) -> None:
    assert written_alike(f"cost{blank}all", ["cost all", "cost", "costall"]) == ("cost all",)
    assert written_alike("cost all", [f"cost{blank}all", "cost"]) == (f"cost{blank}all",)


@pytest.mark.parametrize("around", AROUND)
def test_what_stands_around_a_name_is_none_of_it(around: str) -> None:
    assert written_alike(around.format("cost all"), ["cost all"]) == ("cost all",)


@pytest.mark.parametrize(
    "name", ["co\u200bst-all", "cost\u2011all", "cost\u00ad-all", "cost-all\u200d"]
)
def test_what_nobody_sees_is_none_of_it(name: str) -> None:
    assert written_alike(name, ["cost-all"]) == ("cost-all",)


def test_the_exact_name_wins() -> None:
    names = ["cost all", "cost\u00a0all", "cost all "]
    for name in names:
        assert written_alike(name, names) == (name,)


def test_two_that_fit_are_both_told() -> None:
    names = ["cost\u00a0all", "cost  all", "cost-all"]
    assert written_alike("cost all", names) == ("cost  all", "cost\u00a0all")


@pytest.mark.parametrize(
    "name", ["Cost all", "costall", "cost all.", "cost a11", "", "\u00a0", "\u200b"]
)
def test_any_other_difference_is_another_name(name: str) -> None:
    assert written_alike(name, ["cost all", " ", "\u2003", "\ufeff"]) == ()


def test_a_composed_letter_reads_as_the_same_in_two() -> None:
    assert written_alike("cafe\u0301", ["caf\u00e9"]) == ("caf\u00e9",)


def test_part_of_a_name_is_found_whatever_its_blanks() -> None:
    assert containing("monthly\u00a0t", NAMES) == ("monthly total",)
    assert containing("b c", ["a b\u3000c"]) == ("a b\u3000c",)
    assert nearest("montly\u00a0total\u200b", NAMES) == ("monthly total",)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cost all", "cost all"),
        ("cost\u00a0all", "cost\\u00a0all"),
        ("a\u200bb\u2011c", "a\\u200bb\\u2011c"),
        ("a\tb", "a\\u0009b"),
        ("a  b ", "a \\u0020b\\u0020"),
        (" a", "\\u0020a"),
        ("部門 予算", "部門 予算"),
    ],
)
def test_what_people_cannot_tell_apart_is_written_out(name: str, text: str) -> None:
    assert shown(name) == text


@given(st.lists(st.text("abé", min_size=1, max_size=4), min_size=1, max_size=4), st.data())
def test_a_name_is_found_by_however_its_blanks_are_written(
    words: list[str], data: st.DataObject
) -> None:
    asked = words[0]
    for word in words[1:]:
        asked += data.draw(st.sampled_from(ODD)) + word
    around = data.draw(st.sampled_from(["{}", *AROUND]))
    assert written_alike(around.format(asked), [" ".join(words), "other"]) == (" ".join(words),)


@given(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=6))
def test_only_known_names_are_ever_meant(name: str, names: list[str]) -> None:
    found = written_alike(name, names)
    assert set(found) <= set(names)
    assert found == (name,) if name in names else all(flat(one) == flat(name) for one in found)


@given(st.text(max_size=60))
def test_flat_text_is_flat(text: str) -> None:
    assert flat(flat(text)) == flat(text)


@pytest.mark.parametrize("around", AROUND)
def test_trimmed_at_both_ends_and_nowhere_else(around: str) -> None:
    assert trimmed(around.format("a\u00a0 b")) == "a\u00a0 b"
    assert trimmed(around.format("")) == ""
