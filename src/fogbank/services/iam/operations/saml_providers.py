"""Identity providers outside that speak SAML 2.0.

STS asks for one by the source "saml-provider", since services import no other service.
"""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.operation import Target, operation, source
from fogbank.kernel.paging import Page
from fogbank.kernel.store import Tx
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import certificate_rules, limits, names, provider_rules, tagging
from fogbank.services.iam import credential_errors as errors
from fogbank.services.iam.records_providers import PrivateKey, SamlProvider

# AWS tells a hundred years after the upload where the metadata say nothing: observed, ListSAMLProviders.
_VALID_S = 100 * 365.25 * 86400


@source("saml-provider")
def saml_provider(tx: Tx, arn: str) -> SamlProvider | None:
    """The SAML provider with this ARN, in whichever account."""
    key = provider_rules.place(arn, "saml-provider")
    return tx.get(SamlProvider, *key) if key is not None else None


def _on_new_saml(call: Call, req: dict[str, Any]) -> Target:
    return Target(names.arn_of(call, "saml-provider", "/", req["Name"]), call.account)


def _on_saml(call: Call, req: dict[str, Any]) -> Target:
    if provider_rules.place(req["SAMLProviderArn"], "saml-provider") is None:
        raise errors.bad_arn(req["SAMLProviderArn"])
    return Target(req["SAMLProviderArn"], call.account)


def _saml(call: Call, arn: str) -> SamlProvider:
    """The caller's own provider; raises NoSuchEntity."""
    found = saml_provider(call.tx, arn)
    if found is None or found.account != call.account:
        raise errors.no_saml(arn)
    return found


def _metadata(document: str) -> provider_rules.Metadata:
    try:
        return provider_rules.parsed(document)
    except provider_rules.BadMetadata:
        raise errors.bad_metadata() from None


def _private_key(call: Call, pem: str) -> PrivateKey:
    try:
        return PrivateKey(call.ids.alnum(22), certificate_rules.rsa_key_pem(pem), call.tx.now)
    except certificate_rules.Unreadable:
        raise errors.bad_saml_key() from None


def _encrypted(call: Call, provider: SamlProvider, req: Any) -> SamlProvider:
    """The provider with the request's settings of encryption. Raises InvalidInput, NoSuchEntity, LimitExceeded."""
    keys = list(provider.private_keys)
    if "RemovePrivateKey" in req:
        gone = [key for key in keys if key.id == req["RemovePrivateKey"]]
        if not gone:
            raise errors.no_saml_key(req["RemovePrivateKey"])
        keys.remove(gone[0])
    if "AddPrivateKey" in req:
        keys.append(_private_key(call, req["AddPrivateKey"]))
    limits.check(call, "PrivateKeysPerSAMLProvider", len(keys))
    mode = req.get("AssertionEncryptionMode", provider.encryption)
    if mode and not keys:
        raise errors.encryption_without_key()
    return provider.replace(encryption=mode, private_keys=tuple(keys))


@operation("CreateSAMLProvider", on=names.with_tags(_on_new_saml, "iam:TagSAMLProvider"))
def create_saml_provider(call: Call, req: shapes.CreateSAMLProviderRequest) -> shapes.CreateSAMLProviderResponse:
    """Trust an identity provider that speaks SAML 2.0, whose metadata say how it signs.

    Errors: InvalidInput, EntityAlreadyExists, LimitExceeded.
    Source: API Reference, CreateSAMLProvider.
    """
    provider_rules.refuse_propagation(call.operation, req)
    tx, arn = call.tx, names.arn_of(call, "saml-provider", "/", req["Name"])
    metadata = _metadata(req["SAMLMetadataDocument"])
    if tx.get(SamlProvider, call.account, req["Name"]) is not None:
        raise errors.saml_exists(req["Name"])
    limits.check(call, "SAMLProvidersPerAccount", tx.count(SamlProvider, call.account) + 1)
    provider = SamlProvider(
        call.account,
        req["Name"],
        arn,
        req["SAMLMetadataDocument"],
        metadata.certificates,
        metadata.entity_id,
        metadata.valid_until or tx.now + _VALID_S,
        tx.now,
        call.ids.alnum(22),
    )
    tx.insert(_encrypted(call, provider, req))
    tagging.add(tx, arn, req.get("Tags", []))
    answer: shapes.CreateSAMLProviderResponse = {"SAMLProviderArn": arn}
    if tags := tagging.shown(tx, arn):
        answer["Tags"] = tags
    return answer


@operation("UpdateSAMLProvider", on=_on_saml)
def update_saml_provider(call: Call, req: shapes.UpdateSAMLProviderRequest) -> shapes.UpdateSAMLProviderResponse:
    """Replace a provider's metadata, or change how its assertions are encrypted.

    Errors: NoSuchEntity, InvalidInput, LimitExceeded.
    Source: API Reference, UpdateSAMLProvider.
    """
    provider_rules.refuse_propagation(call.operation, req)
    provider = _saml(call, req["SAMLProviderArn"])
    if "SAMLMetadataDocument" in req:
        metadata = _metadata(req["SAMLMetadataDocument"])
        provider = provider.replace(
            metadata=req["SAMLMetadataDocument"],
            certificates=metadata.certificates,
            entity_id=metadata.entity_id,
            valid_until=metadata.valid_until or call.tx.now + _VALID_S,
        )
    call.tx.put(_encrypted(call, provider, req))
    return {"SAMLProviderArn": provider.arn}


@operation("GetSAMLProvider", on=_on_saml)
def get_saml_provider(call: Call, req: shapes.GetSAMLProviderRequest) -> shapes.GetSAMLProviderResponse:
    """A provider, with its metadata as they came.

    Errors: NoSuchEntity.
    Source: API Reference, GetSAMLProvider.
    Differs: without SAMLKeyHashes, of which AWS does not say what is hashed.
    """
    provider = _saml(call, req["SAMLProviderArn"])
    answer: shapes.GetSAMLProviderResponse = {
        "SAMLProviderUUID": provider.id,
        "SAMLMetadataDocument": provider.metadata,
        "CreateDate": provider.created_at,
        "ValidUntil": provider.valid_until,
        "Tags": tagging.shown(call.tx, provider.arn),
    }
    if provider.encryption:
        answer["AssertionEncryptionMode"] = provider.encryption
    if provider.private_keys:
        answer["PrivateKeyList"] = [{"KeyId": key.id, "Timestamp": key.added_at} for key in provider.private_keys]
    return answer


@operation("ListSAMLProviders")
def list_saml_providers(call: Call, req: shapes.ListSAMLProvidersRequest) -> shapes.ListSAMLProvidersResponse:
    """The account's SAML providers.

    Source: API Reference, ListSAMLProviders.
    """
    providers = call.tx.scan(SamlProvider, call.account)
    return {
        "SAMLProviderList": [
            {"Arn": each.arn, "ValidUntil": each.valid_until, "CreateDate": each.created_at} for each in providers
        ]
    }


@operation("DeleteSAMLProvider", on=_on_saml)
def delete_saml_provider(call: Call, req: shapes.DeleteSAMLProviderRequest) -> None:
    """Trust a provider no more. Roles that name it stay, and nobody gets into them by it.

    Errors: NoSuchEntity.
    Source: API Reference, DeleteSAMLProvider.
    """
    provider = _saml(call, req["SAMLProviderArn"])
    tagging.remove_all(call.tx, provider.arn)
    call.tx.delete(provider)


@operation("TagSAMLProvider", on=_on_saml)
def tag_saml_provider(call: Call, req: shapes.TagSAMLProviderRequest) -> None:
    """Set tags beside those that are there.

    Errors: NoSuchEntity, InvalidInput, LimitExceeded.
    Source: API Reference, TagSAMLProvider.
    """
    tagging.add(call.tx, _saml(call, req["SAMLProviderArn"]).arn, req["Tags"])


@operation("UntagSAMLProvider", on=_on_saml)
def untag_saml_provider(call: Call, req: shapes.UntagSAMLProviderRequest) -> None:
    """Take tags away.

    Errors: NoSuchEntity.
    Source: API Reference, UntagSAMLProvider.
    """
    tagging.remove(call.tx, _saml(call, req["SAMLProviderArn"]).arn, req["TagKeys"])


@operation("ListSAMLProviderTags", on=_on_saml)
def list_saml_provider_tags(call: Call, req: shapes.ListSAMLProviderTagsRequest) -> Page:
    """The provider's tags, sorted by key.

    Errors: NoSuchEntity.
    Source: API Reference, ListSAMLProviderTags.
    """
    return tagging.listed(call, req, _saml(call, req["SAMLProviderArn"]).arn)
