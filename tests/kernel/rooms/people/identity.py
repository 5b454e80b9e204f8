"""What the access decision asks the made-up service."""

from fogbank.kernel.identity.held import Attached, Ceilings, Held
from fogbank.kernel.identity.principal import Principal
from fogbank.kernel.operation import source
from fogbank.kernel.store import Tx
from tests.kernel.rooms.people.records import Control, Person, Policy


@source("held")
def held(tx: Tx, principal: Principal) -> Held:
    person = tx.get(Person, principal.issuer) or Person(principal.issuer, {})
    policies = tx.scan(Policy, principal.issuer, index="holder")
    boundary = Attached("arn:boundary", person.boundary, person.arn) if person.boundary else None
    session = principal.session
    limits = tuple(Attached(arn, "{}") for arn in session.policy_arns) if session else ()
    identity = tuple(Attached(each.name, each.document, each.holder) for each in policies)
    return Held(identity, boundary, person.tags, not person.gone, limits)


@source("ceilings")
def ceilings(tx: Tx, account: str) -> Ceilings:
    levels = tuple((Attached(f"level {each.level}", each.document),) for each in tx.scan(Control, account))
    return Ceilings(levels, None, "o-1", "999999999999", "o-1/r-1/ou-1/") if levels else Ceilings()
