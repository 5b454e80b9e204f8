"""Key policies. Each key has one, called "default"."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.services.kms import access, errors, finding, policy
from fogbank.services.kms._shapes import (
    GetKeyPolicyRequest,
    GetKeyPolicyResponse,
    ListKeyPoliciesRequest,
    ListKeyPoliciesResponse,
    PutKeyPolicyRequest,
)

_OF_RAM = "AWS_RAM"


@operation("GetKeyPolicy", on=access.on_own_key)
def get_key_policy(call: Call, req: GetKeyPolicyRequest) -> GetKeyPolicyResponse:
    """A key's policy.

    Errors: NotFoundException, InvalidArnException.
    Source: API Reference, GetKeyPolicy. No key is shared through RAM here, so none has that policy.
    """
    key = finding.key_at(call, req["KeyId"])
    if req.get("PolicyName", policy.DEFAULT) != policy.DEFAULT:
        raise errors.no_policy()
    return {"Policy": policy.shown(call, key.policy), "PolicyName": policy.DEFAULT}


@operation("PutKeyPolicy", on=access.on_own_key)
def put_key_policy(call: Call, req: PutKeyPolicyRequest) -> None:
    """Give a key another policy.

    Errors: NotFoundException, InvalidArnException, MalformedPolicyDocumentException, LimitExceededException,
    ValidationException.
    Source: API Reference, PutKeyPolicy.
    """
    key = finding.key_at(call, req["KeyId"])
    name = req.get("PolicyName", policy.DEFAULT)
    if name != policy.DEFAULT:
        raise errors.policy_of_ram() if name == _OF_RAM else errors.no_policy()
    bypass = req.get("BypassPolicyLockoutSafetyCheck", False)
    call.tx.put(key.replace(policy=policy.checked(call, key.arn, req["Policy"], bypass=bypass)))


@operation("ListKeyPolicies", on=access.on_own_key)
def list_key_policies(call: Call, req: ListKeyPoliciesRequest) -> ListKeyPoliciesResponse:
    """The names of a key's policies: one.

    Errors: NotFoundException, InvalidArnException.
    Source: API Reference, ListKeyPolicies.
    """
    finding.key_at(call, req["KeyId"])
    return {"PolicyNames": [policy.DEFAULT], "Truncated": False}
