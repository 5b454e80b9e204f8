"""The condition keys of a request: found when a policy asks for one, and only then.

A key that is absent here is one that AWS would not send either, or one of what does not exist here (VPC endpoints).
Source: IAM User Guide, AWS global condition context keys (availability of each); IAM policy elements: Variables and
tags (principal key values); KMS Developer Guide, AWS KMS condition keys (kms:ViaService, kms:CallerAccount).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from fogbank.kernel.arn import parse
from fogbank.kernel.identity.patterns import Value
from fogbank.kernel.identity.principal import Principal
from fogbank.kernel.operation import Target
from fogbank.kernel.tags import tags_of

if TYPE_CHECKING:
    from fogbank.kernel.call import Call
    from fogbank.kernel.identity.evaluate import Ceiling, Standing

_DOMAIN = "amazonaws.com"
_UNTIL = len("2026-01-01T00:00:00")


class Context:
    """The keys of one decision. `over` and `owner`: what stands over the accounts of caller and resource."""

    __slots__ = ("_call", "_known", "over", "owner", "stands", "target")

    def __init__(self, call: "Call", target: Target, stands: "Standing", over: "Ceiling", owner: "Ceiling") -> None:
        self._call: Call | None = call
        self.target = target
        self.stands = stands
        self.over = over
        self.owner = owner
        session = call.principal.session
        facts = session.facts if session is not None else {}
        keys = target.condition_keys
        self._known: dict[str, Value | None] = {**facts, **keys} if facts or keys else {}

    def get(self, key: str, /) -> Value | None:
        """The value or values of a key, in lower case."""
        try:
            return self._known[key]
        except KeyError:
            found = self._known[key] = self._find(key) if self._call is not None else None
            return found

    def close(self) -> None:
        """The decision has been made: keep what is known, let go of the call."""
        self._call = None

    def items(self) -> Iterable[tuple[str, Value | None]]:
        """The keys that were asked for; None where one is not there."""
        return self._known.items()

    def _find(self, key: str) -> Value | None:
        plain = _KEYS.get(key)
        if plain is not None:
            return plain(self)
        name, slash, tag = key.partition("/")
        family = _TAGS.get(name.partition(":")[2]) if slash else None
        return family(self).get(tag) if family is not None else None

    @property
    def call(self) -> "Call":
        """The call that is asked about."""
        assert self._call is not None
        return self._call

    @property
    def principal(self) -> Principal:
        """Who calls."""
        return self.call.principal

    @property
    def via(self) -> tuple[str, ...]:
        """The services that forwarded the caller's request, the first one first; none where it came directly.

        A service that calls with a role of its own does not forward.
        """
        principal, caller, services = self.principal, self.call.caller, []
        while caller is not None and caller.principal.arn == principal.arn and principal.kind != "service":
            services.append(f"{caller.manifest.iam_prefix}.{_DOMAIN}")
            caller = caller.caller
        return tuple(reversed(services))

    @property
    def source(self) -> str:
        """ARN of the resource on whose behalf a service calls."""
        return self.call.source_arn if self.principal.kind == "service" else ""

    def over_source(self) -> "Ceiling":
        """What stands over the account of the resource on whose behalf a service calls."""
        return self.call.kernel.access.ceiling(self.call.tx, _account_of(self.source) or self.principal.account)

    def request_tags(self) -> dict[str, str]:
        """Tags in the request, by their keys in lower case."""
        return {key.lower(): value for key, value in _pairs(self.call.params)}

    def resource_tags(self) -> dict[str, str]:
        """Tags of the resource, by their keys in lower case. Those of one that is being made are keys of its Target."""
        return {key.lower(): value for key, value in tags_of(self.call.tx, self.target.arn).items()}

    def principal_tags(self) -> dict[str, str]:
        """Tags of the principal and, before them, those of its session."""
        session = self.principal.session
        tags = {**self.stands.held.tags, **session.tags} if session is not None else self.stands.held.tags
        return {key.lower(): value for key, value in tags.items()}


def _account_of(arn: str) -> str:
    parsed = parse(arn)
    return parsed.account if parsed else ""


# -- tags in a request, whatever the operation calls them


def _pairs(params: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Key and value of each tag in a request: in a member whose name has "tag" in it."""
    for name, member in params.items():
        if "tag" in name.lower():
            yield from _tags(member)


def _tags(member: Any) -> Iterator[tuple[str, str]]:
    """Lists of Key and Value, maps, lists or structures of such (TagSpecifications, Tagging), x-amz-tagging."""
    if isinstance(member, str) and "=" in member:
        yield from parse_qsl(member, keep_blank_values=True)
    elif isinstance(member, list):
        for each in member:
            yield from _tag(each) if isinstance(each, Mapping) else ()
    elif isinstance(member, Mapping):
        inner = next((value for name, value in member.items() if name in ("TagSet", "Tags", "Items")), None)
        if inner is not None:
            yield from _tags(inner)
        else:
            yield from ((key, value) for key, value in member.items() if isinstance(value, str))


def _tag(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in _NAMES:
        if isinstance(entry.get(key), str):
            yield entry[key], entry.get(value) or ""
            return
    yield from _tags(entry.get("Tags", ()))


_NAMES = (("Key", "Value"), ("TagKey", "TagValue"), ("key", "value"), ("tagKey", "tagValue"))


def _tag_keys(context: Context) -> Value | None:
    """The keys of the tags in the request, also of those that it takes away."""
    params = context.call.params
    keys = dict.fromkeys(key for key, _ in _pairs(params))
    for name, member in params.items():
        if name.lower() in ("tagkeys", "tagkeylist") and isinstance(member, list):
            keys.update(dict.fromkeys(each for each in member if isinstance(each, str)))
    return tuple(keys) or None


# -- single keys


def _principal_arn(context: Context) -> Value | None:
    """Of a role's session the role."""
    principal = context.principal
    if principal.kind in ("anonymous", "service"):
        return None
    return principal.issuer if principal.kind == "assumed-role" else principal.arn


_TYPES = {
    "root": "Account",
    "user": "User",
    "assumed-role": "AssumedRole",
    "federated-user": "FederatedUser",
    "anonymous": "Anonymous",
}


def _user_name(context: Context) -> Value | None:
    principal = context.principal
    return principal.arn.rpartition("/")[2] if principal.kind == "user" else None


def _is_service(context: Context) -> Value | None:
    kind = context.principal.kind
    return None if kind == "anonymous" else _truth(kind == "service")


def _service_names(context: Context) -> Value | None:
    return tuple(sorted(context.stands.names.service)) or None


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _current_time(context: Context) -> Value | None:
    instant = datetime.fromtimestamp(context.call.clock.now(), UTC)
    return instant.isoformat()[:_UNTIL] + "Z"


def _address(context: Context) -> Value | None:
    """Who forwards a request has an address of AWS's own: not one that a policy could name."""
    return None if context.call.caller is not None or context.principal.kind == "service" else context.call.source_ip


def _secure(context: Context) -> Value | None:
    """Services speak to each other over TLS."""
    return _truth(context.call.secure or context.call.caller is not None)


def _region(context: Context) -> Value | None:
    return context.call.region


def _agent(context: Context) -> Value | None:
    via = context.via
    return via[-1] if via else context.call.headers.get("user-agent")


def _mfa_present(context: Context) -> Value | None:
    """A session says so itself. A request that a service forwards is made with temporary credentials."""
    forwarded = bool(context.via) and context.principal.kind in ("user", "root")
    return "false" if forwarded else None


def _mfa_age(context: Context) -> Value | None:
    """Seconds since the session began, which is when the code was given."""
    if context.get("aws:multifactorauthpresent") != "true":
        return None
    issued = context.get("aws:tokenissuetime")
    try:
        began = datetime.fromisoformat(issued) if isinstance(issued, str) else None
    except ValueError:
        return None
    return str(int(context.call.clock.now() - began.timestamp())) if began else None


def _via_service(context: Context) -> Value | None:
    via, region = context.via, context.call.region
    suffix = context.call.kernel.topology.dns_suffix(region)
    return f"{via[-1].partition('.')[0]}.{region}.{suffix}" if via else None


def _source_account(context: Context) -> Value | None:
    principal = context.principal
    return (_account_of(context.source) or principal.account or None) if principal.kind == "service" else None


def _organization(ceiling: "Ceiling") -> Value | None:
    return ceiling.ceilings.organization or None


def _path(ceiling: "Ceiling") -> Value | None:
    return (ceiling.ceilings.path,) if ceiling.ceilings.path else None


def _by_service(key: Callable[[Context], Value | None]) -> Callable[[Context], Value | None]:
    return lambda context: key(context) if context.principal.kind == "service" else None


_KEYS: dict[str, Callable[[Context], Value | None]] = {
    "aws:principalarn": _principal_arn,
    "aws:principalaccount": lambda context: context.principal.account or "anonymous",
    "aws:principaltype": lambda context: _TYPES.get(context.principal.kind),
    "aws:principalorgid": lambda context: _organization(context.over),
    "aws:principalorgpaths": lambda context: _path(context.over),
    "aws:principalisawsservice": _is_service,
    "aws:principalservicename": _by_service(lambda context: context.principal.id),
    "aws:principalservicenameslist": _service_names,
    "aws:userid": lambda context: "anonymous" if context.principal.kind == "anonymous" else context.principal.id,
    "aws:username": _user_name,
    "aws:multifactorauthpresent": _mfa_present,
    "aws:multifactorauthage": _mfa_age,
    "aws:sourceip": _address,
    "aws:securetransport": _secure,
    "aws:requestedregion": _region,
    "aws:currenttime": _current_time,
    "aws:epochtime": lambda context: str(int(context.call.clock.now())),
    "aws:useragent": _agent,
    "aws:referer": lambda context: context.call.headers.get("referer"),
    "aws:tagkeys": _tag_keys,
    "aws:resourceaccount": lambda context: context.target.account or None,
    "aws:resourceorgid": lambda context: _organization(context.owner),
    "aws:resourceorgpaths": lambda context: _path(context.owner),
    "aws:sourcearn": lambda context: context.source or None,
    "aws:sourceaccount": _source_account,
    "aws:sourceorgid": _by_service(lambda context: _organization(context.over_source())),
    "aws:sourceorgpaths": _by_service(lambda context: _path(context.over_source())),
    "aws:viaawsservice": lambda context: _truth(bool(context.via)),
    "aws:calledvia": lambda context: context.via or None,
    "aws:calledviafirst": lambda context: context.via[0] if context.via else None,
    "aws:calledvialast": lambda context: context.via[-1] if context.via else None,
    "kms:viaservice": _via_service,
    "kms:calleraccount": lambda context: context.principal.account or None,
}
_TAGS: dict[str, Callable[[Context], dict[str, str]]] = {
    "principaltag": Context.principal_tags,
    "requesttag": Context.request_tags,
    "resourcetag": Context.resource_tags,
}
"""Also of a service's own: iam:ResourceTag/… is aws:ResourceTag/…"""
