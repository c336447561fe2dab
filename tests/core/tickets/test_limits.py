"""What is left of a draft where a system takes less."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.core.tickets import Draft, Limit, Section, cut, described
from tests.core.tickets.things import STACK, allow_on_key, move_to_new_key

REST = "In the fields below: {}."
WIDE = 100_000
DRAFT = allow_on_key(STACK)


def test_what_fits_is_there_whole() -> None:
    shown = described(DRAFT, Limit(WIDE), REST)
    assert shown.text == DRAFT.markdown()
    assert shown.left == ()


def test_what_does_not_fit_is_named_and_handed_back_whole() -> None:
    shown = described(DRAFT, Limit(2048), REST)
    assert len(shown.text) <= 2048
    assert shown.left
    last = shown.text.split("\n")[-1]
    assert last.startswith("In the fields below: ")
    for section in DRAFT.sections:
        left = section in shown.left
        assert (section.title in last) == left
        assert (section.markdown() in shown.text) != left


def test_the_owners_patch_stands_before_the_difference() -> None:
    text = described(DRAFT, Limit(2048), REST).text
    assert "## CloudFormation" in text
    assert "## The statement" in text
    assert "## The exact difference" not in text


def test_the_limit_holds_to_the_character() -> None:
    plain = replace(DRAFT, sections=tuple(s for s in DRAFT.sections if s.id in ("path-1", "undo")))
    for most in range(600, len(plain.markdown()) + 1):
        assert len(described(plain, Limit(most), "{}").text) <= most


def test_a_long_diagnosis_is_cut_and_handed_back_whole() -> None:
    finding = replace(DRAFT.sections[0], says="because " * 1000)
    made = replace(DRAFT, sections=(finding, *DRAFT.sections[1:]))
    shown = described(made, Limit(2048), REST)
    assert "because …" in shown.text or "becau" in shown.text
    assert finding in shown.left
    assert "## The statement" in shown.text


def sections() -> st.SearchStrategy[tuple[Section, ...]]:
    made = st.builds(
        Section, st.just("x"), st.text(max_size=80), st.text(max_size=3000), code=st.text()
    )
    return st.lists(made, max_size=12).map(
        lambda found: tuple(replace(s, id=f"s-{n}") for n, s in enumerate(found))
    )


@given(st.sampled_from([DRAFT, move_to_new_key()]), sections(), st.integers(2048, 6000))
def test_nothing_is_lost_and_the_limit_holds(
    draft: Draft, more: tuple[Section, ...], most: int
) -> None:
    made = replace(draft, sections=(*draft.sections, *more))
    limit = Limit(most, lambda text: len(text.encode("utf-16-le", "surrogatepass")) // 2)
    shown = described(made, limit, REST)
    assert limit.takes(shown.text)
    assert made.head() in shown.text
    for section in made.sections:
        assert section in shown.left or section.markdown() in shown.text
    statement = next(s for s in made.sections if s.id == "statement")
    assert statement.markdown() in shown.text


@given(st.lists(st.text(max_size=50), max_size=60).map("\n".join), st.integers(60, 400))
def test_lines_are_cut_whole_and_counted(text: str, most: int) -> None:
    limit = Limit(most)
    found = cut(text, limit)
    assert limit.takes(found)
    if found != text:
        *kept, last = found.split("\n")
        lines = text.split("\n")
        assert lines[: len(kept)] == kept
        count = len(lines) - len(kept)
        assert last == f"… {count} more line{'s' * (count != 1)} in the Slack thread"
