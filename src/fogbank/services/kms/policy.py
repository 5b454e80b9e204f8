"""Key policies: those that AWS writes, and whether one that a user writes may be put.

Source: KMS Developer Guide, Default key policy; Key policies (32 KB); AWS managed keys (kms:ViaService).
"""

from typing import Any

import orjson

from fogbank.kernel.call import Call
from fogbank.kernel.identity import named
from fogbank.kernel.identity.grammar import problems
from fogbank.kernel.identity.policy import names_of, resource_policy
from fogbank.services.kms import errors

DEFAULT = "default"
_SIZE_BYTES_MAX = 32_768
# Without a Resource or an Action a statement of a key policy is kept and has no effect.
# Source: API Reference, PutKeyPolicy, Policy.
_HARMLESS = frozenset({"MISSING_RESOURCE", "MISSING_ACTION"})


def default(call: Call) -> str:
    """The policy of a key for which none was given, in the very form in which AWS hands it out."""
    statement = {
        "Sid": "Enable IAM User Permissions",
        "Effect": "Allow",
        "Principal": {"AWS": _root(call)},
        "Action": "kms:*",
        "Resource": "*",
    }
    lines = ",\n".join(
        f'    "{name}" : ' + ('{\n      "AWS" : "' + _root(call) + '"\n    }' if name == "Principal" else f'"{value}"')
        for name, value in statement.items()
    )
    return '{\n  "Version" : "2012-10-17",\n  "Id" : "key-default-1",\n  "Statement" : [ {\n' + lines + "\n  } ]\n}"


def of_service(call: Call, name: str, via: str) -> str:
    """The policy of an AWS managed key: whoever may use the service in this account may use the key through it."""
    host = f"{via}.{call.region}.{call.kernel.topology.dns_suffix(call.region)}"
    document: dict[str, Any] = {
        "Version": "2012-10-17",
        "Id": f"auto-{name}-1",
        "Statement": [
            {
                "Sid": f"Allow access through {via} for all principals in the account that are authorized to use {via}",
                "Effect": "Allow",
                "Principal": {"AWS": "*"},
                "Action": [
                    "kms:Encrypt",
                    "kms:Decrypt",
                    "kms:ReEncrypt*",
                    "kms:GenerateDataKey*",
                    "kms:CreateGrant",
                    "kms:DescribeKey",
                ],
                "Resource": "*",
                "Condition": {"StringEquals": {"kms:CallerAccount": call.account, "kms:ViaService": host}},
            },
            {
                "Sid": "Allow direct access to key metadata to the account",
                "Effect": "Allow",
                "Principal": {"AWS": _root(call)},
                "Action": ["kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant"],
                "Resource": "*",
            },
        ],
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2).decode()


def _root(call: Call) -> str:
    return f"arn:{call.partition}:iam::{call.account}:root"


def checked(call: Call, arn: str, text: str, *, bypass: bool) -> str:
    """A policy that may be put on the key with this ARN, as it is kept.

    Errors: LimitExceededException, MalformedPolicyDocumentException.
    """
    if len(text.encode()) > _SIZE_BYTES_MAX:
        raise errors.limit(f"The key policy is longer than {_SIZE_BYTES_MAX} bytes.")
    for problem in problems(text, "resource"):
        if problem.code not in _HARMLESS:
            raise errors.malformed_policy(problem.message)
    if not bypass and not _keeps_caller_in(call, arn, text):
        raise errors.lockout()
    return named.keep(call, text, lambda name: errors.unknown_principal())


def shown(call: Call, text: str) -> str:
    """A key's policy as answers have it."""
    return named.show(call, text)


def _keeps_caller_in(call: Call, arn: str, text: str) -> bool:
    """Whether the caller could put a policy again: by name, or because the policy leaves it to the caller's account."""
    keys = {
        "aws:principalarn": call.principal.arn,
        "aws:principalaccount": call.principal.account,
        "kms:calleraccount": call.principal.account,
        "kms:policyname": DEFAULT,
    }
    names = names_of(call.principal, region=call.region)
    named, denied = resource_policy("resource-based policy", text).name("kms:PutKeyPolicy", arn, keys, names, [])
    return bool(named) and denied is None
