"""Where a policy is written, and what it says there once it is mended. Pure: texts in, text out.

endings            the files that count
map, place         the repository of a resource: by a map that somebody keeps, or by tags
wanted, outcome    what a plan wants in a source; the edit, or why there is none
edit               a plan's statements in the one file that has to change
hcl/ terraform/    Terraform: its language with the place of each part, what it says, our statement
template/          the same for CloudFormation and SAM, YAML and JSON
splice             texts put into a text, and the proof that all else is the same
"""

from bot.core.sources.edit import edited
from bot.core.sources.endings import ENDINGS
from bot.core.sources.map import SourceMap, WrongMap, place_of, sources_of
from bot.core.sources.outcome import CannotEdit, Edit, Shape
from bot.core.sources.place import NoPlace, Place
from bot.core.sources.wanted import Hints

__all__ = [
    "ENDINGS",
    "CannotEdit",
    "Edit",
    "Hints",
    "NoPlace",
    "Place",
    "Shape",
    "SourceMap",
    "WrongMap",
    "edited",
    "place_of",
    "sources_of",
]
