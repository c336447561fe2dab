"""AWS refuses a read: the bot's role may not look at key policies."""

from __future__ import annotations

from playground.page.actions import Event
from playground.page.actions._switch import switch

EVENT = Event(
    id="aws-refuses",
    title="AWS refuses a read",
    says="AWS refuses kms:GetKeyPolicy to the bot, until switched off.",
    place=6,
    act=switch(
        "aws-refuses",
        "AWS now refuses kms:GetKeyPolicy to the bot.",
        "The bot may read key policies again.",
        service="kms",
        operation="GetKeyPolicy",
        code="AccessDeniedException",
        message="The bot's role may not perform kms:GetKeyPolicy.",
    ),
    trouble="AWS refuses kms:GetKeyPolicy",
)
