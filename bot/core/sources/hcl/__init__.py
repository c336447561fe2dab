"""Terraform's language as a tree with the place of each part in the text.

The one Python parser that is kept (python-hcl2) needs native code, which the zip may not hold, and
several seconds of every cold start for its grammar: here it is the tests' second judge.
"""

from bot.core.sources.hcl.expressions import (
    Call,
    Expression,
    Heredoc,
    Literal,
    Member,
    Object,
    Opaque,
    Quoted,
    Reference,
    Tuple,
)
from bot.core.sources.hcl.tokens import HclError
from bot.core.sources.hcl.tree import Attribute, Block, Body, parse, plain

__all__ = [
    "Attribute",
    "Block",
    "Body",
    "Call",
    "Expression",
    "HclError",
    "Heredoc",
    "Literal",
    "Member",
    "Object",
    "Opaque",
    "Quoted",
    "Reference",
    "Tuple",
    "parse",
    "plain",
]
