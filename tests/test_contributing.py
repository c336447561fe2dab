"""CONTRIBUTING.md: each recipe's files are those that name its example, no more and no fewer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.test_references import FILES, ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PAGES_ABOUT_IT = {
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/architecture.md",
    "docs/causes.md",
    "docs/facts.md",
}
NEEDED = {
    "A check",
    "A fact of AWS",
    "A fix",
    "A write",
    "A sender",
    "A ticket system",
    "A button",
    "A kind of job",
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to add a thing: the words of its example, and the files."""

    names: tuple[str, ...]
    files: tuple[str, ...]

    def is_named_in(self, path: Path) -> bool:
        """Whether a file names the example, as a word of its own, or is named by it."""
        if path.stem in self.names:
            return True
        words = "|".join(re.escape(name) for name in self.names)
        return bool(re.search(rf"(?<![\w-])(?:{words})(?![\w-])", path.read_text("utf-8")))


def recipes() -> dict[str, Recipe]:
    """Each recipe by its heading."""
    part = TEXT.split("## Recipes")[1].split("\n## ")[0]
    heads = re.split(r"^### (.+)$", part, flags=re.MULTILINE)
    return {head: _recipe(text) for head, text in zip(heads[1::2], heads[2::2], strict=True)}


def _recipe(text: str) -> Recipe:
    example = re.search(r"^Example: (.+)$", text, re.MULTILINE)
    names = re.findall(r"`([^`]+)`", example[1]) if example else []
    files = re.findall(r"^- `([^`]+)`: \S", text, re.MULTILINE)
    return Recipe(tuple(names), tuple(files))


RECIPES = recipes()


def test_every_recipe_is_there() -> None:
    assert RECIPES.keys() == NEEDED
    assert all(recipe.names and recipe.files for recipe in RECIPES.values())


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES.keys())
def test_the_files_of_a_recipe_are_those_of_its_example(recipe: Recipe) -> None:
    assert len(set(recipe.files)) == len(recipe.files)
    silent = [one for one in recipe.files if not recipe.is_named_in(ROOT / one)]
    assert silent == []
    naming = {str(path.relative_to(ROOT)) for path in FILES if recipe.is_named_in(path)}
    product = {one for one in naming - PAGES_ABOUT_IT if not one.startswith("tests/")}
    assert product == {one for one in recipe.files if not one.startswith("tests/")}


def test_every_folder_of_tests_is_a_rung_of_the_ladder() -> None:
    table = TEXT.split("## The test ladder")[1].split("\n## ")[0]
    told = set(re.findall(r"`(tests/[\w.]+)`", table))
    folders = {f"tests/{path.parent.name}" for path in ROOT.glob("tests/*/__init__.py")}
    unwritten = {"tests/handlers", "tests/playground", "tests/tools"}
    assert {one for one in told if not one.endswith(".py")} | unwritten >= folders
    assert {one for one in told if not (ROOT / one).exists()} == set()


def test_every_target_that_is_named_is_one() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", TEXT, re.MULTILINE)) <= targets
