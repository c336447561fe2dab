"""How the tests are spread over the workers of xdist."""

from pathlib import Path

from tests.distribution import LONGEST_FIRST, TOGETHER, unit_of

TESTS = Path(__file__).parents[1]


def test_what_it_names_is_there() -> None:
    assert [name for name in LONGEST_FIRST if not (TESTS / name).is_dir()] == []
    assert [name for name in TOGETHER if not (TESTS.parent / name).exists()] == []


def test_a_file_stays_together_and_so_do_those_that_share_the_artefact() -> None:
    assert unit_of("tests/core/test_report.py::test_a[x::y]") == "tests/core/test_report.py"
    shares = {unit_of(f"tests/{one}::t") for one in ("artefact/test_a.py", "deployed/test_b.py")}
    assert len(shares) == 1
