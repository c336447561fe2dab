"""Puts the embedded AWS together: ministack, what it lacks, and the gateway in front."""

from playground.aws.server import (
    addresses,
    chatbot,
    copies,
    dead_letter_queues,
    engine,
    functions,
    mails,
    organizations,
    rights,
    scopes,
    stacks,
    tables,
)
from playground.aws.server.asgi import App
from playground.aws.server.budgets import install as budgets
from playground.aws.server.credentials import Credentials
from playground.aws.server.external_endpoints import functions as external_functions
from playground.aws.server.gateway import Gateway
from playground.aws.server.kms import operations as kms
from playground.aws.server.opscenter import operations as opscenter
from playground.aws.server.plane import Plane
from playground.aws.server.senders import install as senders
from playground.aws.server.sns import install as sns
from playground.aws.server.trail import recorder


def build(inner: App) -> Gateway:
    """The application that is served."""
    plane = Plane()
    plane.on_reset(engine.reset)
    scopes.install()
    rights.install()
    kms.install(plane)
    sns.install(plane)
    budgets.install(plane)
    chatbot.install(plane)
    mails.install(plane)
    organizations.install(plane)
    opscenter.install(plane)
    functions.install(plane)
    tables.install(plane)
    copies.install(plane)
    external_functions.install(plane)
    senders.install(plane)
    addresses.install()
    dead_letter_queues.install()
    stacks.install()
    return Gateway(inner, plane, Credentials(plane), recorder.begin)
