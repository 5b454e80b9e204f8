"""The policy checks."""

from fogbank.kernel.call import Call
from fogbank.kernel.operation import operation
from fogbank.kernel.paging import Page
from fogbank.services.accessanalyzer import checks, rules
from fogbank.services.accessanalyzer._shapes import ValidatePolicyRequest
from fogbank.services.accessanalyzer.catalogue import finding

_PAGE = 100


@operation("ValidatePolicy")
def validate_policy(call: Call, req: ValidatePolicyRequest) -> Page:
    """Check a policy against the grammar and best practices.

    Source: IAM Access Analyzer API Reference, ValidatePolicy; IAM User Guide, Access Analyzer policy check reference.
    Differs: findings are in English, whatever the locale; the size of a page without maxResults is not documented.
    """
    text = req["policyDocument"]
    kind = rules.kind_of(req["policyType"], req.get("validatePolicyResourceType", ""))
    found = [finding(what, text) for what in checks.findings(text, kind)]
    start: int = call.resume[0] if call.resume else 0
    end = start + (req.get("maxResults") or _PAGE)
    return Page({"findings": found[start:end]}, (end,) if end < len(found) else None)
