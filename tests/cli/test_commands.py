"""Every command: its help, its examples, and what completes it."""

from __future__ import annotations

import shlex
import subprocess

import pytest

from bot import __version__
from bot.__main__ import main
from bot.cli import completion
from bot.cli._commands import COMMANDS, parser_of
from bot.cli.completion import Command, Word, commands

PROGRAM = "budget-check"
EVERY = {one.name: one for one in commands(parser_of(COMMANDS, PROGRAM))}


def script(shell: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["completion", shell], {}) == 0
    return capsys.readouterr().out


def completed(script: str, typed: str) -> list[str]:
    """What bash offers at the end of this line."""
    words = [*typed.split(" ")]
    asked = (
        f"{script}\nCOMP_WORDS=({shlex.join(words)}); COMP_CWORD={len(words) - 1}\n"
        '_budget_check; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-uc", asked], capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_shows_examples_that_it_takes(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        parser_of([name], PROGRAM).parse_args([name, "--help"])
    assert end.value.code == 0
    shown = capsys.readouterr().out
    examples = [one[2:] for one in shown.splitlines() if one.startswith(f"  {PROGRAM} {name}")]
    assert examples
    for one in examples:
        words = shlex.split(one.partition(" > ")[0])[1:]
        assert parser_of([name], PROGRAM).parse_args(words).program == PROGRAM


def test_the_list_of_commands_says_what_each_does(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"], {})
    shown = capsys.readouterr().out
    assert all(f"    {name} " in shown for name in COMMANDS)
    assert all(len(one.says) > len(one.name) for one in EVERY.values())


def test_says_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--version"], {})
    assert (end.value.code, capsys.readouterr().out) == (0, f"budget-check {__version__}\n")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("budget-check ma", ["manifest"]),
        ("budget-check manifest --st", ["--stage"]),
        ("budget-check manifest --stage ", []),
        ("budget-check completion ", ["bash", "fish", "zsh", "-h", "--help"]),
        ("budget-check completion f", ["fish"]),
        ("budget-check --ver", ["--version"]),
        ("budget-check unknown --", []),
    ],
)
def test_bash_offers_what_may_stand_there(
    typed: str, offered: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert completed(script("bash", capsys), typed) == offered


@pytest.mark.parametrize("shell", ["bash", "fish", "zsh"])
def test_every_command_and_option_is_in_it(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = script(shell, capsys)
    for command in EVERY.values():
        assert command.name in text
        for option in command.options:
            short = not option.text.startswith("--")
            fish = f"-s {option.text[1:]} " if short else f"-l {option.text[2:]} "
            assert (fish if shell == "fish" else option.text) in text


def test_nothing_in_it_can_run() -> None:
    """What a help says is quoted, whatever it is."""
    says = "it's `touch x` $(touch x) [a]: 100%%"
    odd = Command("odd", says, (Word("--odd", says, takes=True, values=("a", "b")),), ("w",))
    zsh, fish = completion._zsh((odd,)), completion._fish((odd,))
    for text in (zsh, fish):
        outside = "".join(text.split("'")[::2])
        assert "touch" not in outside and "100%" not in outside
    assert "--odd[it’s `touch x` $(touch x) (a); 100%]:value:(a b)" in zsh
