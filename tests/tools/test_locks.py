"""The gate over the locks: it holds today, and each of its rules can fail."""

from __future__ import annotations

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


def copy(folder: Path) -> Path:
    """The real locks, and what they are held against, to be spoilt."""
    requirements = sorted((locks.ROOT / "requirements").glob("*.txt"))
    for path in (*map(locks.ROOT.joinpath, ("pyproject.toml", *locks.NPM_LOCKS)), *requirements):
        there = folder / path.relative_to(locks.ROOT)
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_text(path.read_text("utf-8"), "utf-8")
    return folder
