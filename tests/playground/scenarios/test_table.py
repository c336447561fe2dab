"""The table in docs/scenarios.md is what the data say."""

from pathlib import Path

import pytest

from playground.scenarios.catalog import scenarios
from playground.scenarios.table import BEGIN, END, between, main, table, written

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "scenarios.md"


def test_the_page_holds_it() -> None:
    assert between(PAGE.read_text(encoding="utf-8")) == table(), (
        "Run: python -m playground.scenarios.table --write docs/scenarios.md"
    )


def test_the_readme_says_how_many() -> None:
    words = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"{len(scenarios())} scenarios, many of them public incidents" in words


def test_a_row_for_each_scenario_in_seven_cells() -> None:
    lines = table().splitlines()
    assert len(lines) == len(scenarios()) + 2
    assert {line.replace("\\|", "").count("|") for line in lines} == {8}


def test_the_reported_budget_leads() -> None:
    first = table().splitlines()[2]
    assert "`cost-all-services-manage`" in first
    assert first.endswith("|  | BROKEN | `key.aws-managed` | 1 |")


def test_a_name_with_a_backtick_stays_code() -> None:
    assert "| `` <!channel> <@U0AAAAAAA> *all* & `spend` `` |" in table()


def test_writing_replaces_only_what_is_between_the_markers(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    main(["--write", str(file)])
    text = file.read_text(encoding="utf-8")
    assert text == f"before\n{BEGIN}\n{table()}\n{END}\nafter\n"
    assert written(text) == text


def test_printing(capsys: pytest.CaptureFixture[str]) -> None:
    main([])
    assert capsys.readouterr().out == table() + "\n"


def test_a_file_without_markers_is_left_alone() -> None:
    with pytest.raises(ValueError, match=BEGIN):
        written("no markers here")
