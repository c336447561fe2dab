"""How many decimals a currency has."""

import pytest

from bot.core.alerts.currencies import decimals


@pytest.mark.parametrize(
    ("unit", "places"),
    [
        *(("JPY", 0), ("jpy", 0), ("KRW", 0), ("VND", 0), ("CLP", 0), ("XPF", 0), ("¥", 0)),
        *(("JP¥", 0), ("₩", 0), ("₫", 0), ("円", 0), ("Yen", 0), ("FCFA", 0)),
        *(("USD", 2), ("eur", 2), ("CNY", 2), ("CN¥", 2), ("$", 2), ("A$", 2), ("€", 2), ("₹", 2)),
        *(("KWD", 3), ("BHD", 3), ("TND", 3), ("CLF", 4)),
        *(("", None), ("GB", None), ("Hrs", None), ("%", None), ("EUR/month", None), ("XXX", None)),
    ],
)
def test_decimals(unit: str, places: int | None) -> None:
    assert decimals(unit) == places
