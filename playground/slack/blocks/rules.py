"""The pieces that block rules are made of.

A rule takes a value and its JSON pointer and yields what Slack says is wrong, in Slack's words:
"must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from playground.slack.shapes import JsonObject

Rule = Callable[[object, str], Iterator[str]]


def at(message: str, pointer: str) -> str:
    """A complaint as Slack words it."""
    return f"{message} [json-pointer:{pointer}]"


def string(longest: int, shortest: int = 1) -> Rule:
    """A string of `shortest` to `longest` characters."""

    def rule(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield at("must provide a string", pointer)
        elif len(value) > longest:
            yield at(f"must be less than {longest + 1} characters", pointer)
        elif len(value) < shortest:
            yield at(f"must be more than {shortest - 1} characters", pointer)

    return rule


def boolean(value: object, pointer: str) -> Iterator[str]:
    """True or false."""
    if not isinstance(value, bool):
        yield at("must provide a boolean", pointer)


def integer(low: int, high: int) -> Rule:
    """A whole number from `low` to `high`."""

    def rule(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield at("must provide a number", pointer)
        elif not low <= value <= high:
            yield at(f"must be a number between {low} and {high}", pointer)

    return rule


def number(value: object, pointer: str) -> Iterator[str]:
    """Any number."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield at("must provide a number", pointer)


def choice(*allowed: str) -> Rule:
    """One of these strings."""

    def rule(value: object, pointer: str) -> Iterator[str]:
        if value not in allowed:
            yield at("must be a valid enum value", pointer)

    return rule


def anything(_value: object, _pointer: str) -> Iterator[str]:
    """No rule that we know of."""
    return iter(())


def array(item: Rule, most: int, least: int = 1) -> Rule:
    """A list of `least` to `most` items that each obey `item`."""

    def rule(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield at("must provide an array", pointer)
            return
        if len(value) > most:
            yield at(f"no more than {most} items allowed", pointer)
        if len(value) < least:
            yield at(f"no fewer than {least} items allowed", pointer)
        for index, part in enumerate(value):
            yield from item(part, f"{pointer}/{index}")

    return rule


def fields(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Rule:
    """An object with these properties, `type` aside, and no others."""
    known = {**required, **(optional or {})}

    def rule(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield at("must provide an object", pointer)
            return
        for name in required:
            if name not in value:
                yield at(f"missing required field: {name}", pointer)
        for name, part in value.items():
            if name in known:
                yield from known[name](part, f"{pointer}/{name}")
            elif name != "type":
                yield at(f"invalid additional property: {name}", pointer)

    return rule


def by_type(kinds: Mapping[str, Rule]) -> Rule:
    """An object whose `type` names the rule that it obeys."""

    def rule(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield at("must provide an object", pointer)
        elif "type" not in value:
            yield at("missing required field: type", pointer)
        elif not isinstance(value["type"], str) or value["type"] not in kinds:
            yield at(f"unsupported type: {value['type']}", f"{pointer}/type")
        else:
            yield from kinds[value["type"]](value, pointer)

    return rule


def either(*rules: Rule) -> Rule:
    """At least one of these rules; the complaints are those of the nearest."""

    def rule(value: object, pointer: str) -> Iterator[str]:
        results = [list(each(value, pointer)) for each in rules]
        if all(results):
            yield at("failed to match all allowed schemas", pointer)
            yield from min(results, key=len)

    return rule


def every(*rules: Rule) -> Rule:
    """All of these rules."""

    def rule(value: object, pointer: str) -> Iterator[str]:
        for each in rules:
            yield from each(value, pointer)

    return rule


def one_of(*names: str) -> Rule:
    """An object that has one of these properties, or more."""

    def rule(value: object, pointer: str) -> Iterator[str]:
        if isinstance(value, dict) and not any(value.get(name) for name in names):
            listed = " or ".join(f"`{name}`" for name in names)
            yield at(f"must define either {listed}", pointer)

    return rule


def not_both(first: str, second: str) -> Rule:
    """An object that has at most one of two properties."""

    def rule(value: object, pointer: str) -> Iterator[str]:
        if isinstance(value, dict) and value.get(first) and value.get(second):
            yield at(f"cannot define both `{first}` and `{second}`", pointer)

    return rule


def where(holds: Callable[[JsonObject], bool], message: str) -> Rule:
    """An object for which `holds` is true; `message` else."""

    def rule(value: object, pointer: str) -> Iterator[str]:
        if isinstance(value, dict) and not holds(value):
            yield at(message, pointer)

    return rule
