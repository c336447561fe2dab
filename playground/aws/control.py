"""A typed client of the embedded AWS's control plane (`/_playground/*`), standard library only.

Each route takes a JSON object and answers JSON; wrong input is a 400 with `{"error": "..."}`.

GET /health: {"ready"}, true once the scenarios are seeded
POST /reset: forget everything: resources, faults, calls, deliveries
GET /changes: after, seconds: {"version"} as soon as it is not `after`, or the time is up
GET /calls, DELETE /calls: the AWS calls since then: service, operation, account, region, at,
    agent, caller, invocation
GET /calls/counts: how many they are, by "service operation"
POST /faults: service, operation, account, region, text, latency, code, message, status,
    how ("hang", "reset", "hold"), times (0: always), spares (part of a User-Agent), name
DELETE /faults: name (all without one)
POST /credentials/expire: credential, an access key id or session token that has expired now
POST /kms/state: key, state
POST /kms/policy: key, policy, name (default or AWS_RAM), written without a check
POST /kms/grants: key, source_arn, service, operations
POST /budgets/spend: account, budget, actual, forecast, silent
POST /budgets/period: account, budget: a new budget period begins
POST /budgets/health: account, budget, status, reason
POST /budgets/assume: account, budget, kms_source_arn, everyone, grant
POST /budgets/extras: account, budget, failure_mail, verified_message
GET /budgets/alert-forecasts: account, budget: what would become of each notification's alert now
POST /budgets/failure-mail: account, budget: AWS mails each refusal that an alert would meet now
GET /deliveries: account: what Budgets tried and what came of it
GET /mails: account: the mails that Budgets and Cost Anomaly Detection sent
GET /senders: topic: what each other sender that has it would meet now
POST /senders/speak: sender (alarms, rules, trails, anomalies, config, rds, elasticache), account,
    name: it has something to say, now: an alarm goes off, a log file is delivered, ...
POST /senders/link: sender (trails, rds), account, name, topic: it is told of this topic from now
    on, unchecked, as if the topic's policy or key had changed afterwards
GET /senders/publishes: account: what its other senders tried and what came of it
POST /sns/confirm: topic, endpoint
GET /sns/messages: topic: what SNS handed to each subscription
POST /lambda/state: function (its ARN), state, last_update ("Successful"), reason
POST /lambda/external: arn, url, events (false): a Lambda function whose code runs on this machine;
    it is made where it is missing, and whatever invokes it is POSTed to url as Lambda's event, in
    order, tried again for some seconds where that is refused. events: CloudTrail's too
GET /lambda/external: arn: what was handed to it
POST /events: event, an object: handed to each function with `events`, as a schedule or a rule does
POST /accounts/copy: account, to (other accounts): its roles, keys, topics, budgets and whatever
    else is in it, but chat rooms and budget actions, once more in each of these
POST /organizations: account, id: the organisation that it is in; none for an empty id
POST /organizations/whole: id, management, delegated (account ids), accounts (each id, name and, as
    they are needed, unit, state, status; "" as state leaves it out, unpathed its place), units
    (each id, name, parent), empty ("2": so many pages without an account come first)
POST /tables/keep: name: the DynamoDB tables as they are now are kept, whatever is reset
POST /tables/bring: name: {"known"}; those that were kept are there again, as they were
POST /metrics: topic, metric, value, at (seconds since 1970)
POST /chatbot: account, kind (slack, teams, chime), configuration
"""

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from playground.aws.records import (
    AlertForecast,
    Call,
    Delivery,
    Invocation,
    Mail,
    Publish,
    SnsMessage,
    Way,
)

__all__ = [
    "AlertForecast",
    "Call",
    "Control",
    "ControlError",
    "Delivery",
    "Invocation",
    "Mail",
    "Publish",
    "SnsMessage",
    "Way",
    "wait_until_ready",
]


_COPIES = 500
"""So many a request: the server does nothing else meanwhile."""


class ControlError(Exception):
    """The control plane refused; the message is its sentence."""


def wait_until_ready(url: str, *, alive: Callable[[], bool], timeout: float = 300.0) -> bool:
    """Whether the server at `url` answers, scenarios seeded, before it dies or the time is up."""
    deadline = time.monotonic() + timeout
    while alive() and time.monotonic() < deadline:
        try:
            if Control(url).ready():
                return True
        except (OSError, http.client.HTTPException):
            time.sleep(0.02)
    return False


class Control:
    """Drives one embedded AWS.

    Every method raises ControlError where the server refuses, and OSError or HTTPException where it
    gives no answer.
    """

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/") + "/_playground"

    def _send(self, method: str, path: str, given: Mapping[str, object] | None = None) -> Any:
        body = None if given is None else json.dumps(given).encode()
        request = urllib.request.Request(self._url + path, data=body, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                raise _refusal(error) from None

    def _get(self, path: str, **given: str) -> Any:
        return self._send("GET", f"{path}?{urlencode(given)}" if given else path)

    def ready(self) -> bool:
        """Whether the scenarios are seeded."""
        return bool(self._get("/health")["ready"])

    def reset(self) -> None:
        """Forget every resource, fault, call and delivery."""
        self._send("POST", "/reset", {})

    def keep_tables(self, name: str) -> None:
        """Keep a copy of the DynamoDB tables as they are now, which no reset forgets."""
        self._send("POST", "/tables/keep", {"name": name})

    def bring_tables(self, name: str) -> bool:
        """Put the tables that were kept under this name back, as they were; False for none."""
        return bool(self._send("POST", "/tables/bring", {"name": name})["known"])

    def changed(self, after: int, seconds: float) -> int:
        """The number of the last change that shows, once it is not `after` or the time is up."""
        return int(self._get("/changes", after=str(after), seconds=str(seconds))["version"])

    def calls(self, service: str = "", operation: str = "") -> list[Call]:
        """The AWS calls since the last reset, oldest first; only these where named."""
        found = [Call(**call) for call in self._get("/calls")]
        fitting = (call for call in found if service in ("", call.service))
        return [call for call in fitting if operation in ("", call.operation)]

    def counts(self) -> dict[str, int]:
        """How many AWS calls there were since the last reset, by "service operation"."""
        return dict(self._get("/calls/counts"))

    def asked(self) -> list[Call]:
        """The AWS calls without an SDK's own second tries, which come on a machine that is busy."""
        first: dict[object, Call] = {}
        for call in self.calls():
            first.setdefault(call.invocation or id(call), call)
        return list(first.values())

    def forget_calls(self) -> None:
        """Start the record of calls anew."""
        self._send("DELETE", "/calls")

    def fault(  # noqa: PLR0913 (one word each, all by name)
        self,
        service: str = "*",
        operation: str = "*",
        *,
        account: str = "*",
        region: str = "*",
        text: str = "",
        latency: float = 0.0,
        code: str = "",
        message: str = "",
        status: int = 0,
        how: str = "",
        times: int = 0,
        spares: str = "",
        name: str = "",
    ) -> None:
        """Make the calls that fit slow (`latency`, seconds), fail (`code`), `hang` or `reset`, or
        `hold` them until the fault is forgotten.

        `text` must occur in the request; `times` 0 means always. Latencies add up; of several
        faults the first one decides. Whose User-Agent holds `spares` does not feel it; `name` is
        for `forget_faults`.
        """
        given = {name: value for name, value in locals().items() if name != "self"}
        self._send("POST", "/faults", given)

    def forget_faults(self, name: str = "") -> None:
        """No fault and no latency any more, or only none of that name."""
        self._send("DELETE", f"/faults?{urlencode({'name': name})}" if name else "/faults")

    def expire(self, credential: str) -> None:
        """This access key id or session token has expired from now on."""
        self._send("POST", "/credentials/expire", {"credential": credential})

    def set_key_state(self, key: str, state: str) -> None:
        """Put a key (its ARN) into any state of docs/facts.md 3.1, such as `Unavailable`."""
        self._send("POST", "/kms/state", {"key": key, "state": state})

    def set_function_state(
        self, function: str, state: str, *, last_update: str = "Successful", reason: str = ""
    ) -> None:
        """Put a function (its ARN) into any state, such as `Failed`."""
        given = {"function": function, "state": state, "last_update": last_update, "reason": reason}
        self._send("POST", "/lambda/state", given)

    def put_key_policy(self, key: str, policy: str, *, name: str = "default") -> None:
        """Write a key policy (or the shared one, `AWS_RAM`) that KMS itself would refuse."""
        self._send("POST", "/kms/policy", {"key": key, "policy": policy, "name": name})

    def put_grant(
        self,
        key: str,
        *,
        source_arn: str,
        service: str = "budgets.amazonaws.com",
        operations: Sequence[str] = ("GenerateDataKey", "Decrypt"),
    ) -> None:
        """Grant the use of a key (its ARN) to a service."""
        given = {"key": key, "source_arn": source_arn, "service": service}
        self._send("POST", "/kms/grants", {**given, "operations": list(operations)})

    def set_spend(
        self,
        account: str,
        budget: str,
        actual: float,
        forecast: float | None = None,
        *,
        silent: bool = False,
    ) -> list[Delivery]:
        """Set a budget's actual spend and its forecast (None: AWS has none); what Budgets then did.

        Each notification whose threshold is crossed turns ALARM and, once in a budget period,
        tells its subscribers; `silent` turns the state only.
        """
        given = {"account": account, "budget": budget, "actual": actual, "forecast": forecast}
        tried = self._send("POST", "/budgets/spend", {**given, "silent": silent})
        return [Delivery(**one) for one in tried]

    def begin_period(self, account: str, budget: str) -> None:
        """A new budget period: nothing is spent, every notification is OK and may alert again."""
        self._send("POST", "/budgets/period", {"account": account, "budget": budget})

    def set_health(self, account: str, budget: str, status: str, reason: str = "") -> None:
        """HealthStatus: HEALTHY or UNHEALTHY with its StatusReason; UNHEALTHY stops every alert."""
        given = {"account": account, "budget": budget, "status": status, "reason": reason}
        self._send("POST", "/budgets/health", given)

    def assume(
        self,
        account: str,
        budget: str = "*",
        *,
        kms_source_arn: bool | None = None,
        everyone: bool | None = None,
        grant: bool | None = None,
    ) -> None:
        """Decide what AWS publishes nowhere (`judge.Assumptions`) for one budget or all."""
        given = {"kms_source_arn": kms_source_arn, "everyone": everyone, "grant": grant}
        self._send("POST", "/budgets/assume", {"account": account, "budget": budget, **given})

    def set_extras(
        self,
        account: str,
        budget: str = "*",
        *,
        failure_mail: bool = False,
        verified_message: bool = False,
    ) -> None:
        """Whether Budgets mails a refused publish, and sends "SNS Topic Verified!" on linking, for
        one budget or all.
        """
        given = {"failure_mail": failure_mail, "verified_message": verified_message}
        self._send("POST", "/budgets/extras", {"account": account, "budget": budget, **given})

    def deliveries(self, account: str) -> list[Delivery]:
        """What this account's budgets tried, oldest first."""
        return [Delivery(**one) for one in self._get("/deliveries", account=account)]

    def mails(self, account: str) -> list[Mail]:
        """The mails that Budgets and Cost Anomaly Detection sent for this account, oldest first."""
        return [Mail(**one) for one in self._get("/mails", account=account)]

    def alert_forecasts(self, account: str, budget: str) -> list[AlertForecast]:
        """What would become of an alert of each of the budget's notifications now."""
        found = self._get("/budgets/alert-forecasts", account=account, budget=budget)
        return [AlertForecast.of(one) for one in found]

    def mail_failures(self, account: str, budget: str) -> list[Mail]:
        """AWS mails each refusal that an alert of this budget would meet now; the mails."""
        given = {"account": account, "budget": budget}
        return [Mail(**one) for one in self._send("POST", "/budgets/failure-mail", given)]

    def senders(self, topic: str) -> list[Publish]:
        """What each sender beside Budgets that has this topic (its ARN) would meet now."""
        return [Publish(**one) for one in self._get("/senders", topic=topic)]

    def speak(self, sender: str, account: str, name: str) -> list[Publish]:
        """An alarm, rule, trail, subscription, channel or cluster has something to say, now."""
        given = {"sender": sender, "account": account, "name": name}
        return [Publish(**one) for one in self._send("POST", "/senders/speak", given)]

    def link(self, sender: str, account: str, name: str, topic: str) -> None:
        """Give a trail or an RDS subscription a topic that AWS would refuse to link."""
        given = {"sender": sender, "account": account, "name": name, "topic": topic}
        self._send("POST", "/senders/link", given)

    def publishes(self, account: str) -> list[Publish]:
        """What this account's senders beside Budgets tried, oldest first."""
        return [Publish(**one) for one in self._get("/senders/publishes", account=account)]

    def confirm(self, topic: str, endpoint: str) -> None:
        """Confirm the pending subscription of `endpoint`, as its owner does by a link."""
        self._send("POST", "/sns/confirm", {"topic": topic, "endpoint": endpoint})

    def messages(self, topic: str) -> list[SnsMessage]:
        """What SNS did with each message to this topic (its ARN), oldest first."""
        return [SnsMessage(**one) for one in self._get("/sns/messages", topic=topic)]

    def run_externally(self, function: str, url: str, *, events: bool = False) -> None:
        """A Lambda function (its ARN) runs at `url`, a loopback address, from now on.

        It is made where it is missing, with what lets its account's topics call it. `events`: it
        also gets "AWS API Call via CloudTrail" of each call to KMS, SNS and Budgets that writes, of
        every account, refused ones (errorCode) included.
        """
        self._send("POST", "/lambda/external", {"arn": function, "url": url, "events": events})

    def invocations(self, function: str) -> list[Invocation]:
        """What a function that runs elsewhere (its ARN) was handed, oldest first."""
        return [Invocation(**one) for one in self._get("/lambda/external", arn=function)]

    def put_event(self, event: Mapping[str, object]) -> int:
        """Hand an event to each function that runs elsewhere with `events`, as EventBridge does;
        how many there are.
        """
        return int(self._send("POST", "/events", {"event": dict(event)})["functions"])

    def set_organization(self, account: str, organization: str) -> None:
        """The account is in this organisation (its id, `o-...`) from now on; in none for ""."""
        self._send("POST", "/organizations", {"account": account, "id": organization})

    def copy_account(self, account: str, to: Sequence[str]) -> None:
        """Everything in this account, but chat rooms and budget actions, also in these others."""
        for first in range(0, len(to), _COPIES):
            part = list(to[first : first + _COPIES])
            self._send("POST", "/accounts/copy", {"account": account, "to": part})

    def put_whole_organization(  # noqa: PLR0913 (what makes one)
        self,
        id: str,
        management: str,
        accounts: Sequence[Mapping[str, str]],
        units: Sequence[Mapping[str, str]] = (),
        delegated: Sequence[str] = (),
        *,
        empty: int = 0,
    ) -> None:
        """An organisation from now on, in the place of what it was: who administers it, and its
        accounts and units, thousands of them where wanted.
        """
        given = {"id": id, "management": management, "delegated": list(delegated)}
        told = {"accounts": [*map(dict, accounts)], "units": [*map(dict, units)]}
        self._send("POST", "/organizations/whole", {**given, **told, "empty": str(empty)})

    def put_metric(self, topic: str, metric: str, value: float, at: float) -> None:
        """An AWS/SNS figure of the past, such as NumberOfMessagesPublished; `at` in seconds."""
        given = {"topic": topic, "metric": metric, "value": value, "at": at}
        self._send("POST", "/metrics", given)

    def put_chatbot(self, account: str, kind: str, configuration: Mapping[str, object]) -> None:
        """A chat configuration: `kind` is slack, teams or chime; AWS's own field names inside.

        What is left out of AWS's fields gets a fitting value; State is ENABLED.
        """
        given = {"account": account, "kind": kind, "configuration": dict(configuration)}
        self._send("POST", "/chatbot", given)


def _refusal(error: urllib.error.HTTPError) -> Exception:
    """A server that is being stopped answers a 500 without JSON: that refuses nothing."""
    try:
        return ControlError(json.load(error)["error"])
    except ValueError:
        return http.client.HTTPException(f"HTTP status {error.code}")
