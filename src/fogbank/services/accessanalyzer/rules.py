"""Which grammar a policy that is to be checked follows. Pure."""

from fogbank.kernel.identity.grammar import Kind

_KINDS: dict[str, Kind] = {
    "IDENTITY_POLICY": "identity",
    "RESOURCE_POLICY": "resource",
    "SERVICE_CONTROL_POLICY": "scp",
    "RESOURCE_CONTROL_POLICY": "rcp",
}


def kind_of(policy_type: str, resource_type: str = "") -> Kind:
    """The grammar of a policy type; a role's trust policy is a resource policy with one of its own.

    Source: API Reference, ValidatePolicy, validatePolicyResourceType.
    """
    return "trust" if resource_type == "AWS::IAM::AssumeRolePolicyDocument" else _KINDS[policy_type]
