"""Words of tables and charts, whatever they show."""

MORE = "and {count} more"
NOTHING = "–"
"""In a cell of which nothing is known."""
BETWEEN = " · "
NAMED = "{column}: {value}"
HEAD = "{first}: {rest}"
