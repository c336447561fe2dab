"""Print what completes this program's commands and options in your shell.

It is made from the program's own arguments, so print it again after an update.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.cli._commands import COMMANDS, parser_of
from bot.cli.output import printed
from bot.settings import Settings

EXAMPLES = (
    "completion bash > ~/.local/share/bash-completion/completions/budget-check",
    "completion zsh > ~/.zfunc/_budget-check",
    "completion fish > ~/.config/fish/completions/budget-check.fish",
)
SETTINGS: frozenset[str] = frozenset()
PROGRAM = "budget-check"


@dataclass(frozen=True, slots=True)
class Word:
    """One word that may stand there, with what it is; `values` are those that may follow it.

    `takes` says whether anything follows it at all.
    """

    text: str
    says: str
    takes: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """A command, its options, and the words that it takes without one."""

    name: str
    says: str
    options: tuple[Word, ...]
    words: tuple[str, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `completion`."""
    parser.add_argument("shell", choices=sorted(_SHELLS), help="bash, fish or zsh")


def run(arguments: argparse.Namespace, _settings: Settings) -> int:
    """Print it and return 0; 4 where nobody reads what is printed."""
    script = _SHELLS[arguments.shell](tuple(commands(parser_of(COMMANDS, PROGRAM))))
    return 0 if printed(script) else 4


def commands(parser: argparse.ArgumentParser) -> Iterator[Command]:
    """Every command of the parser."""
    (group,) = (a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    says = {one.dest: one.help or "" for one in group._choices_actions}
    for name, command in group.choices.items():
        actions = [one for one in command._actions if one.help is not argparse.SUPPRESS]
        options = tuple(
            Word(text, one.help or "", one.nargs != 0, tuple(one.choices or ()))
            for one in actions
            for text in one.option_strings
        )
        words = (str(c) for one in actions if not one.option_strings for c in one.choices or ())
        yield Command(name, says[name], options, tuple(words))


def _bash(every: tuple[Command, ...]) -> str:
    lines = [
        f"# bash completion of {PROGRAM}, made by `{PROGRAM} completion bash`.",
        f"_{_ID}() {{",
        "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words=",
        '  case "${COMP_WORDS[1]} $before" in',
    ]
    for command in every:
        for option in (one for one in command.options if one.takes):
            words = " ".join(option.values)
            lines.append(f'    "{command.name} {option.text}") words="{words}" ;;')
    lines += ['    *) case "${COMP_WORDS[1]}" in']
    for command in every:
        words = " ".join([*command.words, *(one.text for one in command.options)])
        lines.append(f'      {command.name}) words="{words}" ;;')
    names = " ".join(command.name for command in every)
    lines += [
        "    esac ;;",
        "  esac",
        f'  [ "$COMP_CWORD" -eq 1 ] && words="{names} --help --version"',
        '  COMPREPLY=($(compgen -W "$words" -- "$word"))',
        "}",
        f"complete -o default -F _{_ID} {PROGRAM}",
    ]
    return _text(lines)


def _zsh(every: tuple[Command, ...]) -> str:
    lines = [f"#compdef {PROGRAM}", f"_{_ID}() {{", "  local -a commands", "  commands=("]
    lines += [f"    {_quoted(f'{one.name}:{one.says}')}" for one in every]
    lines += ["  )", "  if (( CURRENT == 2 )); then _describe command commands; return; fi"]
    lines += ['  case "$words[2]" in']
    for command in every:
        specs = [_quoted(_zsh_option(option)) for option in command.options]
        specs += [_quoted(f"*:word:({' '.join(command.words)})")] if command.words else []
        lines.append(f"    {command.name}) shift words; (( CURRENT-- )); _arguments \\")
        lines.append("      " + " \\\n      ".join(specs) + " ;;")
    return _text([*lines, "  esac", "}", f'_{_ID} "$@"'])


def _zsh_option(option: Word) -> str:
    says = option.says.translate(str.maketrans("[]:", "();"))
    values = f"({' '.join(option.values)})" if option.values else ""
    return f"{option.text}[{says}]" + (f":value:{values}" if option.takes else "")


def _fish(every: tuple[Command, ...]) -> str:
    lines = [f"complete -c {PROGRAM} -n __fish_use_subcommand -s h -l help"]
    lines.append(f"complete -c {PROGRAM} -n __fish_use_subcommand -l version")
    for command in every:
        lines.append(
            f"complete -c {PROGRAM} -n __fish_use_subcommand -f -a {command.name} "
            f"-d {_quoted(command.says)}"
        )
        of = f"complete -c {PROGRAM} -n '__fish_seen_subcommand_from {command.name}'"
        lines += [f"{of} {_fish_option(option)}" for option in command.options]
        lines += [f"{of} -f -a {_quoted(' '.join(command.words))}"] if command.words else []
    return _text(lines)


def _fish_option(option: Word) -> str:
    short = not option.text.startswith("--")
    name = f"-s {option.text[1:]}" if short else f"-l {option.text[2:]}"
    takes = f" -x -a {_quoted(' '.join(option.values))}" if option.values else " -r"
    return name + (takes if option.takes else "") + f" -d {_quoted(option.says)}"


def _quoted(text: str) -> str:
    """For the three shells alike: no shell reads anything within single quotes."""
    return "'" + text.replace("\\", "").replace("'", "’").replace("%%", "%") + "'"


def _text(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


_ID = PROGRAM.replace("-", "_")
_SHELLS: Mapping[str, Callable[[tuple[Command, ...]], str]] = {
    "bash": _bash,
    "fish": _fish,
    "zsh": _zsh,
}
