"""The organization itself: made, described, deleted, given all features."""

from typing import Any

from fogbank.kernel.accounts import account_of
from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.tags import set_tags
from fogbank.services.organizations import _shapes as shapes
from fogbank.services.organizations import access, attachments, errors, handshakes, membership, names, roles, tree
from fogbank.services.organizations._shapes import (
    CreateOrganizationRequest,
    CreateOrganizationResponse,
    DescribeOrganizationResponse,
    EnableAllFeaturesRequest,
    EnableAllFeaturesResponse,
)
from fogbank.services.organizations.records import Creation, Handshake, Member, Organization, Policy, Unit


@operation("CreateOrganization", on=names.manages())
def create_organization(call: Call, req: CreateOrganizationRequest) -> CreateOrganizationResponse:
    """Make an organization that the caller's account manages.

    Errors: AlreadyInOrganizationException, AccessDeniedForDependencyException.
    Source: API Reference, CreateOrganization.
    Differs: not from AWS, but from that page: no policy type is enabled in the new root, as
    hashicorp/terraform-provider-aws's acceptance test of aws_organizations_organization sees it.
    """
    tx = call.tx
    if tree.organization_of(tx, call.account) is not None:
        raise errors.of(shapes.AlreadyInOrganizationException)
    organization = Organization(
        "o-" + call.ids.alnum(10).lower(),
        call.partition,
        call.account,
        "r-" + call.ids.alnum(4).lower(),
        tx.now,
        req.get("FeatureSet", "ALL") == "ALL",
    )
    tx.put(organization)
    membership.join(tx, organization, call.account, "INVITED", {})
    if organization.all_features:
        roles.link(call, call.account, as_=call.principal)
    return {"Organization": _shown(call, organization)}


@operation("DescribeOrganization", on=names.manages())
def describe_organization(call: Call, req: Any) -> DescribeOrganizationResponse:
    """Tell the organization that the caller's account is in.

    Source: API Reference, DescribeOrganization.
    """
    return {"Organization": _shown(call, access.own(call))}


@operation("DeleteOrganization", on=names.manages())
def delete_organization(call: Call, req: Any) -> None:
    """Delete the organization with its units, policies and history; no member may be left.

    Errors: OrganizationNotEmptyException.
    Source: API Reference, DeleteOrganization; User Guide, Deleting an organization: "all history … is lost".
    """
    organization, tx = access.managed(call), call.tx
    if tx.count(Member, organization.id, index="organization") > 1:
        raise errors.of(shapes.OrganizationNotEmptyException)
    for target in list(tree.everything(tx, organization)):
        attachments.clear(tx, organization, target)
        set_tags(tx, names.arn_of_id(tx, organization, target), {})
    for policy in list(tx.scan(Policy, organization.id)):
        set_tags(tx, names.policy_arn(organization, policy), {})
        tx.delete(policy)
    for handshake in list(tx.scan(Handshake, organization.id, index="organization")):
        handshakes.forget(tx, handshake)
    for creation in list(tx.scan(Creation, organization.id)):
        tx.cancel("organizations.create_account", organization.id, creation.id)
        tx.delete(creation)
    for unit in list(tx.scan(Unit, organization.id)):
        tx.delete(unit)
    if organization.policy_id:
        set_tags(tx, names.arn_of_id(tx, organization, organization.policy_id), {})
    tx.delete(tx.need(Member, call.account, missing=errors.of(shapes.AccountNotFoundException)))
    tx.delete(organization)


@operation("EnableAllFeatures", on=names.manages())
def enable_all_features(call: Call, req: EnableAllFeaturesRequest) -> EnableAllFeaturesResponse:
    """Ask every invited member to agree to all features; the management account accepts the answer in the end.

    Errors: HandshakeConstraintViolationException (ORGANIZATION_ALREADY_HAS_ALL_FEATURES,
    ORGANIZATION_IS_ALREADY_PENDING_ALL_FEATURES_MIGRATION).
    Source: API Reference, EnableAllFeatures; User Guide, Enabling all features in your organization: pending
    invitations are cancelled.
    """
    organization, tx = access.managed(call), call.tx
    if organization.all_features:
        raise errors.handshake_violates("ORGANIZATION_ALREADY_HAS_ALL_FEATURES")
    if handshakes.enabling(tx, organization) is not None:
        raise errors.handshake_violates("ORGANIZATION_IS_ALREADY_PENDING_ALL_FEATURES_MIGRATION")
    for sent in list(tx.scan(Handshake, organization.id, index="organization")):
        if sent.is_open:
            handshakes.end(tx, sent, "CANCELED")
    invited = [
        member.account
        for member in tx.scan(Member, organization.id, index="organization")
        if member.method == "INVITED" and member.account != organization.management
    ]
    state = "REQUESTED" if invited else "OPEN"
    whole = handshakes.begin(call, organization, handshakes.ENABLE, organization.management, state=state)
    for account in invited:
        handshakes.begin(
            call,
            organization,
            handshakes.APPROVE,
            account,
            party=("ACCOUNT", account),
            state="REQUESTED",
            parent=whole.id,
        )
    return {"Handshake": handshakes.shown(tx, organization, whole)}


def _shown(call: Call, organization: Organization) -> Any:
    """Source: API Reference, CreateOrganization, examples: AvailablePolicyTypes tells of SCPs alone."""
    available = [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}] if organization.all_features else []
    return {
        "Id": organization.id,
        "Arn": names.arn_of(organization, "organization"),
        "FeatureSet": handshakes.features(organization),
        "MasterAccountArn": names.arn_of(organization, "account", organization.management),
        "MasterAccountId": organization.management,
        "MasterAccountEmail": account_of(call.tx, organization.management).email,
        "AvailablePolicyTypes": available,
    }
