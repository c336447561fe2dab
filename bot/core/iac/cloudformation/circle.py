"""Resources that refer to each other in a circle: CloudFormation refuses them, and so do we."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.errors import UsageError

_VARIABLE = re.compile(r"\$\{([^!}][^}]*)\}")


def refuse_circles(resources: Mapping[str, object]) -> None:
    """Raise UsageError with the circle, where there is one."""
    arrows = {name: _arrows(body, resources) for name, body in resources.items()}
    done: set[str] = set()
    for start in arrows:
        if start not in done:
            _follow(start, arrows, done)


def _follow(start: str, arrows: Mapping[str, list[str]], done: set[str]) -> None:
    """Everything that can be reached from here, depth first, without recursion."""
    path = {start: iter(arrows[start])}
    while path:
        name, rest = next(reversed(path.items()))
        following = next(rest, None)
        if following is None:
            del path[name]
            done.add(name)
        elif following in path:
            names = list(path)
            circle = [*names[names.index(following) :], following]
            raise UsageError(f"Circular references: {' -> '.join(circle)}.")
        elif following not in done:
            path[following] = iter(arrows[following])


def _arrows(body: object, resources: Mapping[str, object]) -> list[str]:
    return [name for name in dict.fromkeys(references(body)) if name in resources]


def references(body: object) -> Iterator[str]:
    """The names that a tree refers to."""
    waiting = [body]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Mapping):
            yield from _of(one)
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def _of(one: Mapping[str, object]) -> Iterator[str]:
    named, attribute, text = one.get("Ref"), one.get("Fn::GetAtt"), one.get("Fn::Sub")
    if isinstance(named, str) and len(one) == 1:
        yield named
    if isinstance(attribute, list) and attribute and isinstance(attribute[0], str):
        yield attribute[0]
    if isinstance(attribute, str):
        yield attribute.partition(".")[0]
    if isinstance(text, list) and text:
        text = text[0]
    if isinstance(text, str):
        yield from (name.partition(".")[0] for name in _VARIABLE.findall(text))
