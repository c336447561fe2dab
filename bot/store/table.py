"""The tables' one base: every repository reads and writes its records through it.

The key scheme: what stands in which table, under which key (`-`: the table has no sort key), with
which attributes of an index or of the time to live, and which function writes it. Words in capitals
are values. BUDGET is budget:ACCOUNT:NAME, SUBJECT the same with a REFERENCE (bot/core/reference.py)
for the NAME, and so is `by_budget`; READ is a name in plain blanks and small letters;
`by_account` is account:ACCOUNT, `order` TIME#ID, `open` a partition of its own for each kind; a
PLACE is an ARN, BUDGET or aliases:ACCOUNT:REGION. The index `open` is sparse: what is over, or not
due, has left it.

    changes
      Change            change:ID            -                open due touches            mend
    leases
      a resource        ARN                  -                ttl                         mend
      a ticket's fault  ticket:FAULT         -                ttl                         check
      a mend            pull-request:MEND    -                ttl                         check
    log                 (append-only: what is new is put, and nothing but Query reads it)
      Action            change:ID            action:ID        by_budget by_account order  check mend
      of no change      BUDGET               action:ID        by_budget by_account order  check mend
    verdicts
      LastVerdict       account:ACCOUNT      budget:NAME                                  check mend
      on a topic        topic:ARN            BUDGET                                       check mend
      on a key          key:ARN              BUDGET                                       check mend
      NamedBudget       name:READ            BUDGET                                       check mend
      a name            names                NAME                                         check mend
      of other senders  subjects:ACCOUNT     subject:REFERENCE                            check mend
      on a topic        subjects-on-topic:ARN  SUBJECT                                    check mend
      on a key          subjects-on-key:ARN  SUBJECT                                      check mend
      AccountTally      tallies              ACCOUNT#PART                                 check
      ListedBudget      budgets              ACCOUNT#PART                                 check
      Mark              recount              BUDGET                                       check mend
      its notices       notices:SUBJECT      notice:ID        ttl                         check
      Touch             touched:PLACE        TIME#EVENT       ttl                         check
      LastWrite         wrote:ARN            ATTRIBUTE#CHANGE  ttl                        mend
      Group             group:ID             group            ttl                         check
      Member of it      group:ID             member:BUDGET    ttl                         check
      of other senders  group:ID             member:SUBJECT   ttl                         check
      ForeignMessages   foreign:ARN          HOUR             ttl                         check
      Digest            digest:WEEK          digest           ttl                         check
      Lookup            lookup:ID            lookup           ttl                         check
      its message       lookup:ID            message          ttl                         check
      a person's last   lookups:TEAM:USER    latest           ttl                         check
      SweepRecord       sweep:ACCOUNT        sweep                                        check
      the last slot     sweep:slots          last                                         check
      with names        named                ACCOUNT                                      check
      ListState         organization:ORGANIZATION  state                                  check
      its change        organization:ORGANIZATION  changed                                check
      ListedPage        organization:ORGANIZATION:LIST  page:NUMBER                       check
      names of units    organization:ORGANIZATION:LIST  units:NUMBER                      check
      Gate              gate:CHANGE          gate             ttl                         check
      Opened            ticket:ACCOUNT:ID    BUDGET           ttl                         check
      last of a fault   ticket-of:FAULT      last             ttl                         check
    answers
      Answer            answer:ID            -                by_budget order ttl         check mend
      of an App Home    answer:ID            -                ttl                         check
    threads
      Thread            thread:ID            -                open due by_budget order    check
      its place         place:CHANNEL:TS     -                                            check
      Outgoing          message:ID           -                open due                    check mend
      Proof             proof:ID             -                open due                    mend
      its topic         proving:ARN          -                                            mend
      AlarmProof        alarm-proof:ID       -                open due                    mend
      its topic         alarm-proving:ARN    -                                            mend
      one that is open  ticket:ACCOUNT:ID:BUDGET  -            open due                    check
      Snooze            snooze:ID            -                open due                    check
      PullRequestRun    pull-request:ID      -                open due                    check
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Generic, TypedDict, TypeVar

from bot.store.attributes import Item, Value, differences, encoded, parse, stamp, values
from bot.store.calls import Pause, reaching, transact
from bot.store.expressions import ALWAYS, NEW, Condition, Update, expressed, seen
from bot.store.pages import Page, Question
from bot.store.tables import OPEN, Table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_ALL = 10**9
_Record = TypeVar("_Record")
_Answer = TypeVar("_Answer")

Keys = Mapping[str, object]
"""The key of an item, by attribute. For a put also what its indexes and time to live need."""


class _At(TypedDict):
    TableName: str
    Key: Mapping[str, Value]


class AppendOnly(Generic[_Record]):
    """Records of one kind in one table, which are written once and found by Query.

    Every method that calls DynamoDB raises StoreError.
    """

    def __init__(self, client: DynamoDBClient, table: Table, of: type[_Record]) -> None:
        self._client = client
        self._table = table
        self._of = of
        self.name = table.name

    def put_new(self, keys: Keys, record: _Record) -> bool:
        """Keep it; False where its key is taken: then nothing is changed."""
        return self._put(self.transact_put_new(keys, record))

    def transact_put_new(self, keys: Keys, record: _Record) -> TransactWriteItemTypeDef:
        """The same as an item of a transaction."""
        return self._transact_put(keys, record, NEW)

    def page(self, question: Question, limit: int, cursor: str = "") -> Page[_Record]:
        """At most `limit` records from `cursor` on. Raises UsageError for a cursor that is none."""
        return self.items(question, limit, cursor).map(self.parse)

    def all(self, question: Question) -> tuple[_Record, ...]:
        """Everything that the question fits, a megabyte a call, which is DynamoDB's own limit."""
        return tuple(self.parse(item) for item in self.all_items(question))

    def all_items(self, question: Question) -> tuple[Item, ...]:
        """The same as items: an index may hold only some of their attributes."""
        return self.items(question, _ALL).items

    def items(self, question: Question, limit: int, cursor: str = "") -> Page[Item]:
        """`page` as items. One more is read, so that a page never announces an empty one."""
        wanted = question.ask(self._table, cursor)
        found: list[Item] = []
        with reaching(self.name):
            while len(found) <= limit:
                wanted["Limit"] = limit + 1 - len(found)
                answer = self._client.query(**wanted)
                found.extend(answer["Items"])
                if "LastEvaluatedKey" not in answer:
                    break
                wanted["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
        more = len(found) > limit
        cursor = question.cursor(self._table, found[limit - 1]) if more else ""
        return Page(tuple(found[:limit]), cursor)

    def cursor(self, question: Question, keys: Keys) -> str:
        """What asks for the page after the record under these keys."""
        return question.cursor(self._table, encoded(keys))

    def parse(self, item: Item) -> _Record:
        """The record that an item holds; StoreError where this version cannot read it."""
        return parse(self.name, self._of, item)

    def _transact_put(
        self, keys: Keys, record: _Record, condition: Condition
    ) -> TransactWriteItemTypeDef:
        item = encoded({**values(record), **keys})
        return {"Put": {"TableName": self.name, "Item": item, **expressed(condition)}}

    def _put(self, item: TransactWriteItemTypeDef) -> bool:
        return self._answer(lambda: self._client.put_item(**item["Put"])) is not None

    def _answer(self, call: Callable[[], _Answer]) -> _Answer | None:
        """None where the condition was not met."""
        with reaching(self.name):
            try:
                return call()
            except self._client.exceptions.ConditionalCheckFailedException:
                return None


class Repository(AppendOnly[_Record]):
    """Records of one kind in one table, which change. What is got is read consistently."""

    def get(self, key: Keys) -> _Record | None:
        """The record under this key; None where there is none."""
        item = self.item(key)
        return self.parse(item) if item else None

    def item(self, key: Keys) -> Item:
        """The same as an item, {} where there is none."""
        with reaching(self.name):
            answer = self._client.get_item(
                TableName=self.name, Key=encoded(key), ConsistentRead=True
            )
        return answer.get("Item", {})

    def put(self, keys: Keys, record: _Record, condition: Condition = ALWAYS) -> bool:
        """Keep it in the place of what is there; False where the condition was not met."""
        return self._put(self.transact_put(keys, record, condition))

    def update(self, key: Keys, update: Update, condition: Condition = ALWAYS) -> Item | None:
        """Write what changes: the item as it is then, None where the condition was not met.

        Without a condition it makes an item that is not there.
        """
        wanted = self.transact_update(key, update, condition)["Update"]
        call = self._client.update_item
        answer = self._answer(lambda: call(**wanted, ReturnValues="ALL_NEW"))
        return answer["Attributes"] if answer else None

    def delete(self, key: Keys, condition: Condition) -> bool:
        """Take it away; False where the condition was not met."""
        wanted = self.transact_delete(key, condition)["Delete"]
        return self._answer(lambda: self._client.delete_item(**wanted)) is not None

    def transact(self, items: Sequence[TransactWriteItemTypeDef], pause: Pause) -> bool:
        """Write all of these, which are of this table, or none: False where one was refused."""
        return not transact(self._client, items, pause)

    def transact_put(
        self, keys: Keys, record: _Record, condition: Condition = ALWAYS
    ) -> TransactWriteItemTypeDef:
        """`put` as an item of a transaction."""
        return self._transact_put(keys, record, condition)

    def transact_update(
        self, key: Keys, update: Update, condition: Condition = ALWAYS
    ) -> TransactWriteItemTypeDef:
        """`update` as an item of a transaction."""
        return {
            "Update": {
                **self._at(key),
                "UpdateExpression": update.expression,
                **expressed(condition, update),
            }
        }

    def transact_delete(self, key: Keys, condition: Condition = ALWAYS) -> TransactWriteItemTypeDef:
        """`delete` as an item of a transaction."""
        return {"Delete": {**self._at(key), **expressed(condition)}}

    def transact_check(self, key: Keys, condition: Condition) -> TransactWriteItemTypeDef:
        """A condition of a transaction that writes something else."""
        wanted, needed = expressed(condition), condition.expression
        return {"ConditionCheck": {**self._at(key), **wanted, "ConditionExpression": needed}}

    def _at(self, key: Keys) -> _At:
        return {"TableName": self.name, "Key": encoded(key)}


class Scheduled(Repository[_Record]):
    """Records of one kind with `version`, of which the open ones have a time when they are due.

    `partition` is their own of the index `open`, so that kinds that share a table keep apart.
    """

    def __init__(
        self, client: DynamoDBClient, table: Table, of: type[_Record], partition: str
    ) -> None:
        super().__init__(client, table, of)
        self.open = Question(partition, OPEN)

    def indexed(self, due: datetime | None) -> Keys:
        """What puts a record into the index; nothing for one that is not due at all."""
        return {"open": self.open.partition, "due": due} if due else {}

    def step(
        self, was: _Record, now: _Record, due: datetime | None, also: Keys | None = None
    ) -> Update:
        """What differs, and when it is due next: None takes it out of the index."""
        sets = {**differences(was, now), **(also or {}), **self.indexed(due)}
        return Update(sets, () if due else ("open", "due"))

    def postpone(self, key: Keys, version: int, at: datetime, until: datetime) -> bool:
        """Due `until` instead of `at`; False where somebody did so first, or it has moved on."""
        return self.update(key, Update({"due": until}), seen(due=at, version=version)) is not None

    def due_keys(self, now: datetime, limit: int, cursor: str = "") -> Page[Keys]:
        """One page of the keys of what is due, the longest waiting first, as the index knows it."""
        question = replace(self.open, where="due <= :now", values={"now": now})
        return self.items(question, limit, cursor).map(lambda item: {"pk": item["pk"]["S"]})

    def due(self, now: datetime, limit: int, cursor: str = "") -> Page[tuple[_Record, datetime]]:
        """One page of what is due, and since when; without what has moved on meanwhile."""
        page = self.due_keys(now, limit, cursor)
        found = (self._due(key, now) for key in page.items)
        return Page(tuple(one for one in found if one), page.cursor)

    def _due(self, key: Keys, now: datetime) -> tuple[_Record, datetime] | None:
        """None where the index was behind."""
        item = self.item(key)
        at = item.get("due", {}).get("S")
        if at is None or str(at) > stamp(now):
            return None
        return self.parse(item), datetime.fromisoformat(str(at))
