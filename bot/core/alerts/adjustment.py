"""The notice that an auto-adjusting budget got another limit: JSON, its shape undocumented.

Known of it from the field: it is an object with `previousBudgetLimit` and `currentBudgetLimit`
(cds-snc/sre-bot). Numbers are kept as they are written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from bot.core.alerts.amounts import read_amount
from bot.core.alerts.message import Adjustment, Amount
from bot.core.alerts.spend_texts import value_of
from bot.core.model.budget import Money

_PREVIOUS, _CURRENT = "previousbudgetlimit", "currentbudgetlimit"
_MOST = 50
_DEEPEST = 5


def adjustment_of(body: str) -> Adjustment | None:
    """The notice in an SNS message's body; None for anything else. Never raises."""
    if not body.lstrip().startswith("{"):
        return None
    try:
        # As text: 0.1 stays "0.1", and NaN is no number.
        found = json.loads(body, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError):
        return None
    named = {str(key).casefold(): value for key, value in found.items()}
    if not {_PREVIOUS, _CURRENT} <= named.keys():
        return None
    return Adjustment(
        text=body,
        budget=_word(named, "budgetname", "budget"),
        account=_word(named, "accountid", "account"),
        previous=_limit(named[_PREVIOUS]),
        current=_limit(named[_CURRENT]),
        facts=tuple(pair for pair, _ in zip(_flat(found), range(_MOST), strict=False)),
    )


def _word(named: Mapping[str, object], *keys: str) -> str:
    return next((v for key in keys if isinstance(v := named.get(key), str)), "")


def _limit(value: object) -> Amount | None:
    if isinstance(value, str):
        return read_amount(value) if value.strip() else None
    if isinstance(value, dict):
        named = {str(key).casefold(): part for key, part in value.items()}
        return _spend(Money(_word(named, "amount", "value"), _word(named, "unit", "currency")))
    return None


def _spend(money: Money) -> Amount | None:
    """The API's form of an amount, where a point never groups."""
    value, said = value_of(money), f"{money.amount} {money.unit}"
    return _limit(said) if value is None else Amount(said.strip(), value, money.unit)


def _flat(value: object, path: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, bool) or value is None:
        yield path, json.dumps(value)
    elif depth < _DEEPEST and isinstance(value, dict):
        for key, part in value.items():
            yield from _flat(part, f"{path}.{key}".lstrip("."), depth + 1)
    elif depth < _DEEPEST and isinstance(value, list):
        for index, part in enumerate(value):
            yield from _flat(part, f"{path}[{index}]", depth + 1)
