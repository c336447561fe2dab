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
    (tmp_path / "requirements").mkdir()
    for name in ("pyproject.toml", "package-lock.json"):
        (tmp_path / name).write_text((locks.ROOT / name).read_text("utf-8"), "utf-8")
    for path in (locks.ROOT / "requirements").glob("*.txt"):
        (tmp_path / "requirements" / path.name).write_text(path.read_text("utf-8"), "utf-8")
    lock = tmp_path / "requirements" / "runtime.txt"
    lock.write_text(lock.read_text("utf-8") + "\n" + line, "utf-8")
    monkeypatch.setattr(locks, "ROOT", tmp_path)
    assert locks.main([]) == 1
    assert complaint in capsys.readouterr().err
