"""A bar chart, or the same as bars of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.core.alerts.spend_texts import bar
from bot.core.texts import table as texts
from bot.core.texts.visible import visible
from bot.slack.render.parts import Json, clip, pieces, plain, section
from bot.slack.render.rich import Rich

MOST_BARS = 20
TITLE = 50
LABEL = 20
_WIDTH = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """`label` is anybody's text, `text` the value as people read it."""

    label: str
    value: Decimal
    text: str


def bar_chart(title: str, unit: str, bars: Sequence[Bar]) -> Rich:
    """The bars in their order; `unit` says what the values are. Beyond `MOST_BARS` they are counted
    in the text form, and left out of the chart.

    Without bars it is the title.
    """
    shown = bars[:MOST_BARS]
    head = section(plain(title))
    if not shown:
        return Rich(head, [head])
    labels = list(_labels(shown))
    values = [float(one.value) for one in shown]
    data = [{"label": each, "value": of} for each, of in zip(labels, values, strict=True)]
    said = visible(unit) or texts.NOTHING
    block: Json = {
        "type": "data_visualization",
        "title": clip(visible(title) or texts.NOTHING, TITLE),
        "chart": {
            "type": "bar",
            "series": [{"name": clip(said, LABEL), "data": data}],
            "axis_config": {
                "categories": labels,
                "y_label": clip(said, TITLE),
            },
        },
    }
    lines = [*_lines(shown), *_more(len(bars) - len(shown))]
    return Rich(block, [head, *(section(plain(piece)) for piece in pieces("\n".join(lines)))])


def _labels(bars: Sequence[Bar]) -> Iterator[str]:
    """Each within its limit, and no two alike: Slack tells the bars apart by them."""
    seen: set[str] = set()
    for one in bars:
        name, n = visible(one.label) or texts.NOTHING, 1
        label = clip(name, LABEL)
        while label in seen:
            n += 1
            label = f"{clip(name, LABEL - len(str(n)) - 1)} {n}"
        seen.add(label)
        yield label


def _lines(bars: Sequence[Bar]) -> Iterator[str]:
    most = max(one.value for one in bars)
    for one in bars:
        drawn = bar(one.value / most if most > 0 else Decimal(0), _WIDTH)
        yield f"{drawn} {texts.HEAD.format(first=visible(one.label), rest=one.text)}"


def _more(count: int) -> list[str]:
    return [texts.MORE.format(count=count)] if count > 0 else []
