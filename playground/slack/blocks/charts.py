"""The chart of a `data_visualization` block.

https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
"""

from __future__ import annotations

from playground.slack.blocks.rules import Rule, array, by_type, every, fields, number, string, where
from playground.slack.shapes import JsonObject

_LABEL = string(20)
_POINT = fields({"label": _LABEL, "value": number})
_SERIES = array(fields({"name": _LABEL, "data": array(_POINT, 20)}), 6)
_AXES = fields({"categories": array(_LABEL, 20)}, {"x_label": string(50), "y_label": string(50)})


def _labels_of(parts: object, name: str) -> list[object]:
    shown = parts if isinstance(parts, list) else []
    return [part.get(name) for part in shown if isinstance(part, dict)]


def _fits_its_axis(chart: JsonObject) -> bool:
    axis = chart.get("axis_config")
    categories = axis.get("categories") if isinstance(axis, dict) else None
    every_data = _labels_of(chart.get("series"), "data")
    return all(_labels_of(data, "label") == categories for data in every_data)


def _differ(chart: JsonObject) -> bool:
    names = [str(name) for name in _labels_of(chart.get("series"), "name")]
    return len(set(names)) == len(names)


_PLOTTED: Rule = every(
    fields({"series": _SERIES, "axis_config": _AXES}),
    where(_differ, "series names must be unique"),
    where(_fits_its_axis, "data labels must match axis_config.categories"),
)
CHART = by_type(
    {
        "pie": fields({"segments": array(_POINT, 6)}),
        "bar": _PLOTTED,
        "area": _PLOTTED,
        "line": _PLOTTED,
    }
)
