"""What the guides show: Bolt's own Lambda adapter, boto3 clients, Logger, Metrics and Tracer."""

from __future__ import annotations

import os
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics, Tracer
from slack_bolt import Ack, App
from slack_bolt.adapter.aws_lambda import SlackRequestHandler
from slack_sdk import WebClient

logger, metrics, tracer = Logger(service="plain"), Metrics(namespace="plain"), Tracer("plain")
clients = [boto3.client("budgets"), boto3.client("sns"), boto3.client("kms")]
app = App(
    client=WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"]),
    signing_secret=os.environ["SLACK_SIGNING_SECRET"],
    process_before_response=True,
)


@app.command("/budget-check")
def acknowledge(ack: Ack) -> None:
    """Acknowledge."""
    ack("Checking.")


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request."""
    answer: dict[str, Any] = SlackRequestHandler(app=app).handle(event, context)  # type: ignore[no-untyped-call]
    return answer
