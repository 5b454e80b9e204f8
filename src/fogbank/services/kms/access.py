"""Whom the access decision is about: targets, condition keys, grants.

Source: Service Authorization Reference, AWS KMS; KMS Developer Guide, AWS KMS condition keys; "Cross-account use" and
"Required permissions" of each operation in the API Reference. kms:ViaService and kms:CallerAccount are the kernel's.
"""

from collections.abc import Mapping
from typing import Any

from fogbank.kernel.arn import parse
from fogbank.kernel.call import Call
from fogbank.kernel.operation import Target
from fogbank.services.kms import errors, finding, grants, material, names, sealing
from fogbank.services.kms.records import Alias, Core, Key
from fogbank.services.kms.specs import CONTEXTUAL, ENCRYPTION, SYMMETRIC

Keys = dict[str, str | tuple[str, ...]]
Request = Mapping[str, Any]

# Members of requests that are condition keys.
_MEMBERS: Mapping[str, str] = {
    "BypassPolicyLockoutSafetyCheck": "kms:bypasspolicylockoutsafetycheck",
    "EncryptionAlgorithm": "kms:encryptionalgorithm",
    "ExpirationModel": "kms:expirationmodel",
    "GranteePrincipal": "kms:granteeprincipal",
    "GranteeServicePrincipal": "kms:granteeserviceprincipal",
    "KeyAgreementAlgorithm": "kms:keyagreementalgorithm",
    "KeyPairSpec": "kms:datakeypairspec",
    "MacAlgorithm": "kms:macalgorithm",
    "MessageType": "kms:messagetype",
    "PendingWindowInDays": "kms:schedulekeydeletionpendingwindowindays",
    "PolicyName": "kms:policyname",
    "PrimaryRegion": "kms:primaryregion",
    "ReplicaRegion": "kms:replicaregion",
    "RetiringPrincipal": "kms:retiringprincipal",
    "RetiringServicePrincipal": "kms:retiringserviceprincipal",
    "RotationPeriodInDays": "kms:rotationperiodindays",
    "SigningAlgorithm": "kms:signingalgorithm",
    "ValidTo": "kms:validto",
    "WrappingAlgorithm": "kms:wrappingalgorithm",
    "WrappingKeySpec": "kms:wrappingkeyspec",
}
# What counts where a request leaves the member out.
_DEFAULTS: Mapping[str, Mapping[str, str]] = {
    "GetKeyPolicy": {"PolicyName": "default"},
    "ImportKeyMaterial": {"ExpirationModel": "KEY_MATERIAL_EXPIRES"},
    "PutKeyPolicy": {"PolicyName": "default"},
    "ScheduleKeyDeletion": {"PendingWindowInDays": "30"},
    "Sign": {"MessageType": "RAW"},
    "Verify": {"MessageType": "RAW"},
    **{operation: {"EncryptionAlgorithm": SYMMETRIC} for operation in CONTEXTUAL},
}


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _said(call: Call, req: Request) -> Keys:
    """The condition keys of what a request says."""
    keys: Keys = {_MEMBERS[name]: value for name, value in _DEFAULTS.get(call.operation, {}).items()}
    for name in req:
        if name in _MEMBERS:
            keys[_MEMBERS[name]] = _text(req[name])
    if "Tags" in req:
        keys |= {f"aws:requesttag/{tag['TagKey'].lower()}": tag["TagValue"] for tag in req["Tags"]}
        keys["aws:tagkeys"] = tuple(tag["TagKey"] for tag in req["Tags"])
    if "TagKeys" in req:
        keys["aws:tagkeys"] = tuple(req["TagKeys"])
    return keys


def _of_context(context: Mapping[str, str]) -> Keys:
    if not context:
        return {}
    keys: Keys = {f"kms:encryptioncontext:{name.lower()}": value for name, value in context.items()}
    keys["kms:encryptioncontextkeys"] = tuple(context)
    return keys


def _of_kind(spec: str, usage: str, origin: str, *, multi_region: bool) -> Keys:
    return {
        "kms:keyspec": spec,
        "kms:customermasterkeyspec": spec,
        "kms:keyusage": usage,
        "kms:customermasterkeyusage": usage,
        "kms:keyorigin": origin,
        "kms:multiregion": _text(multi_region),
    }


def target(call: Call, key: Key, req: Request, *, action: str = "", context: Request | None = None) -> Target:
    """A key, with its policy and the grants on it. `action` where it is not the operation's ("ReEncryptFrom")."""
    operation = action or call.operation
    context = req.get("EncryptionContext", {}) if context is None else context
    keys = _of_kind(key.spec, key.usage, key.origin, multi_region=key.multi_region)
    keys |= _said(call, req) | _of_context(context)
    if key.aliases:
        keys["kms:resourcealiases"] = key.aliases
    if key.multi_region:
        primary = material.core_of(call.tx, key).primary == key.region
        keys["kms:multiregionkeytype"] = "PRIMARY" if primary else "REPLICA"
    named = names.reference(req["KeyId"]) if "KeyId" in req else None
    if named is not None and named.kind == "alias":
        keys["kms:requestalias"] = named.name
    return Target(
        key.arn,
        key.account,
        key.policy,
        f"kms:{action}" if action else None,
        delegates=True,
        granted=grants.granting(call, key, operation, context),
        keys=keys,
    )


def on_key(call: Call, req: dict[str, Any]) -> Target:
    """The key of a key id or ARN, also one of another account."""
    return target(call, finding.key_at(call, req["KeyId"]), req)


def on_own_key(call: Call, req: dict[str, Any]) -> Target:
    """The key of a key id or ARN, for operations without cross-account use: another account's policy is not asked."""
    return _own(call, finding.key_at(call, req["KeyId"]), req)


def _own(call: Call, key: Key, req: Request) -> Target:
    found = target(call, key, req)
    return found if key.account == call.account else found._replace(policy=None, granted="", delegates=False)


def on_named_key(call: Call, req: dict[str, Any]) -> Target:
    """The key of a key id, an alias or the ARN of either, also one of another account."""
    return target(call, finding.key_at(call, req["KeyId"], aliases=True), req)


def on_ciphertext(call: Call, req: dict[str, Any]) -> Target:
    """The key that is to decrypt: the one that the request names, else the one that the ciphertext does."""
    return target(call, decrypting_key(call, req.get("KeyId"), req), req)


def decrypting_key(call: Call, key_id: str | None, req: Request) -> Key:
    """Errors: InvalidCiphertextException, AccessDeniedException, NotFoundException, ValidationException."""
    if key_id is not None:
        return finding.key_at(call, key_id, aliases=True)
    if "CiphertextBlob" not in req:
        raise errors.missing("keyId" if req.get("DryRun") else "ciphertextBlob")
    return finding.key_of_ciphertext(call, sealing.name_of(req["CiphertextBlob"]))


def on_reencryption(call: Call, req: dict[str, Any]) -> list[Target]:
    """kms:ReEncryptFrom on the key that decrypts, kms:ReEncryptTo on the one that encrypts."""
    source = decrypting_key(call, req.get("SourceKeyId"), req)
    destination = finding.key_at(call, req["DestinationKeyId"], aliases=True)
    same: Keys = {"kms:reencryptonsamekey": _text(source.arn == destination.arn)}
    found = []
    for key, side, action in ((source, "Source", "ReEncryptFrom"), (destination, "Destination", "ReEncryptTo")):
        said = {"EncryptionAlgorithm": req.get(f"{side}EncryptionAlgorithm", SYMMETRIC)}
        if f"{side}KeyId" in req:
            said["KeyId"] = req[f"{side}KeyId"]
        one = target(call, key, said, action=action, context=req.get(f"{side}EncryptionContext", {}))
        found.append(one._replace(keys={**one.condition_keys, **same}))
    return found


def on_new_key(call: Call, req: dict[str, Any]) -> list[Target]:
    """Any key (kms:CreateKey has no resource), and kms:TagResource where it is to have tags."""
    spec = req.get("KeySpec", req.get("CustomerMasterKeySpec", SYMMETRIC))
    kind = _of_kind(
        spec, req.get("KeyUsage", ENCRYPTION), req.get("Origin", "AWS_KMS"), multi_region=req.get("MultiRegion", False)
    )
    return _making(call, req, kind)


def _making(call: Call, req: Request, kind: Keys) -> list[Target]:
    keys = kind | _said(call, req)
    found = [Target("*", call.account, action="kms:CreateKey", keys=keys)]
    if req.get("Tags"):
        found.append(Target("*", call.account, action="kms:TagResource", keys=keys))
    return found


def on_new_alias(call: Call, req: dict[str, Any]) -> list[Target]:
    """The alias (by IAM policies alone) and the key that it is to name."""
    return [_on_alias(call, req), _own(call, finding.key_at(call, req["TargetKeyId"]), req)]


def on_alias(call: Call, req: dict[str, Any]) -> list[Target]:
    """The alias, the key that it names, and the one that it is to name from now on."""
    found = [_on_alias(call, req)]
    alias = call.tx.get(Alias, call.account, call.region, req["AliasName"])
    old = call.tx.get(Key, call.account, call.region, alias.key_id) if alias is not None else None
    new = finding.key_at(call, req["TargetKeyId"]) if "TargetKeyId" in req else None
    return found + [_own(call, key, req) for key in (old, new) if key is not None]


def _on_alias(call: Call, req: Request) -> Target:
    return Target(names.alias_arn(call, req["AliasName"]), call.account)


def on_new_grant(call: Call, req: dict[str, Any]) -> Target:
    """The key; a grant that permits CreateGrant counts where the new one is at most as wide."""
    key = finding.key_at(call, req["KeyId"])
    found = target(call, key, req)
    constraints = req.get("Constraints", {})
    keys = {
        **found.condition_keys,
        "kms:grantoperations": tuple(req["Operations"]),
        "kms:grantisforawsresource": _text(call.principal.kind == "service"),
    }
    for kind in ("EncryptionContextEquals", "EncryptionContextSubset", "SourceArn"):
        if kind in constraints:
            keys["kms:grantconstrainttype"] = kind
    return found._replace(granted=grants.parent(call, key, req), keys=keys)


def on_grants(call: Call, req: dict[str, Any]) -> Target:
    """The key whose grants are listed or revoked."""
    found = on_key(call, req)
    return found._replace(
        keys={**found.condition_keys, "kms:grantisforawsresource": _text(call.principal.kind == "service")}
    )


def on_retirable(call: Call, req: dict[str, Any]) -> Target:
    """The retiring principal, in the caller's account."""
    return Target(req.get("RetiringPrincipal", req.get("RetiringServicePrincipal", "*")), call.account)


def on_new_replica(call: Call, req: dict[str, Any]) -> list[Target]:
    """The primary key, and kms:CreateKey and kms:TagResource in the replica's region."""
    key = finding.key_at(call, req["KeyId"])
    kind = _of_kind(key.spec, key.usage, key.origin, multi_region=True)
    return [_own(call, key, req), *_making(call, req, kind)]


def on_primary(call: Call, req: dict[str, Any]) -> list[Target]:
    """The primary key, and the replica that is to be primary."""
    key = finding.key_at(call, req["KeyId"])
    core = call.tx.get(Core, key.id)
    found = [_own(call, key, req)]
    if core is not None and req["PrimaryRegion"] in core.replicas and key.account == call.account:
        replica = call.tx.get(Key, key.account, req["PrimaryRegion"], key.id)
        assert replica is not None, key.arn
        found.append(target(call, replica, req))
    return found


def on_retired_grant(call: Call, req: dict[str, Any]) -> Target:
    """The key, by its grant: whoever the grant lets retire it needs no policy, and a key's policy does not count.

    Its account may; so may the grant's retiring principal, and its grantee where RetireGrant is among its operations.
    Source: Developer Guide, Retiring and revoking grants.
    """
    arn, grant = grants.named(call, req)
    owner = parse(arn)
    assert owner is not None, arn
    if grant is None:
        return Target(arn, owner.account)
    mine = grants.names_of(call.principal, call.region)
    may = grant.retiring in mine or (grant.grantee in mine and "RetireGrant" in grant.operations)
    # Where an account is the retiring principal, its own policies say who may do it.
    delegated = grant.retiring == f"arn:{call.partition}:iam::{call.account}:root"
    return Target(arn, call.account if delegated else owner.account, granted=grant.id if may else "")
