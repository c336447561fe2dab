"""JSON over HTTPS, to systems that are neither AWS nor Slack."""

from bot.rest.client import Client
from bot.rest.http import Answer, Asked, Failure, Http, Request

__all__ = ["Answer", "Asked", "Client", "Failure", "Http", "Request"]
