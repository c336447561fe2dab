"""A time brings words of its own, "today at 9:40 AM": none of ours may come before it twice."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import iter_modules

import bot.core.texts

_TIMES = "at|when|began|ended|since|until|opened|last|t0|t1|checked"
_TWICE = re.compile(rf"\b(?:at|on|in) \{{(?:{_TIMES})\d?\}}")


def test_no_template_has_an_at_before_a_time() -> None:
    found = []
    for module in iter_modules(bot.core.texts.__path__):
        for name, value in vars(import_module(f"bot.core.texts.{module.name}")).items():
            texts = value.values() if isinstance(value, dict) else [value]
            found += [(module.name, name) for one in texts if _TWICE.search(str(one))]
    assert found == []
