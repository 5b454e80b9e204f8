"""Signs in a request of which service it is for: the signature's scope, the host, an Action parameter."""

import re
from typing import Any, NamedTuple
from urllib.parse import unquote

from fogbank.wire.message import Request
from fogbank.wire.models import Models
from fogbank.wire.quirks import routing as quirks

_CREDENTIAL = re.compile(r"(?:^|&)X-Amz-Credential=([^&]+)", re.IGNORECASE)
_ACTION = re.compile(rb"(?:^|&)(?:Action|Operation)=([^&]*)")
_VERSION = re.compile(rb"(?:^|&)Version=([^&]*)")
_DOMAINS = (".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".localhost")
_FORM = "application/x-www-form-urlencoded"


class Action(NamedTuple):
    """The operation that a request of the query protocol names."""

    name: str
    version: str | None


class Index:
    """The catalogue, turned around."""

    def __init__(self, models: Models) -> None:
        self.by_signing: dict[str, list[str]] = {}
        self.by_prefix: dict[str, list[str]] = {}
        self.by_target: dict[str, list[str]] = {}
        self.by_version: dict[str, list[str]] = {}
        self.unsigned: list[tuple[str, str]] = []
        self.protocols: dict[str, list[str]] = {}
        for name in sorted(models.catalogue, key=lambda name: (name not in quirks.PREFERRED, name)):
            entry = models.catalogue[name]
            self.protocols[name] = entry["protocols"]
            self.by_signing.setdefault(entry["signingName"], []).append(name)
            self.by_prefix.setdefault(entry["endpointPrefix"], []).append(name)
            if "targetPrefix" in entry:
                self.by_target.setdefault(entry["targetPrefix"], []).append(name)
            if "query" in entry["protocols"] or "ec2" in entry["protocols"]:
                self.by_version.setdefault(entry["apiVersion"], []).append(name)
            self.unsigned += [(method, name) for method, _ in entry.get("unsigned", ())]
        for alias, name in quirks.SIGNING_ALIASES.items():
            self.by_signing.setdefault(alias, []).append(name)
        for alias, name in quirks.PREFIX_ALIASES.items():
            self.by_prefix.setdefault(alias, []).append(name)


def signing_name(request: Request) -> str | None:
    """The service in the scope of the signature."""
    header = request.headers.get("authorization")
    if header is not None:
        parts = header.split("/", 4)
        if len(parts) == 5 and parts[4].startswith("aws4_request,"):
            return parts[3]
        start = header.find("Credential=")
        if start < 0:
            return quirks.OLD_SIGNATURES if header.startswith("AWS ") else None
        fields = header[start + 11 :].split(",", 1)[0].split("/")
        return fields[-2] if len(fields) >= 4 else None
    if request.query:
        match = _CREDENTIAL.search(request.query)
        if match is not None:
            fields = unquote(match.group(1)).split("/")
            return fields[-2] if len(fields) >= 4 else None
        if "AWSAccessKeyId=" in request.query and "SignatureVersion=" not in request.query:
            return quirks.OLD_SIGNATURES
    return None


def host_services(index: Index, host: str) -> list[str]:
    """The services whose endpoint a host name is."""
    domain = next((one for one in _DOMAINS if host.endswith(one)), None)
    if domain is None:
        return []
    special = quirks.host_service(host)
    if special is not None:
        return [special]
    labels = host[: -len(domain)].split(".")
    for start in range(len(labels)):
        for end in range(len(labels), start, -1):
            found = index.by_prefix.get(".".join(labels[start:end]))
            if found:
                return found
    return []


def action(request: Request) -> Action | None:
    """The Action parameter of the query string or of a form."""
    text = request.query.encode("utf-8", "replace")
    match = _ACTION.search(text) if text else None
    if match is None and request.body.data and request.headers.get("content-type", _FORM).startswith(_FORM):
        text = request.body.data
        match = _ACTION.search(text)
    if match is None:
        return None
    version = _VERSION.search(text)
    return Action(_word(match.group(1)), _word(version.group(1)) if version else None)


def _word(raw: bytes) -> str:
    return unquote(raw.decode("latin-1")) if b"%" in raw else raw.decode("latin-1")


def guess(models: Models, request: Request) -> tuple[str, str]:
    """The service and protocol in which to answer an error where no operation could be found out."""
    index = models.index
    names: list[Any] = index.by_target.get(request.headers.get("x-amz-target", "").rpartition(".")[0], [])
    scope = signing_name(request)
    names = names or (index.by_signing.get(scope, []) if scope else []) or host_services(index, request.host)
    name = names[0] if names else quirks.DEFAULT_SERVICE
    protocols = index.protocols[name]
    if request.headers.get("smithy-protocol") and "smithy-rpc-v2-cbor" in protocols:
        return name, "smithy-rpc-v2-cbor"
    if "x-amz-target" in request.headers and "json" in protocols:
        return name, "json"
    if "query" in protocols and request.headers.get("content-type", "").startswith(_FORM):
        return name, "query"
    return name, protocols[0]
