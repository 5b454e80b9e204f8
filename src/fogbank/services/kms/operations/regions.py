"""Related keys in several regions."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.tags import set_tags
from fogbank.services.kms import access, errors, finding, making, material, metadata, names, policy, rules
from fogbank.services.kms._shapes import ReplicateKeyRequest, ReplicateKeyResponse, UpdatePrimaryRegionRequest
from fogbank.services.kms.operations.keys import check_key_quota
from fogbank.services.kms.records import Core, Key


def _primary(call: Call, key_id: str, operation: str) -> tuple[Key, Core]:
    """Errors: UnsupportedOperationException; the text is ours."""
    key = finding.key_at(call, key_id)
    core = material.core_of(call.tx, key)
    if not key.multi_region or key.region != core.primary:
        raise errors.unsupported(f"{key.arn} is not a multi-Region primary key.")
    rules.check_state(key, operation)
    return key, core


def _check_region(call: Call, region: str) -> None:
    """Errors: ValidationException, UnsupportedOperationException; the texts are ours."""
    known = call.kernel.topology.regions.get(region)
    if known is None:
        raise errors.invalid(f"{region} is not a Region.")
    if known.partition != call.partition:
        raise errors.unsupported(f"{region} is not in the AWS partition of the KMS key.")


@operation("ReplicateKey", on=access.on_new_replica)
def replicate_key(call: Call, req: ReplicateKeyRequest) -> ReplicateKeyResponse:
    """Make a key with the same id and material in another region; imported material must be imported there too.

    Errors: AlreadyExistsException, NotFoundException, InvalidArnException, DisabledException, KMSInvalidStateException,
    UnsupportedOperationException, MalformedPolicyDocumentException, LimitExceededException, TagException.
    Source: API Reference, ReplicateKey.
    Differs: the replica is never in the state Creating.
    """
    key, core = _primary(call, req["KeyId"], "ReplicateKey")
    region = req["ReplicaRegion"]
    _check_region(call, region)
    arn = names.key_arn(call, key.id, region=region)
    if region in core.regions:
        raise errors.replica_exists(arn)
    tags = rules.tags_of(req.get("Tags", []))
    rules.check_tag_count(tags)
    text = policy.default(call)
    if "Policy" in req:
        text = policy.checked(call, arn, req["Policy"], bypass=req.get("BypassPolicyLockoutSafetyCheck", False))
    check_key_quota(call, region)
    replica = Key(
        key.account,
        region,
        key.id,
        arn,
        key.spec,
        key.usage,
        key.origin,
        key.manager,
        call.tx.now,
        making.ENABLED if key.origin == making.OURS else making.PENDING_IMPORT,
        text,
        description=req.get("Description", ""),
        multi_region=True,
        public=key.public,
    )
    call.tx.insert(replica)
    call.tx.put(core.replace(replicas=(*core.replicas, region)))
    set_tags(call.tx, arn, tags)
    return {
        "ReplicaKeyMetadata": metadata.describe(call, replica),
        "ReplicaPolicy": policy.shown(call, text),
        "ReplicaTags": [{"TagKey": name, "TagValue": value} for name, value in tags.items()],
    }


@operation("UpdatePrimaryRegion", on=access.on_primary)
def update_primary_region(call: Call, req: UpdatePrimaryRegionRequest) -> None:
    """Let a replica be the primary key, and the primary key a replica.

    Errors: NotFoundException, InvalidArnException, DisabledException, KMSInvalidStateException,
    UnsupportedOperationException, ValidationException.
    Source: API Reference, UpdatePrimaryRegion.
    Differs: neither key is ever in the state Updating.
    """
    key, core = _primary(call, req["KeyId"], "UpdatePrimaryRegion")
    region = req["PrimaryRegion"]
    _check_region(call, region)
    if region == core.primary:
        raise errors.unsupported(f"{region} is the primary Region of {key.arn} already.")
    replica = call.tx.get(Key, key.account, region, key.id)
    if replica is None:
        raise errors.no_key(names.key_arn(call, key.id, region=region))
    rules.check_state(replica, "UpdatePrimaryRegion")
    replicas = (*(each for each in core.replicas if each != region), core.primary)
    call.tx.put(core.replace(primary=region, replicas=replicas))
