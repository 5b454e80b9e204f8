"""Keys: made, told, listed, switched on and off."""

from fogbank.kernel.call import Call
from fogbank.kernel.errors import NotImplementedHere
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.kernel.tags import set_tags
from fogbank.services.kms import access, errors, finding, grants, making, material, metadata, names, policy, rules
from fogbank.services.kms._shapes import (
    CreateKeyRequest,
    CreateKeyResponse,
    DescribeKeyRequest,
    DescribeKeyResponse,
    DisableKeyRequest,
    EnableKeyRequest,
    GetKeyLastUsageRequest,
    GetKeyLastUsageResponse,
    ListKeysRequest,
    UpdateKeyDescriptionRequest,
)
from fogbank.services.kms.records import Key, LastUse
from fogbank.services.kms.specs import SPECS, SYMMETRIC

_PAGE = 100
_KEYS_QUOTA = "L-C2F1777E", 100_000


@operation("CreateKey", on=access.on_new_key)
def create_key(call: Call, req: CreateKeyRequest) -> CreateKeyResponse:
    """Make a key with material of ours, or without any where it is to be imported.

    Errors: ValidationException, UnsupportedOperationException, MalformedPolicyDocumentException,
    LimitExceededException, TagException.
    Source: API Reference, CreateKey.
    Differs: custom key stores and SM2 answer 501.
    """
    if "CustomerMasterKeySpec" in req and "KeySpec" in req:
        # Source: observed, ValidationException of CreateKey.
        raise errors.invalid(
            "You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is "
            "deprecated."
        )
    spec = req.get("KeySpec", req.get("CustomerMasterKeySpec", SYMMETRIC))
    usage = rules.check_new_spec(call, spec, req.get("KeyUsage"))
    origin = req.get("Origin", making.OURS)
    if "CustomKeyStoreId" in req or "XksKeyId" in req or origin not in (making.OURS, making.EXTERNAL):
        raise NotImplementedHere("kms", "CreateKey in a custom key store")
    if SPECS[spec].family == "sm2":
        raise NotImplementedHere("kms", f"KeySpec {spec}")
    tags = rules.tags_of(req.get("Tags", []))
    rules.check_tag_count(tags)
    multi_region = req.get("MultiRegion", False)
    key_id = making.fresh_id(call, multi_region=multi_region)
    text = policy.default(call)
    if "Policy" in req:
        bypass = req.get("BypassPolicyLockoutSafetyCheck", False)
        text = policy.checked(call, names.key_arn(call, key_id), req["Policy"], bypass=bypass)
    check_key_quota(call, call.region)
    key = making.make(
        call,
        key_id,
        spec,
        usage,
        policy=text,
        origin=origin,
        description=req.get("Description", ""),
        multi_region=multi_region,
    )
    set_tags(call.tx, key.arn, tags)
    return {"KeyMetadata": metadata.describe(call, key)}


def check_key_quota(call: Call, region: str) -> None:
    """AWS managed keys do not count.

    Errors: LimitExceededException. Source: Developer Guide, Resource quotas.
    """
    limit = call.quota(*_KEYS_QUOTA)
    if call.tx.count(Key, call.account, region) < limit:
        return
    if sum(key.manager == "CUSTOMER" for key in call.tx.scan(Key, call.account, region)) >= limit:
        raise errors.limit(f"The quota of {limit:.0f} KMS keys is reached.")


@operation("DescribeKey", on=access.on_named_key)
def describe_key(call: Call, req: DescribeKeyRequest) -> DescribeKeyResponse:
    """Tell everything about a key that is no secret.

    Errors: NotFoundException, InvalidArnException, InvalidGrantTokenException.
    Source: API Reference, DescribeKey.
    """
    grants.check_tokens(call, req.get("GrantTokens", []))
    return {"KeyMetadata": metadata.describe(call, finding.key_at(call, req["KeyId"], aliases=True))}


@operation("ListKeys")
def list_keys(call: Call, req: ListKeysRequest) -> Page:
    """The keys of the caller's account and region, those that are to be deleted too.

    Errors: InvalidMarkerException.
    Source: API Reference, ListKeys: 100 unless Limit says otherwise.
    """
    if "OTHER_ACCOUNTS_VIA_RAM" in req.get("ResourceOwners", []):
        raise NotImplementedHere("kms", "ListKeys of keys that others share")
    limit = req.get("Limit", _PAGE)
    found = list(call.tx.scan(Key, call.account, call.region, after=call.resume, limit=limit + 1))
    more, shown = len(found) > limit, found[:limit]
    keys = [{"KeyId": key.id, "KeyArn": key.arn} for key in shown]
    return Page({"Keys": keys, "Truncated": more}, (shown[-1].id,) if more else None)


@operation("UpdateKeyDescription", on=access.on_own_key)
def update_key_description(call: Call, req: UpdateKeyDescriptionRequest) -> None:
    """Describe a key in other words.

    Errors: NotFoundException, InvalidArnException, KMSInvalidStateException.
    Source: API Reference, UpdateKeyDescription.
    """
    key = finding.key_at(call, req["KeyId"])
    rules.check_state(key, "UpdateKeyDescription")
    call.tx.put(key.replace(description=req["Description"]))


@operation("EnableKey", on=access.on_own_key)
def enable_key(call: Call, req: EnableKeyRequest) -> None:
    """Let a key be used again; a rotation that came due in the meantime is made up for.

    Errors: NotFoundException, InvalidArnException, KMSInvalidStateException.
    Source: API Reference, EnableKey; GetKeyRotationStatus (rotation of a re-enabled key).
    """
    key = finding.key_at(call, req["KeyId"])
    rules.check_state(key, "EnableKey")
    call.tx.put(key.replace(state=making.ENABLED))
    core = material.core_of(call.tx, key)
    if core.rotates and core.primary == key.region and core.next_at <= call.tx.now:
        core = material.rotate(call, core, "AUTOMATIC")
        making.schedule_rotation(call.tx, core, call.tx.now + core.period_days * material.DAY_S)


@operation("DisableKey", on=access.on_own_key)
def disable_key(call: Call, req: DisableKeyRequest) -> None:
    """Let a key not be used until it is enabled again.

    Errors: NotFoundException, InvalidArnException, KMSInvalidStateException.
    Source: API Reference, DisableKey.
    """
    key = finding.key_at(call, req["KeyId"])
    rules.check_state(key, "DisableKey")
    call.tx.put(key.replace(state=making.DISABLED))


@operation("GetKeyLastUsage", on=access.on_own_key)
def get_key_last_usage(call: Call, req: GetKeyLastUsageRequest) -> GetKeyLastUsageResponse:
    """For which cryptographic operation a key was last used, and when.

    Errors: NotFoundException, InvalidArnException.
    Source: API Reference, GetKeyLastUsage.
    Differs: CloudTrailEventId is left out; KmsRequestId is the request's id in the trail.
    """
    key = finding.key_at(call, req["KeyId"])
    used = call.tx.get(LastUse, key.arn)
    return {
        "KeyId": key.id,
        "KeyLastUsage": {"Operation": used.operation, "Timestamp": used.at, "KmsRequestId": used.request_id}
        if used is not None
        else {},
        "TrackingStartDate": key.created_at,
        "KeyCreationDate": key.created_at,
    }
