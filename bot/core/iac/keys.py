"""Declared keys and aliases, as what stands behind a KmsMasterKeyId."""

from __future__ import annotations

from bot.core.arns import parse_arn
from bot.core.iac.declared import Declaration, DeclaredAlias, DeclaredKey
from bot.core.iac.document import policy_text
from bot.core.iac.policies import Policies
from bot.core.iac.sources import made_sources
from bot.core.iac.unread import later, undeclared
from bot.core.iac.value import Unknown, unknowns
from bot.core.model.key import AnyKey, Key, PredefinedAlias
from bot.core.model.read import ReadFailed

_PREDEFINED = "alias/aws/"


class Keys:
    """The keys of a declaration, by every name that AWS takes for them."""

    def __init__(self, declaration: Declaration) -> None:
        """Index keys and aliases."""
        self._identities = declaration.identities
        self._keys = {one.arn: one for one in declaration.declared if isinstance(one, DeclaredKey)}
        self._aliases = {
            one.name: one.target for one in declaration.declared if isinstance(one, DeclaredAlias)
        }
        self._policies = Policies(declaration.declared, "kms", _key_id)
        self._sources = made_sources(declaration)
        self._texts: dict[str, str] = {}

    def behind(
        self, reference: str | Unknown | None, region: str
    ) -> tuple[str | None, AnyKey | None]:
        """A KmsMasterKeyId as it is shown, and the key behind it; None for none."""
        if isinstance(reference, Unknown):
            return f"({reference.expression})", later(reference)
        return reference, self.of(reference, region) if reference else None

    def of(self, reference: str, region: str) -> AnyKey:
        """The key that a topic or queue of this Region names."""
        resource = _resource(reference)
        if resource.startswith(_PREDEFINED):
            return PredefinedAlias(reference)
        arn = parse_arn(reference)
        own = arn is None or (arn.account == self._identities.account_id and arn.region == region)
        if resource.startswith("alias/"):
            target = self._aliases.get(resource) if own else None
            if isinstance(target, Unknown):
                return later(target)
            return self._key(target, reference, region) if target else _elsewhere(reference)
        return self._key(reference, reference, region)

    def _key(self, target: str, reference: str, region: str) -> AnyKey:
        full = self._full(target, region)
        declared = self._keys.get(full)
        if declared is None:
            return self._undeclared(full, reference)
        parsed = parse_arn(declared.arn)
        state, spec, usage = declared.state, declared.spec, declared.usage
        if isinstance(state, Unknown) or isinstance(spec, Unknown) or isinstance(usage, Unknown):
            return later(next(unknowns([state, spec, usage])))
        return Key(
            reference,
            declared.arn,
            self._identities.account_id,
            parsed.region if parsed else region,
            state,
            spec=spec,
            usage=usage,
            policies=(self._policy(declared),),
        )

    def _full(self, target: str, region: str | None = None) -> str:
        """The ARN of a key that is named by its id."""
        return target if parse_arn(target) else self._identities.arn("kms", f"key/{target}", region)

    def _policy(self, declared: DeclaredKey) -> str:
        if declared.arn not in self._texts:
            document = self._policies.of([declared.arn], declared.policy, declared.standing)
            if document is None:
                document = _default(self._identities.account_id, self._identities.partition)
            self._texts[declared.arn] = policy_text(
                document, self._identities, [declared.arn, *self._sources]
            )
        return self._texts[declared.arn]

    def _undeclared(self, full: str, reference: str) -> AnyKey:
        """A key of elsewhere. Its ARN still tells account and Region."""
        arn, gap = parse_arn(full), _elsewhere(reference)
        where = self._identities
        if arn is None or not where.account or not where.region:
            return gap
        return Key(reference, full, arn.account, arn.region, policies=gap, grants=gap)


def _elsewhere(reference: str) -> ReadFailed:
    return undeclared(f"key {reference}")


def _resource(reference: str) -> str:
    arn = parse_arn(reference)
    return arn.resource if arn else reference


def _default(account: str, partition: str) -> object:
    """What KMS writes where no policy is given (KMS guide, "Default key policy")."""
    statement = {
        "Sid": "Enable IAM User Permissions",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:{partition}:iam::{account}:root"},
        "Action": "kms:*",
        "Resource": "*",
    }
    return {"Version": "2012-10-17", "Id": "key-default-1", "Statement": [statement]}


def _key_id(target: str) -> str:
    """What an ARN and an id of one key have in common."""
    return target.rpartition("/")[2]
