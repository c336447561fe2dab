"""The gate over the locks: it holds today, and each of its rules can fail."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools import locks

GOOD = """six==1.17.0 \\
    --hash=sha256:aa
rich==15.0.0 ; python_version > '3' \\
    --hash=sha256:bb"""


def test_the_locks_agree_with_pyproject() -> None:
    assert locks.main([]) == 0


def test_reads_pins_and_hashes() -> None:
    assert {name: str(version) for name, version in locks.locked(GOOD).items()} == {
        "six": "1.17.0",
        "rich": "15.0.0",
    }
    assert list(locks.unhashed(GOOD)) == []
    assert list(locks.unhashed("six==1.17.0\n" + GOOD)) == ["six==1.17.0"]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("--index-url https://registry.example/simple\n", "address of a registry"),
        ("boto3==1.44.4 \\\n    --hash=sha256:aa\n", "is locked as 1.44.4"),
        ("six==1.17.0\n", "carries no hash"),
    ],
)
def test_each_rule_can_fail(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    line: str,
    complaint: str,
) -> None:
    lock = copy(tmp_path) / "requirements" / "runtime.txt"
    lock.write_text(lock.read_text("utf-8") + "\n" + line, "utf-8")
    monkeypatch.setattr(locks, "ROOT", tmp_path)
    assert locks.main([]) == 1
    assert complaint in capsys.readouterr().err


@pytest.mark.parametrize("name", locks.NPM_LOCKS)
def test_a_lock_of_npm_names_no_registry(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
) -> None:
    lock = copy(tmp_path) / name
    added = '"version": "1.0.0", "resolved": "https://registry.example/six.tgz", '
    lock.write_text(lock.read_text("utf-8").replace('"version": ', added + '"was": ', 1), "utf-8")
    monkeypatch.setattr(locks, "ROOT", tmp_path)
    assert locks.main([]) == 1
    assert "address of a registry" in capsys.readouterr().err


@pytest.mark.parametrize("name", locks.NPM_LOCKS)
@pytest.mark.parametrize(
    ("spoilt", "was", "now", "complaint"),
    [
        ("package-lock.json", '"integrity": "sha512-', '"was": "', "carries no hash"),
        ("package-lock.json", '"integrity": "sha512-', '"integrity": "sha1-', "carries no hash"),
        (".npmrc", "ignore-scripts=true", "ignore-scripts=false", "lacks ignore-scripts=true"),
        (".npmrc", "ignore-scripts=true", "", "lacks ignore-scripts=true"),
    ],
)
def test_npm_takes_what_is_locked_and_runs_nothing_of_it(
    *,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    spoilt: str,
    was: str,
    now: str,
    complaint: str,
) -> None:
    file = (copy(tmp_path) / name).with_name(spoilt)
    text = file.read_text("utf-8")
    assert was in text
    file.write_text(text.replace(was, now, 1), "utf-8")
    monkeypatch.setattr(locks, "ROOT", tmp_path)
    assert locks.main([]) == 1
    assert complaint in capsys.readouterr().err


def test_everything_is_installed_from_the_locks_and_by_their_hashes() -> None:
    """By the Makefile, which is all that installs: pip by hash and without a build, npm by `ci`."""
    text = (locks.ROOT / "Makefile").read_text("utf-8")
    (flags,) = re.findall(r"^PIP_FLAGS := (.*)$", text, re.MULTILINE)
    assert "--require-hashes" in flags and "--only-binary :all:" in flags
    installs = re.findall(
        r"^(?!#).*\b(?:pip (?:install|download)|npm (?:install|i|ci|update))\b.*$",
        text,
        re.MULTILINE,
    )
    assert installs and all(
        ("$(PIP_FLAGS) " in one and " -r requirements/" in one) or "npm ci " in one
        for one in installs
    )


def copy(folder: Path) -> Path:
    """The real locks, and what they are held against, to be spoilt."""
    requirements = sorted((locks.ROOT / "requirements").glob("*.txt"))
    npm = (*locks.NPM_LOCKS, *(str(Path(name).with_name(".npmrc")) for name in locks.NPM_LOCKS))
    for path in (*map(locks.ROOT.joinpath, ("pyproject.toml", *npm)), *requirements):
        there = folder / path.relative_to(locks.ROOT)
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_text(path.read_text("utf-8"), "utf-8")
    return folder
