"""JSON over HTTPS, to systems that are neither AWS nor Slack."""

from bot.rest.allowance import Allowance
from bot.rest.client import Client
from bot.rest.http import Answer, Asked, Failure, Http, Request

__all__ = ["Allowance", "Answer", "Asked", "Client", "Failure", "Http", "Request"]
