"""ValidatePolicy. Source: IAM User Guide, IAM Access Analyzer policy check reference; API Reference, ValidatePolicy."""

import json
import re
from typing import Any

import pytest

from fogbank.kernel.errors import InvalidPageToken, ValidationFailed
from fogbank.services.accessanalyzer.catalogue import checks
from tests.cloud import Driver

GOOD = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs"}
SHARED = {**GOOD, "Principal": {"AWS": "111122223333"}}
USER = "arn:aws:iam::111122223333:user/jo"
PASSES = {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"}
LINKS = {**PASSES, "Action": "iam:CreateServiceLinkedRole"}


def policy(*statements: dict[str, Any], version: str | None = "2012-10-17") -> str:
    """A policy of these statements."""
    return json.dumps(({"Version": version} if version else {}) | {"Statement": list(statements)})


def on(condition: dict[str, Any], **changes: Any) -> str:
    """A policy of one good statement with a condition."""
    return policy({**GOOD, "Condition": condition, **changes})


def changed(**changes: Any) -> str:
    """A policy of one statement, changed; None takes an element out."""
    return policy({name: value for name, value in {**GOOD, **changes}.items() if value is not None})


def shared(**changes: Any) -> str:
    """A resource policy of one statement, changed; None takes an element out."""
    return policy({name: value for name, value in {**SHARED, **changes}.items() if value is not None})


def validate(cloud: Driver, text: str, kind: str = "IDENTITY_POLICY", **params: Any) -> list[dict[str, Any]]:
    """The findings about a policy."""
    asked = {"policyDocument": text, "policyType": kind, **params}
    findings: list[dict[str, Any]] = cloud.call("accessanalyzer", "ValidatePolicy", asked)["findings"]
    return findings


def codes(cloud: Driver, text: str, kind: str = "IDENTITY_POLICY", **params: Any) -> set[str]:
    """The issue codes of the findings."""
    return {finding["issueCode"] for finding in validate(cloud, text, kind, **params)}


SQS = "arn:aws:sqs:us-east-1:111122223333"
IDENTITY: dict[str, str] = {
    "ARN_ACCOUNT_NOT_ALLOWED": changed(Resource="arn:aws:s3::111122223333:bucket"),
    "ARN_REGION_NOT_ALLOWED": changed(Resource="arn:aws:iam:us-east-1:111122223333:user/jo"),
    "CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE": policy(
        {"Effect": "Allow", "NotAction": "s3:*", "NotResource": USER}
    ),
    "CREATE_SLR_WITH_NOT_RESOURCE": policy({"Effect": "Allow", "Action": LINKS["Action"], "NotResource": USER}),
    "CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE": policy(
        {"Effect": "Allow", "Action": "iam:Create*", "NotResource": USER}
    ),
    "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE": policy({**LINKS, "Action": "iam:*"}),
    "CREATE_SLR_WITH_STAR_IN_RESOURCE": policy(LINKS),
    "CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION": policy(
        {"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}
    ),
    "DATA_TYPE_MISMATCH": changed(Action=3),
    "DUPLICATE_KEYS_WITH_DIFFERENT_CASE": on({"StringEquals": {"aws:UserId": "a", "aws:userid": "b"}}),
    "EMPTY_ARRAY_ACTION": changed(Action=[]),
    "EMPTY_ARRAY_CONDITION": on({"StringEquals": {"aws:userid": []}}),
    "EMPTY_ARRAY_CONDITION_FORALLVALUES": on({"ForAllValues:StringEquals": {"aws:TagKeys": []}}),
    "EMPTY_ARRAY_CONDITION_FORANYVALUE": on({"ForAnyValue:StringEquals": {"aws:TagKeys": []}}),
    "EMPTY_ARRAY_CONDITION_IFEXISTS": on({"StringEqualsIfExists": {"aws:userid": []}}),
    "EMPTY_ARRAY_RESOURCE": changed(Resource=[]),
    "EMPTY_OBJECT_CONDITION": on({}),
    "EMPTY_SID_VALUE": changed(Sid=""),
    "EMPTY_VARIABLE": changed(Resource=f"{SQS}:${{}}"),
    "FORALLVALUES_WITH_SINGLE_VALUED_KEY": on({"ForAllValues:StringEquals": {"aws:userid": "a"}}),
    "IMPROVE_IP_RANGE": on({"IpAddress": {"aws:SourceIp": "203.0.113.7/24"}}),
    "INVALID_ACTION": changed(Action="sqs:SendMesage"),
    "INVALID_ARN_ACCOUNT": changed(Resource="arn:aws:sqs:us-east-1:1234:jobs"),
    "INVALID_ARN_PREFIX": changed(Resource="jobs"),
    "INVALID_ARN_REGION": changed(Resource="arn:aws:sqs:useast:111122223333:jobs"),
    "INVALID_ARN_RESOURCE": changed(Resource="arn:aws:iam::111122223333:person/jo"),
    "INVALID_ARN_SERVICE_CASE": changed(Resource="arn:aws:SQS:us-east-1:111122223333:jobs"),
    "INVALID_CONDITION_DATA_TYPE": on({"StringEquals": {"aws:userid": ["a", 1]}}),
    "INVALID_CONDITION_KEY_FORMAT": on({"StringEquals": {"userid": "a"}}),
    "INVALID_CONDITION_MULTIPLE_BOOLEAN": on({"Bool": {"aws:SecureTransport": ["true", "false"]}}),
    "INVALID_CONDITION_OPERATOR": on({"StringSame": {"aws:userid": "a"}}),
    "INVALID_DATE_VALUE": on({"DateLessThan": {"aws:CurrentTime": "1700000000"}}),
    "INVALID_EFFECT": changed(Effect="Permit"),
    "INVALID_GLOBAL_CONDITION_KEY": on({"StringEquals": {"aws:Nonsense": "a"}}),
    "INVALID_PARTITION": changed(Resource="arn:amazon:sqs:us-east-1:111122223333:jobs"),
    "INVALID_POLICY_ELEMENT": changed(Comment="why"),
    "INVALID_SERVICE": on({"StringEquals": {"nonsense:key": "a"}}),
    "INVALID_SERVICE_CONDITION_KEY": on({"StringEquals": {"s3:nonsense": "a"}}),
    "INVALID_SERVICE_IN_ACTION": changed(Action="nonsense:SendMessage"),
    "INVALID_VARIABLE_FOR_OPERATOR": on({"NumericEquals": {"s3:max-keys": "${aws:userid}"}}),
    "INVALID_VERSION": policy(GOOD, version="2020-01-01"),
    "JSON_SYNTAX_ERROR": '{"Version": "2012-10-17",}',
    "MISSING_ACTION": changed(Action=None),
    "MISSING_ARN_FIELD": changed(Resource="arn:aws:sqs:jobs"),
    "MISSING_ARN_REGION": changed(Resource="arn:aws:sqs::111122223333:jobs"),
    "MISSING_BRACE_IN_VARIABLE": changed(Resource=f"{SQS}:${{aws:username"),
    "MISSING_EFFECT": changed(Effect=None),
    "MISSING_PAIRED_CONDITION_KEYS": on({"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}}),
    "MISSING_QUALIFIER": on({"StringEquals": {"aws:TagKeys": "team"}}),
    "MISSING_QUOTE_IN_VARIABLE": changed(Resource=f"{SQS}:${{aws:username, jo}}"),
    "MISSING_RESOURCE": changed(Resource=None),
    "MISSING_STATEMENT": '{"Version": "2012-10-17"}',
    "MISSING_TAG_KEY_IN_CONDITION": on({"StringEquals": {"aws:ResourceTag": "a"}}),
    "MISSING_VERSION": policy(GOOD, version=None),
    "NULL_WITH_IF_EXISTS": on({"NullIfExists": {"aws:userid": "true"}}),
    "NULL_WITH_QUALIFIER": on({"ForAllValues:Null": {"aws:TagKeys": "true"}}),
    "PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE": policy({"Effect": "Allow", "NotAction": "s3:*", "NotResource": USER}),
    "PASS_ROLE_WITH_NOT_RESOURCE": policy({"Effect": "Allow", "Action": "iam:PassRole", "NotResource": USER}),
    "PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE": policy({"Effect": "Allow", "Action": "*", "NotResource": USER}),
    "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE": policy({"Effect": "Allow", "Action": "iam:*", "Resource": "*"}),
    "PASS_ROLE_WITH_STAR_IN_RESOURCE": policy({**PASSES, "Resource": "arn:aws:iam::111122223333:role/*"}),
    "PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION": policy({"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}),
    "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA": changed(Resource=[f"{SQS}:job{number}" for number in range(200)]),
    "PRIVATE_IP_ADDRESS": on({"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "192.168.0.0/16"]}}),
    "PRIVATE_IP_ADDRESS_SUBSET": on({"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "8.8.8.0/24"]}}),
    "PRIVATE_NOT_IP_ADDRESS": on({"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}}),
    "PRIVATE_NOT_IP_ADDRESS_SUBSET": on({"NotIpAddress": {"aws:SourceIp": ["10.0.0.0/8", "8.8.8.0/24"]}}),
    "REDUNDANT_ACTION": changed(Action=["sqs:SendMessage", "sqs:Send*"]),
    "REDUNDANT_CONDITION_VALUE_NUM": on({"NumericLessThan": {"aws:MultiFactorAuthAge": ["2700", "3600"]}}),
    "REDUNDANT_RESOURCE": changed(Resource=[f"{SQS}:jobs", f"{SQS}:j*"]),
    "REDUNDANT_STATEMENT": policy({**GOOD, "Sid": "a"}, {**GOOD, "Sid": "b"}),
    "TYPE_MISMATCH": on({"StringEquals": {"aws:CurrentTime": "2024-01-01"}}),
    "TYPE_MISMATCH_BOOLEAN": on({"Bool": {"aws:SecureTransport": "yes"}}),
    "TYPE_MISMATCH_DATE": on({"DateLessThan": {"aws:CurrentTime": "tomorrow"}}),
    "TYPE_MISMATCH_IP_RANGE": on({"IpAddress": {"aws:SourceIp": "here"}}),
    "TYPE_MISMATCH_NUMBER": on({"NumericLessThan": {"s3:max-keys": "ten"}}),
    "TYPE_MISMATCH_STRING": on({"BinaryEquals": {"s3:x-amz-content-sha256": "#"}}),
    "UNIQUE_SIDS_REQUIRED": policy({**GOOD, "Sid": "a"}, {**PASSES, "Sid": "a"}),
    "UNSUPPORTED_ELEMENT_COMBINATION": changed(NotAction="s3:*"),
    "UNSUPPORTED_GLOBAL_CONDITION_KEY": on({"ArnEquals": {"aws:ARN": USER}}),
    "UNSUPPORTED_PRINCIPAL": changed(Principal="*"),
    "UNSUPPORTED_SID": changed(Sid="not this"),
    "UNSUPPORTED_SPACE_IN_VARIABLE": changed(Resource=f"{SQS}:${{aws: username}}"),
    "UNSUPPORTED_SYMBOL_IN_VARIABLE": changed(Resource=f"{SQS}:${{aws#username}}"),
    "VARIABLE_UNSUPPORTED_IN_ELEMENT": changed(Action="sqs:${aws:username}"),
    "VARIABLE_UNSUPPORTED_IN_VERSION": policy({**GOOD, "Resource": f"{SQS}:${{aws:username}}"}, version="2008-10-17"),
    "WILDCARD_IN_SERVICE_NAME": changed(Resource="arn:aws:*code*::111122223333:*"),
    "WILDCARD_WITHOUT_LIKE_OPERATOR": on({"StringEquals": {"aws:userid": "jo*"}}),
}
RESOURCE: dict[str, str] = {
    "ALLOW_WITH_NOT_PRINCIPAL": shared(Principal=None, NotPrincipal={"AWS": USER}),
    "EMPTY_ARRAY_PRINCIPAL": shared(Principal={"AWS": []}),
    "EMPTY_OBJECT_PRINCIPAL": shared(Principal={}),
    "INVALID_PRINCIPAL_FORMAT": shared(Principal="111122223333"),
    "INVALID_PRINCIPAL_KEY": shared(Principal={"Account": "111122223333"}),
    "INVALID_ROLE_REFERENCE": shared(Principal={"AWS": "AROAEXAMPLEID1234567"}),
    "INVALID_USER_REFERENCE": shared(Principal={"AWS": "AIDAEXAMPLEID1234567"}),
    "MISSING_PRINCIPAL": shared(Principal=None),
    "UNIQUE_SIDS_RECOMMENDED": policy({**SHARED, "Sid": "a"}, {**SHARED, "Sid": "a", "Action": "sqs:DeleteMessage"}),
    "UNSUPPORTED_WILDCARD_IN_PRINCIPAL": shared(Principal={"AWS": "arn:aws:iam::111122223333:user/*"}),
}
CONTROL = {"SCP_SYNTAX_ERROR_PRINCIPAL": changed(Principal="*")}
KINDS = {"IDENTITY_POLICY": IDENTITY, "RESOURCE_POLICY": RESOURCE, "SERVICE_CONTROL_POLICY": CONTROL}
CASES = [(kind, code, text) for kind, cases in KINDS.items() for code, text in cases.items()]


class TestShape:
    def test_only_known_kinds_of_policies(self, cloud: Driver) -> None:
        """ValidationException."""
        with pytest.raises(ValidationFailed, match="policyType"):
            validate(cloud, policy(GOOD), "SESSION_POLICY")

    def test_findings_come_in_pages(self, cloud: Driver) -> None:
        asked = {"policyDocument": changed(Effect=None, Action=None), "policyType": "IDENTITY_POLICY", "maxResults": 1}
        first = cloud.call("accessanalyzer", "ValidatePolicy", asked)
        second = cloud.call("accessanalyzer", "ValidatePolicy", {**asked, "nextToken": first["nextToken"]})
        assert len(first["findings"]) == len(second["findings"]) == 1
        assert first["findings"] != second["findings"]
        assert "nextToken" not in second

    def test_only_its_own_tokens(self, cloud: Driver) -> None:
        with pytest.raises(InvalidPageToken):
            validate(cloud, policy(GOOD), nextToken="no token of ours")

    def test_a_finding_says_what_where_and_why(self, cloud: Driver) -> None:
        """Source: API Reference, ValidatePolicyFinding, Location, Span."""
        text = '{"Version": "2012-10-17", "Statement": [\n  {"Effect":"Allow","Action":"iam:PassRole","Resource":"*"}]}'
        (found,) = validate(cloud, text)
        start = text.index('"iam:PassRole"')
        assert found == {
            "findingType": "SECURITY_WARNING",
            "issueCode": "PASS_ROLE_WITH_STAR_IN_RESOURCE",
            "findingDetails": "Using the iam:PassRole action with wildcards (*) in the resource can be overly "
            "permissive because it allows iam:PassRole permissions on multiple resources. We recommend that you "
            "specify resource ARNs or add the iam:PassedToService condition key to your statement.",
            "learnMoreLink": "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
            "access-analyzer-reference-policy-checks.html"
            "#access-analyzer-reference-policy-checks-security-warning-pass-role-with-star-in-resource",
            "locations": [
                {
                    "path": [{"value": "Statement"}, {"index": 0}, {"value": "Action"}],
                    "span": {
                        "start": {"line": 2, "column": 29, "offset": start},
                        "end": {"line": 2, "column": 43, "offset": start + 14},
                    },
                },
                {
                    "path": [{"value": "Statement"}, {"index": 0}, {"value": "Resource"}],
                    "span": {
                        "start": {"line": 2, "column": 55, "offset": text.index('"*"')},
                        "end": {"line": 2, "column": 58, "offset": text.index('"*"') + 3},
                    },
                },
            ],
        }

    def test_a_path_may_end_with_a_key_or_a_part_of_a_text(self, cloud: Driver) -> None:
        (unknown,) = validate(cloud, changed(Comment="why"))
        assert unknown["locations"][0]["path"][-1] == {"key": "Comment"}
        (empty,) = validate(cloud, changed(Resource=f"{SQS}:${{}}"))
        assert empty["locations"][0]["path"][-1] == {"substring": {"start": len(SQS) + 1, "length": 3}}


class TestRules:
    @pytest.mark.parametrize(("kind", "code", "text"), CASES, ids=[code for _, code, _ in CASES])
    def test_each_check_finds_what_it_is_for(self, cloud: Driver, kind: str, code: str, text: str) -> None:
        assert code in codes(cloud, text, kind)

    def test_no_check_is_left_out(self) -> None:
        assert {code for _, code, _ in CASES} == set(checks())

    def test_texts_are_filled_in(self, cloud: Driver) -> None:
        findings = [finding for kind, _, text in CASES for finding in validate(cloud, text, kind)]
        unfilled = [
            finding["findingDetails"] for finding in findings if re.search(r"(?<!\$){", finding["findingDetails"])
        ]
        assert unfilled == []

    def test_a_slip_gets_a_hint(self, cloud: Driver) -> None:
        (found,) = validate(cloud, changed(Action="sqs:SendMesage"))
        assert found["findingDetails"] == ("The action sqs:SendMesage does not exist. Did you mean sqs:SendMessage?")

    def test_a_trust_policy_has_no_resource(self, cloud: Driver) -> None:
        trust = policy({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}})
        resource_type = "AWS::IAM::AssumeRolePolicyDocument"
        assert codes(cloud, trust, "RESOURCE_POLICY", validatePolicyResourceType=resource_type) == set()
        assert codes(cloud, trust, "RESOURCE_POLICY") == {"MISSING_RESOURCE"}


FINE = [
    policy(GOOD),
    policy({**PASSES, "Condition": {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}}),
    policy({**PASSES, "Effect": "Deny"}),
    policy({**PASSES, "Resource": "arn:aws:iam::111122223333:role/app"}),
    changed(Action=["s3:GetObject", "s3:ListBucket"], Resource=["arn:aws:s3:::b", "arn:aws:s3:::b/${aws:username}/*"]),
    changed(Action="ec2:Describe*", Resource="*"),
    changed(Resource="arn:aws:sqs:*:*:*"),
    on({"ForAllValues:StringEquals": {"aws:TagKeys": ["team", "stage"]}}),
    on({"StringLike": {"aws:PrincipalTag/team": "blue*"}, "Bool": {"aws:SecureTransport": "true"}}),
    on({"IpAddress": {"aws:SourceIp": ["8.8.8.0/24", "2001:4860::/32"]}}),
    on({"DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}}),
    on({"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:topic"}}),
    on({"Null": {"aws:MultiFactorAuthAge": "true"}}),
]


class TestBehaviour:
    @pytest.mark.parametrize("text", FINE)
    def test_what_is_right_has_no_finding(self, cloud: Driver, text: str) -> None:
        assert validate(cloud, text) == []

    def test_what_the_reference_says_of_managed_policies(self, cloud: Driver) -> None:
        """Source: the reference names AdministratorAccess, PowerUserAccess and ReadOnlyAccess at these checks."""
        from fogbank.services.iam import managed

        def of(name: str) -> set[str]:
            found = managed.find(f"arn:aws:iam::aws:policy/{name}")
            assert found is not None
            return codes(cloud, found.document)

        assert of("AdministratorAccess") == {
            "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE",
            "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE",
        }
        assert of("PowerUserAccess") == {"CREATE_SLR_WITH_STAR_IN_RESOURCE"}
        assert "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA" in of("ReadOnlyAccess")
