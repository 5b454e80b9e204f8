"""Tables under KMS keys. All tables are encrypted; of those under DynamoDB's own keys nothing is told.

A table has a key of its own, which KMS has encrypted. Whoever uses the table has it opened by KMS as themselves, and
then not again for five minutes: without leave to use the key, or with the key disabled, there are no items. A grant on
the key lets DynamoDB itself see whether it can still be used; where it cannot, the table says so.
Source: Developer Guide, DynamoDB encryption at rest: How it works, Managing encrypted tables; AWS KMS Developer Guide,
How Amazon DynamoDB uses AWS KMS.
Differs: items lie in the store as they came. A table is not archived after seven days without its key.
"""

from collections.abc import Mapping
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.errors import AccessDenied, ServiceError
from fogbank.services.dynamodb import errors
from fogbank.services.dynamodb.records import Encryption, Opened, Table

FRESH_S = 300.0
"""Source: Developer Guide, How it works: the table key is cached in plaintext for up to five minutes."""
_MANAGED = "alias/aws/dynamodb"
_GRANTED = (
    "Decrypt",
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyWithoutPlaintext",
    "ReEncryptFrom",
    "ReEncryptTo",
    "RetireGrant",
)
_REFUSAL = (
    "{kind} error: com.amazonaws.services.kms.model.{shape}: {message} "
    "(Service: AWSKMS; Status Code: 400; Error Code: {code}; Request ID: {request}; Proxy: null)"
)


def begin(call: Call, name: str, asked: Mapping[str, Any] | None) -> Encryption | None:
    """The encryption that an SSESpecification asks for a table; None for DynamoDB's own keys.

    Errors: ValidationException, AccessDenied.
    """
    if asked is None or not asked.get("Enabled", False):
        if asked is not None and "KMSMasterKeyId" in asked:  # the texts of these two are ours
            raise errors.invalid("KMSMasterKeyId can be specified only when SSE is enabled")
        return None
    if asked.get("SSEType", "KMS") != "KMS":
        raise errors.invalid("SSEType AES256 is not supported")
    key = asked.get("KMSMasterKeyId", _MANAGED)
    context = _context(call.account, name)
    made = kms(call, "GenerateDataKey", {"KeyId": key, "KeySpec": "AES_256", "EncryptionContext": context})
    managed = key == _MANAGED
    grant = ""
    if not managed:
        service = f"dynamodb.{call.region}.amazonaws.com"
        request = {
            "KeyId": made["KeyId"],
            "GranteePrincipal": service,
            "RetiringPrincipal": service,
            "Operations": list(_GRANTED),
            "Constraints": {"EncryptionContextSubset": context},
        }
        grant = kms(call, "CreateGrant", request)["GrantId"]
    return Encryption(made["KeyId"], made["CiphertextBlob"], managed, grant)


def _context(account: str, name: str) -> dict[str, str]:
    return {"aws:dynamodb:tableName": name, "aws:dynamodb:subscriberId": account}


def watch(call: Call, table: Table) -> None:
    """Owe a look at whether the key of a table can still be used, where that is the customer's."""
    if table.encryption is not None and not table.encryption.managed:
        at = call.tx.now + FRESH_S
        call.tx.at(at, "dynamodb.watch_key", table.account, table.region, table.name, table.id)


def changed(call: Call, table: Table, asked: Mapping[str, Any] | None) -> Table:
    """The table under the key that an SSESpecification asks for. Errors: as `begin`."""
    if asked is None:
        return table
    old, new = table.encryption, begin(call, table.name, asked)
    if (old.kms_key if old is not None else "") == (new.kms_key if new is not None else ""):
        # Source: observed, reports of UpdateTable; the second text is ours.
        already = "encrypted by given KMSMasterKey" if new is not None else "encrypted by a key of DynamoDB's own"
        raise errors.invalid(f"Table is already {already}")
    end(call, table)
    return table.replace(encryption=new)


def open_table(call: Call, table: Table) -> None:
    """Let the caller use a table that is under a KMS key. Errors: ValidationException, AccessDenied."""
    assert table.encryption is not None
    tx, who = call.tx, call.principal.arn
    known = tx.get(Opened, table.space, who)
    if known is not None and known.until > tx.now and known.data_key == table.encryption.data_key:
        return
    kms(call, "Decrypt", _decrypt(table))
    tx.put(Opened(table.space, who, tx.now + FRESH_S, table.encryption.data_key))
    tx.owe(tx.now + FRESH_S, "dynamodb.close", table.space)


def _decrypt(table: Table) -> dict[str, Any]:
    kept = table.encryption
    assert kept is not None
    return {
        "CiphertextBlob": kept.data_key,
        "KeyId": kept.kms_key,
        "EncryptionContext": _context(table.account, table.name),
    }


def is_accessible(call: Call, table: Table) -> bool:
    """Whether DynamoDB itself can use the table's key, by its grant."""
    try:
        call.invoke("kms", "Decrypt", _decrypt(table), region=table.region, source=table.arn)
    except ServiceError:
        return False
    return True


def end(call: Call, table: Table) -> None:
    """Give up the grant on the key of a table that is no more, or is under another key now."""
    kept = table.encryption
    if kept is None or not kept.grant:
        return
    try:
        call.invoke("kms", "RetireGrant", {"KeyId": kept.kms_key, "GrantId": kept.grant}, region=table.region)
    except ServiceError:
        return  # the key, or the grant, is gone already


def kms(call: Call, operation: str, request: dict[str, Any]) -> Any:
    """Ask KMS as the caller.

    Errors: AccessDenied, ValidationException. Source: observed, https://github.com/aws/aws-cdk/issues/18616 (access)
    and https://github.com/aws-solutions/generative-ai-application-builder-on-aws/issues/29 (all else).
    """
    try:
        return call.invoke("kms", operation, request)
    except AccessDenied as error:
        code = "AccessDeniedException"
        text = _told("KMS key access denied", "AWSKMSException", code, error.message, call.request_id)
        raise AccessDenied(text) from None
    except ServiceError as error:
        text = _told("KMS validation", error.code, error.code, error.message, call.request_id)
        raise errors.validation(text) from None


def _told(kind: str, shape: str, code: str, message: str, request: str) -> str:
    return _REFUSAL.format(kind=kind, shape=shape, code=code, message=message, request=request)
