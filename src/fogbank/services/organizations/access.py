"""Whose call this may be. Every handler begins with one of these; the permission of the caller was asked before.

Source: API Reference, of each operation: "You can only call this operation from the management account", "… or a
member account that is a delegated administrator", "from any account in a organization".
"""

from fogbank.kernel.call import Call
from fogbank.services.organizations import _shapes as shapes
from fogbank.services.organizations import errors, names, tree
from fogbank.services.organizations.records import Organization


def own(call: Call) -> Organization:
    """The caller's organization, for what every account in it may do.

    Errors: AWSOrganizationsNotInUseException.
    """
    organization = tree.organization_of(call.tx, call.account)
    if organization is None:
        raise errors.of(shapes.AWSOrganizationsNotInUseException)
    return organization


def managed(call: Call) -> Organization:
    """The organization that the caller's account manages.

    Errors: AWSOrganizationsNotInUseException, AccessDeniedException.
    """
    organization = own(call)
    if call.account != organization.management:
        raise errors.of(shapes.AccessDeniedException)
    return organization


def governed(call: Call) -> Organization:
    """The organization whose policies the caller may change: it manages it, or the resource policy lets it.

    Errors: AWSOrganizationsNotInUseException, AccessDeniedException.
    """
    organization = own(call)
    if call.account != organization.management and not organization.policy:
        raise errors.of(shapes.AccessDeniedException)
    return organization


def read(call: Call) -> Organization:
    """The organization that the caller may look into: also as the delegated administrator of any service.

    Errors: AWSOrganizationsNotInUseException, AccessDeniedException.
    """
    organization = own(call)
    if call.account == organization.management or organization.policy or names.is_delegate(call, organization):
        return organization
    raise errors.of(shapes.AccessDeniedException)


def with_all_features(organization: Organization) -> Organization:
    """The organization, which must not be for consolidated billing alone.

    Errors: ConstraintViolationException (ORGANIZATION_NOT_IN_ALL_FEATURES_MODE).
    """
    if not organization.all_features:
        raise errors.violates("ORGANIZATION_NOT_IN_ALL_FEATURES_MODE")
    return organization
