"""Managed policies and their versions."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from fogbank.kernel.call import Call
from fogbank.kernel.identity import grammar
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.services.iam import _shapes as shapes
from fogbank.services.iam import catalogue, errors, holders, limits, listing, managed, names, rules, shown, tagging
from fogbank.services.iam.records import Attachment, Policy, PolicyVersion


def _policy(call: Call, arn: str) -> Policy:
    """The policy, whoever's it is. Errors: InvalidInput, NoSuchEntity."""
    catalogue.check_arn(arn)
    policy = catalogue.find(call.tx, arn)
    if policy is None:
        raise errors.no_policy(arn)
    return policy


def _version(policy: Policy, version_id: str) -> PolicyVersion:
    found = next((version for version in policy.versions if version.id == version_id), None)
    if found is None:
        raise errors.no_version(policy.arn, version_id)
    return found


def _checked(call: Call, document: str) -> str:
    """Errors: MalformedPolicyDocument, LimitExceeded."""
    rules.check_document(document, "managed")
    limits.check(call, "PolicySize", grammar.size(document))
    return document


@operation("CreatePolicy", on=names.with_tags(names.on_new_policy, "iam:TagPolicy"))
def create_policy(call: Call, req: shapes.CreatePolicyRequest) -> shapes.CreatePolicyResponse:
    """Make a managed policy, with version v1 in force.

    Errors: MalformedPolicyDocument, LimitExceeded, EntityAlreadyExists, InvalidInput.
    Source: API Reference, CreatePolicy.
    """
    tx, name, path = call.tx, req["PolicyName"], req.get("Path", "/")
    document = _checked(call, req["PolicyDocument"])
    if tx.get(Policy, call.account, name.lower()) is not None:
        raise errors.policy_exists(name)
    limits.check(call, "PoliciesPerAccount", tx.count(Policy, call.account) + 1)
    policy = Policy(
        call.account,
        name.lower(),
        name,
        path,
        names.fresh_id(call, "ANPA"),
        names.arn_of(call, "policy", path, name),
        tx.now,
        tx.now,
        req.get("Description", ""),
        (PolicyVersion("v1", document, tx.now, default=True),),
    )
    tagging.add(tx, policy.arn, req.get("Tags", []))
    tx.put(policy)
    return {"Policy": shown.whole_policy(tx, call.account, policy)}


@operation("GetPolicy", on=names.on_policy)
def get_policy(call: Call, req: shapes.GetPolicyRequest) -> shapes.GetPolicyResponse:
    """Tell of a managed policy, one of AWS's too.

    Errors: NoSuchEntity, InvalidInput.
    Source: API Reference, GetPolicy.
    """
    return {"Policy": shown.whole_policy(call.tx, call.account, _policy(call, req["PolicyArn"]))}


@operation("ListPolicies", on=names.on_list(Policy))
def list_policies(call: Call, req: shapes.ListPoliciesRequest) -> Page:
    """The account's managed policies and then AWS's, each in order of their names.

    Source: API Reference, ListPolicies.
    """
    used = Counter((row.policy, row.usage) for row in call.tx.scan(Attachment, call.account))
    prefix, usage = req.get("PathPrefix", "/"), req.get("PolicyUsageFilter")
    usages = [usage] if usage else [catalogue.PERMISSIONS, catalogue.BOUNDARY]

    def wanted(policy: Policy) -> bool:
        if not policy.path.startswith(prefix):
            return False
        filtered = req.get("OnlyAttached") or usage is not None
        return not filtered or any(used[policy.arn, each] for each in usages)

    def show(policy: Policy) -> Any:
        return shown.policy(policy, used[policy.arn, catalogue.PERMISSIONS], used[policy.arn, catalogue.BOUNDARY])

    rows = (policy for policy in _all(call, req.get("Scope", "All")) if wanted(policy))
    return listing.page("Policies", rows, req, show, lambda policy: (policy.account == catalogue.AWS, policy.arn))


def _all(call: Call, scope: str) -> Iterator[Policy]:
    """Those of a scope that stand behind the last page's end."""
    of_aws, last = call.resume or (False, "")
    if scope != "AWS" and not of_aws:
        after = (last.rpartition("/")[2].lower(),) if last else None
        yield from call.tx.scan(Policy, call.account, after=after)
    if scope != "Local":
        behind = not of_aws
        for policy in managed.every(call.partition):
            if behind:
                yield catalogue.of_aws(policy)
            behind = behind or policy.arn == last


@operation("DeletePolicy", on=names.on_own_policy)
def delete_policy(call: Call, req: shapes.DeletePolicyRequest) -> None:
    """Delete a managed policy that nobody has and of which only the default version is left.

    Errors: NoSuchEntity, InvalidInput, DeleteConflict.
    Source: API Reference, DeletePolicy.
    """
    policy = _policy(call, req["PolicyArn"])
    if any(True for _ in call.tx.scan(Attachment, call.account, policy.arn, limit=1)):
        raise errors.policy_attached()
    if len(policy.versions) > 1:
        raise errors.policy_has_versions()
    holders.forget(call.tx, policy)


@operation("CreatePolicyVersion", on=names.on_own_policy)
def create_policy_version(call: Call, req: shapes.CreatePolicyVersionRequest) -> shapes.CreatePolicyVersionResponse:
    """Add a version, in force at once where SetAsDefault says so.

    Errors: NoSuchEntity, InvalidInput, MalformedPolicyDocument, LimitExceeded.
    Source: API Reference, CreatePolicyVersion.
    """
    policy = _policy(call, req["PolicyArn"])
    document = _checked(call, req["PolicyDocument"])
    limit = limits.of(call, "VersionsPerPolicy")
    if len(policy.versions) >= limit:
        raise errors.too_many_versions(limit)
    made = policy.made + 1
    version = PolicyVersion(f"v{made}", document, call.tx.now)
    grown = policy.replace(versions=(*policy.versions, version), made=made, updated_at=call.tx.now)
    if req.get("SetAsDefault"):
        grown = _in_force(grown, version.id)
    call.tx.put(grown)
    return {"PolicyVersion": shown.version(_version(grown, version.id))}


def _in_force(policy: Policy, version_id: str) -> Policy:
    return policy.replace(versions=tuple(each.replace(default=each.id == version_id) for each in policy.versions))


@operation("GetPolicyVersion", on=names.on_policy)
def get_policy_version(call: Call, req: shapes.GetPolicyVersionRequest) -> shapes.GetPolicyVersionResponse:
    """Tell a version with its document.

    Errors: NoSuchEntity, InvalidInput.
    Source: API Reference, GetPolicyVersion.
    Differs: of AWS's own policies there is only the version in force.
    """
    policy = _policy(call, req["PolicyArn"])
    return {"PolicyVersion": shown.version(_version(policy, req["VersionId"]), whole=True)}


@operation("ListPolicyVersions", on=names.on_policy)
def list_policy_versions(call: Call, req: shapes.ListPolicyVersionsRequest) -> Page:
    """The versions of a policy, the newest first, without their documents.

    Errors: NoSuchEntity, InvalidInput.
    Source: API Reference, ListPolicyVersions.
    """
    newest = list(reversed(_policy(call, req["PolicyArn"]).versions))
    ids = [version.id for version in newest]
    start = ids.index(call.resume[0]) + 1 if call.resume and call.resume[0] in ids else 0
    return listing.page("Versions", newest[start:], req, shown.version, lambda version: (version.id,))


@operation("SetDefaultPolicyVersion", on=names.on_own_policy)
def set_default_policy_version(call: Call, req: shapes.SetDefaultPolicyVersionRequest) -> None:
    """Put a version in force, for everybody who has the policy.

    Errors: NoSuchEntity, InvalidInput.
    Source: API Reference, SetDefaultPolicyVersion.
    """
    policy = _policy(call, req["PolicyArn"])
    _version(policy, req["VersionId"])
    call.tx.put(_in_force(policy, req["VersionId"]).replace(updated_at=call.tx.now))


@operation("DeletePolicyVersion", on=names.on_own_policy)
def delete_policy_version(call: Call, req: shapes.DeletePolicyVersionRequest) -> None:
    """Delete a version that is not in force; its number is not used again.

    Errors: NoSuchEntity, InvalidInput, DeleteConflict.
    Source: API Reference, DeletePolicyVersion.
    """
    policy = _policy(call, req["PolicyArn"])
    version = _version(policy, req["VersionId"])
    if version.default:
        raise errors.default_version()
    call.tx.put(policy.replace(versions=tuple(each for each in policy.versions if each.id != version.id)))
