"""ElastiCache: clusters, and the topic that each tells while its status there is active.

Ministack runs them in containers: here they are records. A replication group shows no topic; its
member clusters do (docs/facts.md 13.2).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from playground.aws.delivery_rules.sender import ELASTICACHE
from playground.aws.server import query
from playground.aws.server.asgi import Answer
from playground.aws.server.plane import Plane
from playground.aws.server.senders.attempts import attempt
from playground.aws.server.senders.path import Source
from playground.aws.server.service import Given, Invocation, Operation, RefusedError, extend

Place = tuple[str, str, str]
"""Account, Region and name."""
Record = dict[str, Any]
_clusters: dict[Place, Record] = {}
_groups: dict[Place, Record] = {}


def _source(place: Place) -> Source:
    account, region, name = place
    arn = f"arn:aws:elasticache:{region}:{account}:cluster:{name}"
    return Source(ELASTICACHE, account, name, arn)


def links() -> Iterator[tuple[Source, str]]:
    """Each cluster with its topic."""
    for place, one in _clusters.items():
        if "NotificationConfiguration" in one:
            yield _source(place), str(one["NotificationConfiguration"]["TopicArn"])


def speak(source: Source) -> None:
    """A snapshot of the cluster is complete. After a refusal it tells nothing any more."""
    told = _clusters[source.account, source.arn.split(":")[3], source.name][
        "NotificationConfiguration"
    ]
    if told["TopicStatus"] == "active":
        message = f'{{"ElastiCache:SnapshotComplete": "{source.name}"}}'
        if attempt(source, told["TopicArn"], "ElastiCache Notification", message).refused:
            told["TopicStatus"] = "inactive"


def _set_topic(cluster: Record, given: Given) -> None:
    told = dict(cluster.get("NotificationConfiguration", {}))
    if arn := given.get("NotificationTopicArn"):
        told = {"TopicArn": arn, "TopicStatus": "active"}
    if status := given.get("NotificationTopicStatus"):
        if status not in ("active", "inactive") or not told:
            words = "NotificationTopicStatus must be active or inactive, and needs a topic."
            raise RefusedError("InvalidParameterValue", words)
        told["TopicStatus"] = status
    if told:
        cluster["NotificationConfiguration"] = told


def _cluster(place: Place, given: Given) -> Record:
    made = {
        "CacheClusterId": place[2],
        "CacheNodeType": given.get("CacheNodeType", "cache.t4g.micro"),
        "Engine": given.get("Engine", "valkey"),
        "CacheClusterStatus": "available",
        "NumCacheNodes": given.get("NumCacheNodes", 1),
        "ARN": _source(place).arn,
    }
    if group := given.get("ReplicationGroupId"):
        made["ReplicationGroupId"] = group
    _set_topic(made, given)
    return made


def _new(place: Place, there: Mapping[Place, Record], code: str) -> None:
    if place in there:
        raise RefusedError(code, f"{place[2]} already exists")


async def _create_cluster(call: Invocation, given: Given) -> Given:
    place = call.account, call.region, str(given["CacheClusterId"])
    _new(place, _clusters, "CacheClusterAlreadyExists")
    _clusters[place] = _cluster(place, given)
    return {"CacheCluster": _clusters[place]}


async def _create_group(call: Invocation, given: Given) -> Given:
    account, region, name = call.account, call.region, str(given["ReplicationGroupId"])
    _new((account, region, name), _groups, "ReplicationGroupAlreadyExists")
    members = [f"{name}-{n:03}" for n in range(1, given.get("NumCacheClusters", 1) + 1)]
    for member in members:
        place = account, region, member
        _clusters[place] = _cluster(place, given)
    _groups[account, region, name] = {
        "ReplicationGroupId": name,
        "Description": given["ReplicationGroupDescription"],
        "Status": "available",
        "MemberClusters": members,
        "ARN": f"arn:aws:elasticache:{region}:{account}:replicationgroup:{name}",
    }
    return {"ReplicationGroup": _groups[account, region, name]}


async def _modify_cluster(call: Invocation, given: Given) -> Given:
    one = _known(call, _clusters, given["CacheClusterId"], "CacheClusterNotFound")
    _set_topic(one, given)
    return {"CacheCluster": one}


async def _modify_group(call: Invocation, given: Given) -> Given:
    name = given["ReplicationGroupId"]
    group = _known(call, _groups, name, "ReplicationGroupNotFoundFault")
    for member in group["MemberClusters"]:
        _set_topic(_clusters[call.account, call.region, member], given)
    return {"ReplicationGroup": group}


async def _list_clusters(call: Invocation, given: Given) -> Given:
    wanted = given.get("CacheClusterId")
    if wanted:
        _known(call, _clusters, wanted, "CacheClusterNotFound")
    return _page(call, "CacheClusters", _clusters, wanted, given)


async def _list_groups(call: Invocation, given: Given) -> Given:
    wanted = given.get("ReplicationGroupId")
    if wanted:
        _known(call, _groups, wanted, "ReplicationGroupNotFoundFault")
    return _page(call, "ReplicationGroups", _groups, wanted, given)


def _known(call: Invocation, there: Mapping[Place, Record], name: Any, code: str) -> Record:
    found = there.get((call.account, call.region, str(name)))
    if found is None:
        raise RefusedError(code, f"{name} not found", 404)
    return found


def _page(
    call: Invocation, field: str, there: Mapping[Place, Record], wanted: Any, given: Given
) -> Given:
    here = (call.account, call.region)
    found = [
        one
        for (*place, name), one in sorted(there.items(), key=lambda item: item[0])
        if tuple(place) == here and wanted in (None, name)
    ]
    size, start = given.get("MaxRecords", 100), int(given.get("Marker", "0"))
    rest = {"Marker": str(start + size)} if start + size < len(found) else {}
    return {field: found[start : start + size], **rest}


def _served(name: str, operation: Any) -> Operation:
    async def run(call: Invocation) -> Answer:
        members = query.given("elasticache", name, call.given)
        return query.answer("elasticache", name, await operation(call, members))

    return run


def install(plane: Plane) -> None:
    """Serve them; the rest of ElastiCache is ministack's."""
    operations = {
        "CreateCacheCluster": _create_cluster,
        "CreateReplicationGroup": _create_group,
        "ModifyCacheCluster": _modify_cluster,
        "ModifyReplicationGroup": _modify_group,
        "DescribeCacheClusters": _list_clusters,
        "DescribeReplicationGroups": _list_groups,
    }
    extend("elasticache", {name: _served(name, one) for name, one in operations.items()})
    for there in (_clusters, _groups):
        plane.on_reset(there.clear)
