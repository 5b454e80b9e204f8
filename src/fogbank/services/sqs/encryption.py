"""Server-side encryption with KMS keys: the bodies of messages are kept encrypted.

A data key from KMS serves for the queue's reuse period: until then KMS is not asked again, neither by senders nor by
receivers. After it, the data key is opened by KMS as the receiver who needs it.
Source: Developer Guide, Encryption at rest in Amazon SQS; Key management.
"""

import base64
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.errors import AccessDenied, ServiceError
from fogbank.kernel.ports import Vault
from fogbank.services.sqs import _shapes as shapes
from fogbank.services.sqs import errors
from fogbank.services.sqs.records import CurrentKey, DataKey, Message, Queue

REUSE_S = 300
_KEPT_S = 60 * 86_400.0
"""Longer than any message can live: fourteen days in its queue, and fourteen as a dead letter."""
_NONCE_BYTES = 12
_REFUSALS: dict[str, type[ServiceError]] = {
    "DisabledException": shapes.KmsDisabled,
    "InvalidKeyUsageException": shapes.KmsInvalidKeyUsage,
    "KMSInvalidStateException": shapes.KmsInvalidState,
    "NotFoundException": shapes.KmsNotFound,
    "ThrottlingException": shapes.KmsThrottled,
}


def seal(call: Call, queue: Queue, body: str) -> tuple[str, str]:
    """The body as it is kept, and the id of its data key.

    Errors: KmsAccessDenied, KmsDisabled, KmsInvalidState, KmsNotFound, KmsInvalidKeyUsage, KmsThrottled.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    row, plaintext = _current(call, queue)
    nonce = call.ids.secret(_NONCE_BYTES)
    return base64.b64encode(nonce + AESGCM(plaintext).encrypt(nonce, body.encode(), None)).decode(), row.id


def opened(call: Call, message: Message, body: str) -> str:
    """The body in clear. Errors: as `seal`."""
    if not message.data_key:
        return body
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    raw = base64.b64decode(body)
    plaintext = _plaintext(call, message.data_key)
    return AESGCM(plaintext).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], None).decode()


def _current(call: Call, queue: Queue) -> tuple[DataKey, bytes]:
    """The queue's data key of this reuse period, made where there is none."""
    tx, vault = call.tx, _vault(call)
    current = tx.get(CurrentKey, queue.id)
    row = tx.get(DataKey, current.data_key) if current and current.kms_key == queue.kms_key else None
    if row is not None and tx.now < row.fresh_until:
        return row, vault.unwrap(row.wrapped)
    context = {"aws:sqs:arn": queue.arn}
    request = {"KeyId": queue.kms_key, "KeySpec": "AES_256", "EncryptionContext": context}
    made = _kms(call, "GenerateDataKey", request, queue.region)
    reuse_s = queue.data_key_reuse_s or REUSE_S
    row = DataKey(
        call.ids.hex(32),
        queue.arn,
        queue.region,
        made["CiphertextBlob"],
        reuse_s,
        tx.now + reuse_s,
        vault.wrap(made["Plaintext"]),
    )
    tx.insert(row)
    tx.put(CurrentKey(queue.id, queue.kms_key, row.id))
    tx.at(tx.now + reuse_s + _KEPT_S, "sqs.forget_data_key", row.id)
    return row, made["Plaintext"]


def _plaintext(call: Call, data_key: str) -> bytes:
    tx, vault = call.tx, _vault(call)
    row = tx.need(DataKey, data_key, missing=errors.no_data_key())
    if tx.now < row.fresh_until:
        return vault.unwrap(row.wrapped)
    request = {"CiphertextBlob": row.sealed, "EncryptionContext": {"aws:sqs:arn": row.queue_arn}}
    plaintext: bytes = _kms(call, "Decrypt", request, row.region)["Plaintext"]
    tx.put(row.replace(fresh_until=tx.now + row.reuse_s, wrapped=vault.wrap(plaintext)))
    return plaintext


def _kms(call: Call, operation: str, request: dict[str, Any], region: str) -> dict[str, bytes]:
    try:
        answer: dict[str, bytes] = call.invoke("kms", operation, request, region=region)
    except AccessDenied as error:
        raise shapes.KmsAccessDenied(error.message) from None
    except ServiceError as error:
        if error.code in _REFUSALS:
            raise _REFUSALS[error.code](error.message) from None
        raise
    return answer


def _vault(call: Call) -> Vault:
    vault: Vault = call.plane("vault")
    return vault
