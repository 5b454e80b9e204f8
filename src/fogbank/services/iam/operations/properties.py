"""Account properties: switches of features of IAM that hold for a whole account."""

from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.operation import Target, operation
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import errors
from fogbank.services.iam.operations.account import preferences_of

# What there is, and as it is from the beginning; all are booleans. Source: IAM User Guide, Create roles automatically
# with role manager: "For most AWS accounts, role manager is disabled by default".
_PROPERTIES = {"RoleManager/Enabled": "false"}
_BOOLEANS = ("true", "false")


def _on_properties(call: Call, req: dict[str, Any]) -> Target:
    """The account. Key: whose namespaces are told or set. Source: Service Authorization Reference, IAM."""
    namespaces = {key.partition("/")[0] for key in req.get("Properties", _PROPERTIES)}
    return Target("*", call.account, keys={"iam:accountpropertynamespaces": tuple(sorted(namespaces))})


@operation("GetAccountProperties", on=_on_properties)
def get_account_properties(call: Call, req: shapes.GetAccountPropertiesRequest) -> shapes.GetAccountPropertiesResponse:
    """All properties of the account, set or not.

    Source: API Reference, GetAccountProperties.
    """
    return {"Properties": _PROPERTIES | preferences_of(call).properties}


@operation("PutAccountProperties", on=_on_properties)
def put_account_properties(call: Call, req: shapes.PutAccountPropertiesRequest) -> None:
    """Set properties of one namespace.

    Errors: InvalidInput.
    Source: API Reference, PutAccountProperties.
    Differs: role manager makes roles in the consoles of services, which are not here; it has no service-linked role.
    """
    given = req["Properties"]
    for key in given:
        namespace, _, name = key.partition("/")
        if not namespace or not name or "/" in name:
            raise errors.bad_property_key(key)
    if len({key.partition("/")[0] for key in given}) > 1:
        raise errors.many_namespaces()
    for key, value in given.items():
        if key not in _PROPERTIES:
            raise errors.unknown_property(key)
        if value not in _BOOLEANS:
            raise errors.bad_property_value(key)
    known = preferences_of(call)
    call.tx.put(known.replace(properties=known.properties | given))
