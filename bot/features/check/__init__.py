"""A check: what was typed or pressed, the answer and its buttons, lists."""
