"""Identity providers outside that speak OpenID Connect.

STS asks for one by the source "oidc-provider", since services import no other service.
"""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.operation import Target, operation, source
from fogbank.kernel.paging import Page
from fogbank.kernel.store import Tx
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import credential_errors as errors
from fogbank.services.iam import limits, names, provider_rules, tagging
from fogbank.services.iam.records_providers import OidcProvider


@source("oidc-provider")
def oidc_provider(tx: Tx, account: str, url: str) -> OidcProvider | None:
    """An account's OpenID Connect provider by its URL, without the scheme."""
    return tx.get(OidcProvider, account, url)


def _on_new_oidc(call: Call, req: dict[str, Any]) -> Target:
    return Target(names.arn_of(call, "oidc-provider", "/", _url(req["Url"]).name), call.account)


def _on_oidc(call: Call, req: dict[str, Any]) -> Target:
    if provider_rules.place(req["OpenIDConnectProviderArn"], "oidc-provider") is None:
        raise errors.bad_arn(req["OpenIDConnectProviderArn"])
    return Target(req["OpenIDConnectProviderArn"], call.account)


def _url(text: str) -> provider_rules.Url:
    found = provider_rules.issuer(text)
    if found is None:
        raise errors.bad_url()
    return found


def _oidc(call: Call, req: Any) -> OidcProvider:
    """The caller's own provider; raises NoSuchEntity."""
    arn = req["OpenIDConnectProviderArn"]
    key = provider_rules.place(arn, "oidc-provider")
    found = oidc_provider(call.tx, *key) if key is not None and key[0] == call.account else None
    if found is None:
        raise errors.no_oidc(arn)
    return found


def _thumbprints(given: list[str]) -> tuple[str, ...]:
    if len(given) > provider_rules.THUMBPRINTS_MAX:
        raise errors.too_many_thumbprints()
    if any(provider_rules.THUMBPRINT.fullmatch(one) is None for one in given):
        raise errors.bad_thumbprint()
    return tuple(dict.fromkeys(one.lower() for one in given))


def _client_ids(call: Call, given: list[str]) -> tuple[str, ...]:
    known = tuple(dict.fromkeys(given))
    limits.check(call, "ClientIdsPerOpenIdConnectProvider", len(known))
    return known


@operation("CreateOpenIDConnectProvider", on=names.with_tags(_on_new_oidc, "iam:TagOpenIDConnectProvider"))
def create_open_id_connect_provider(
    call: Call, req: shapes.CreateOpenIDConnectProviderRequest
) -> shapes.CreateOpenIDConnectProviderResponse:
    """Trust an issuer of OpenID Connect tokens, for these client ids.

    Errors: ValidationError, InvalidInput, EntityAlreadyExists, LimitExceeded.
    Source: API Reference, CreateOpenIDConnectProvider.
    Differs: without a ThumbprintList none is fetched, so that the issuer need not be there yet.
    """
    provider_rules.refuse_propagation(call.operation, req)
    tx, url = call.tx, _url(req["Url"])
    thumbprints, client_ids = (
        _thumbprints(req.get("ThumbprintList", [])),
        _client_ids(call, req.get("ClientIDList", [])),
    )
    if tx.get(OidcProvider, call.account, url.name) is not None:
        raise errors.oidc_exists(req["Url"])
    limits.check(call, "OpenIdConnectProvidersPerAccount", tx.count(OidcProvider, call.account) + 1)
    arn = names.arn_of(call, "oidc-provider", "/", url.name)
    tx.insert(OidcProvider(call.account, url.name, arn, client_ids, thumbprints, tx.now, url.secure))
    tagging.add(tx, arn, req.get("Tags", []))
    answer: shapes.CreateOpenIDConnectProviderResponse = {"OpenIDConnectProviderArn": arn}
    if tags := tagging.shown(tx, arn):
        answer["Tags"] = tags
    return answer


@operation("GetOpenIDConnectProvider", on=_on_oidc)
def get_open_id_connect_provider(
    call: Call, req: shapes.GetOpenIDConnectProviderRequest
) -> shapes.GetOpenIDConnectProviderResponse:
    """A provider; its URL without https://.

    Errors: NoSuchEntity.
    Source: API Reference, GetOpenIDConnectProvider.
    """
    provider = _oidc(call, req)
    return {
        "Url": provider.url,
        "ClientIDList": list(provider.client_ids),
        "ThumbprintList": list(provider.thumbprints),
        "CreateDate": provider.created_at,
        "Tags": tagging.shown(call.tx, provider.arn),
    }


@operation("ListOpenIDConnectProviders")
def list_open_id_connect_providers(
    call: Call, req: shapes.ListOpenIDConnectProvidersRequest
) -> shapes.ListOpenIDConnectProvidersResponse:
    """The account's OpenID Connect providers.

    Source: API Reference, ListOpenIDConnectProviders.
    """
    return {"OpenIDConnectProviderList": [{"Arn": each.arn} for each in call.tx.scan(OidcProvider, call.account)]}


@operation("UpdateOpenIDConnectProviderThumbprint", on=_on_oidc)
def update_open_id_connect_provider_thumbprint(
    call: Call, req: shapes.UpdateOpenIDConnectProviderThumbprintRequest
) -> None:
    """Replace the thumbprints.

    Errors: NoSuchEntity, InvalidInput.
    Source: API Reference, UpdateOpenIDConnectProviderThumbprint.
    """
    call.tx.put(_oidc(call, req).replace(thumbprints=_thumbprints(req["ThumbprintList"])))


@operation("AddClientIDToOpenIDConnectProvider", on=_on_oidc)
def add_client_id_to_open_id_connect_provider(
    call: Call, req: shapes.AddClientIDToOpenIDConnectProviderRequest
) -> None:
    """Trust the issuer for one more client id; one that is there does no harm.

    Errors: NoSuchEntity, LimitExceeded.
    Source: API Reference, AddClientIDToOpenIDConnectProvider.
    """
    provider = _oidc(call, req)
    call.tx.put(provider.replace(client_ids=_client_ids(call, [*provider.client_ids, req["ClientID"]])))


@operation("RemoveClientIDFromOpenIDConnectProvider", on=_on_oidc)
def remove_client_id_from_open_id_connect_provider(
    call: Call, req: shapes.RemoveClientIDFromOpenIDConnectProviderRequest
) -> None:
    """Trust the issuer for a client id no more; one that is not there does no harm.

    Errors: NoSuchEntity.
    Source: API Reference, RemoveClientIDFromOpenIDConnectProvider.
    """
    provider = _oidc(call, req)
    left = tuple(client_id for client_id in provider.client_ids if client_id != req["ClientID"])
    call.tx.put(provider.replace(client_ids=left))


@operation("DeleteOpenIDConnectProvider", on=_on_oidc)
def delete_open_id_connect_provider(call: Call, req: shapes.DeleteOpenIDConnectProviderRequest) -> None:
    """Trust a provider no more. Roles that name it stay, and nobody gets into them by it.

    Errors: NoSuchEntity.
    Source: API Reference, DeleteOpenIDConnectProvider.
    """
    provider = _oidc(call, req)
    tagging.remove_all(call.tx, provider.arn)
    call.tx.delete(provider)


@operation("TagOpenIDConnectProvider", on=_on_oidc)
def tag_open_id_connect_provider(call: Call, req: shapes.TagOpenIDConnectProviderRequest) -> None:
    """Set tags beside those that are there.

    Errors: NoSuchEntity, InvalidInput, LimitExceeded.
    Source: API Reference, TagOpenIDConnectProvider.
    """
    tagging.add(call.tx, _oidc(call, req).arn, req["Tags"])


@operation("UntagOpenIDConnectProvider", on=_on_oidc)
def untag_open_id_connect_provider(call: Call, req: shapes.UntagOpenIDConnectProviderRequest) -> None:
    """Take tags away.

    Errors: NoSuchEntity.
    Source: API Reference, UntagOpenIDConnectProvider.
    """
    tagging.remove(call.tx, _oidc(call, req).arn, req["TagKeys"])


@operation("ListOpenIDConnectProviderTags", on=_on_oidc)
def list_open_id_connect_provider_tags(call: Call, req: shapes.ListOpenIDConnectProviderTagsRequest) -> Page:
    """The provider's tags, sorted by key.

    Errors: NoSuchEntity.
    Source: API Reference, ListOpenIDConnectProviderTags.
    """
    return tagging.listed(call, req, _oidc(call, req).arn)
