"""What a search of every account says. Fields in braces; words between asterisks are bold."""

from __future__ import annotations

LOOK = "Look everywhere"
LOOKING = "🔎 Looking for *{name}* in every account: looked in {looked} of {total}."
LOOKING_FOUND = (
    "🔎 Looking for *{name}* in every account: looked in {looked} of {total}, found in {count}."
)
NONE = "No account has a budget *{name}*: {looked} were asked."
NONE_ANSWERED = (
    "No account that answered has a budget *{name}*: {looked} were asked, {silent} gave no answer."
)
FOUND = "*{name}* was found {count} times in {looked} accounts."
FOUND_ONE = "*{name}* was found once in {looked} accounts."
ALIKE = "No account has exactly *{name}*. Names that read the same: {count}, in {looked} accounts."
STOPPED = "The search for *{name}* ended after {looked} of {total} accounts: {why}"
ASKED_BY = "Asked by {who}."
MORE_FOUND = "… and {} more: name one with account:."
SILENT = "No answer from {count} of them:"
BEGUN_ALREADY = (
    'You are already looking for "{name}" everywhere: {looked} of {total} accounts are done. '
    "It goes on by itself, and its message says how far it is."
)
BESIDE = " Look for another name once that has ended."
