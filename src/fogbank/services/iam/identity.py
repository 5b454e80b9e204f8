"""What access decisions ask: every policy of a user, a role, or of whoever is behind a session; and whom names mean."""

from fogbank.kernel.arn import parse
from fogbank.kernel.identity.held import NOTHING, Attached, Held
from fogbank.kernel.identity.named import Named
from fogbank.kernel.identity.principal import Principal
from fogbank.kernel.operation import source
from fogbank.kernel.store import Tx
from fogbank.kernel.tags import tags_of
from fogbank.services.iam import catalogue, names
from fogbank.services.iam.records import Group, Holder, Role, User


@source("held")
def held(tx: Tx, principal: Principal) -> Held:
    """The policies, boundary and tags of the user or role that a principal is, or whose session it is.

    Roots hold nothing that counts; their session may have policies of its own.
    """
    session = _managed(tx, principal.session.policy_arns) if principal.session is not None else ()
    issuer = principal.issuer
    if principal.is_root or issuer.endswith(":root"):
        return NOTHING._replace(session=session)
    table: type[User | Role] = Role if principal.kind == "assumed-role" else User
    holder = names.by_arn(tx, table, issuer)
    if holder is None:
        return Held(exists=False)
    boundary = _managed(tx, (holder.boundary,)) if holder.boundary else ()
    tags = tags_of(tx, holder.arn)
    return Held(of_holder(tx, holder), boundary[0] if boundary else None, tags, True, session, holder.id)


_KINDS: dict[str, type[User | Role]] = {"user": User, "role": Role, "AIDA": User, "AROA": Role}


@source("principal")
def principal(tx: Tx, name: str) -> Named | None:
    """The user or role that has this ARN or this unique id, in whichever account, if it is there; the session of a
    role that is there."""
    arn = parse(name)
    if arn is None:
        found = next(tx.scan(_KINDS[name[:4]], name, index="id", limit=1), None)
        return Named(found.arn, found.id) if found is not None else None
    kind, _, rest = arn.resource.partition("/")
    if kind == "assumed-role":
        role = tx.get(Role, arn.account, rest.partition("/")[0].lower())
        return Named(name, name) if role is not None else None
    found = names.by_arn(tx, _KINDS[kind], name)
    return Named(found.arn, found.id) if found is not None else None


def of_holder(tx: Tx, holder: Holder) -> tuple[Attached, ...]:
    """The policies of a user with those of its groups, of a group, or of a role."""
    identity = _of(tx, holder)
    for key in holder.groups if isinstance(holder, User) else ():
        group = tx.get(Group, holder.account, key)
        assert group is not None
        identity += _of(tx, group)
    return identity


def _of(tx: Tx, holder: Holder) -> tuple[Attached, ...]:
    inline = tuple(Attached(name, document, holder.arn) for name, document in holder.inline.items())
    return inline + _managed(tx, holder.attached, holder.arn)


def _managed(tx: Tx, arns: tuple[str, ...], holder: str = "") -> tuple[Attached, ...]:
    found = ((arn, catalogue.find(tx, arn)) for arn in arns)
    return tuple(Attached(arn, catalogue.default(policy).document, holder) for arn, policy in found if policy)
