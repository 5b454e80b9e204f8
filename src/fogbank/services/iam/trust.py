"""Whom trust policies trust. Users and roles are remembered by id: one that is made again has the name, not the trust.

Source: IAM User Guide, AWS JSON policy elements: Principal: "IAM transforms the ARN to the user's unique principal ID
when you save the policy".
"""

from fogbank.kernel.arn import parse
from fogbank.kernel.store import Tx
from fogbank.services.iam import errors, names, rules
from fogbank.services.iam.records import Role, User

_KINDS: dict[str, type[User] | type[Role]] = {"user": User, "role": Role}
_BY_ID: dict[str, type[User] | type[Role]] = {"AIDA": User, "AROA": Role}


def pinned(tx: Tx, document: str) -> dict[str, str]:
    """The ids of the users and roles that a checked trust policy names, by ARN.

    Raises MalformedPolicyDocument where one is not there, in whichever account.
    """
    found = {}
    for name in rules.named_principals(document):
        arn = parse(name)
        kind, _, rest = arn.resource.partition("/") if arn is not None else ("", "", "")
        if arn is not None and arn.service == "iam" and kind in _KINDS:
            holder = names.by_arn(tx, _KINDS[kind], name)
            if holder is None:
                raise errors.no_principal("AWS", name)
            found[name] = holder.id
        elif arn is not None and kind == "assumed-role":
            if tx.get(Role, arn.account, rest.partition("/")[0].lower()) is None:
                raise errors.no_principal("AWS", name)
        elif name[:4] in _BY_ID and _by_id(tx, name) is None:
            raise errors.no_principal("AWS", name)
    return found


def current(tx: Tx, role: Role) -> str:
    """The trust policy as it is to be shown and judged: who is gone stands there by id, who was renamed by the new ARN.

    Source: the same page: "if you delete the user ... the principal ID appears in the policy because AWS can no longer
    map it back to a valid ARN".
    """
    changed = {}
    for arn, id_ in role.principals.items():
        now = names.by_arn(tx, _BY_ID[id_[:4]], arn)
        if now is None or now.id != id_:
            now = _by_id(tx, id_)
            changed[arn] = now.arn if now is not None else id_
    return rules.renamed_principals(role.trust, changed)


def _by_id(tx: Tx, id_: str) -> User | Role | None:
    return next(tx.scan(_BY_ID[id_[:4]], id_, index="id", limit=1), None)
