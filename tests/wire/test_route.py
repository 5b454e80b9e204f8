"""Which operation a request is for, by every kind of evidence."""

import pytest

from fogbank.kernel.errors import UnknownOperation, Unreadable
from tests.wire.asking import ROUTER, form, request, routed

AWS = "{}.us-east-1.amazonaws.com"


class TestTarget:
    def test_names_service_and_operation(self) -> None:
        asked = request("POST", "/", scope="sqs", x_amz_target="AmazonSQS.SendMessage")
        assert ROUTER.route(asked) == ("sqs", "SendMessage", "json", {})

    def test_is_stronger_than_the_scope(self) -> None:
        asked = request("POST", "/", scope="dynamodb", x_amz_target="DynamoDBStreams_20120810.ListStreams")
        assert routed(asked) == ("dynamodbstreams", "ListStreams")

    @pytest.mark.parametrize("target", ["AmazonSQS.NoSuchThing", "Nobody.SendMessage", "AmazonSQS", "", ".", "a.b.c"])
    def test_that_is_unknown_is_refused(self, target: str) -> None:
        with pytest.raises(UnknownOperation):
            ROUTER.route(request("POST", "/", scope="sqs", x_amz_target=target))

    def test_that_two_services_share_is_told_by_the_operation(self) -> None:
        query = request("POST", "/", scope="timestream", x_amz_target="Timestream_20181101.Query")
        write = request("POST", "/", scope="timestream", x_amz_target="Timestream_20181101.WriteRecords")
        assert (routed(query)[0], routed(write)[0]) == ("timestream-query", "timestream-write")

    def test_that_two_services_share_with_the_operation_is_told_by_the_host(self) -> None:
        for prefix, service in (("query", "timestream-query"), ("ingest", "timestream-write")):
            host = AWS.format(f"{prefix}.timestream")
            asked = request("POST", "/", host=host, x_amz_target="Timestream_20181101.DescribeEndpoints")
            assert routed(asked)[0] == service

    def test_with_the_cbor_of_javas_sdk_is_that_dialect(self) -> None:
        asked = request(
            "POST", "/", x_amz_target="Kinesis_20131202.PutRecord", content_type="application/x-amz-cbor-1.1"
        )
        assert ROUTER.route(asked).protocol == "amz-cbor"


class TestCbor:
    def test_path_names_service_and_operation(self) -> None:
        path = "/service/GraniteServiceVersion20100801/operation/PutMetricData"
        asked = request("POST", path, scope="monitoring", smithy_protocol="rpc-v2-cbor")
        assert ROUTER.route(asked) == ("cloudwatch", "PutMetricData", "smithy-rpc-v2-cbor", {})

    @pytest.mark.parametrize(
        ("path", "header"),
        [
            ("/service/GraniteServiceVersion20100801/operation/Nothing", "rpc-v2-cbor"),
            ("/service/AmazonSQS/operation/SendMessage", "rpc-v2-cbor"),
            ("/operation/PutMetricData", "rpc-v2-cbor"),
            ("/service/GraniteServiceVersion20100801/operation/PutMetricData", "rpc-v3"),
        ],
    )
    def test_that_is_wrong_is_refused(self, path: str, header: str) -> None:
        with pytest.raises(UnknownOperation):
            ROUTER.route(request("POST", path, smithy_protocol=header))


class TestQuery:
    def test_action_stands_in_the_form(self) -> None:
        route = ROUTER.route(form("Action=CreateUser&Version=2010-05-08&UserName=a", scope="iam"))
        assert route[:3] == ("iam", "CreateUser", "query")

    def test_action_stands_in_the_query_string(self) -> None:
        asked = request("GET", "/?Action=GetCallerIdentity&Version=2011-06-15", scope="sts")
        assert routed(asked) == ("sts", "GetCallerIdentity")

    @pytest.mark.parametrize(("version", "service"), [("2012-06-01", "elb"), ("2015-12-01", "elbv2")])
    def test_version_tells_services_apart_that_share_a_name(self, version: str, service: str) -> None:
        asked = form(f"Action=DescribeLoadBalancers&Version={version}", scope="elasticloadbalancing")
        assert routed(asked) == (service, "DescribeLoadBalancers")

    def test_ec2_has_its_own_protocol(self) -> None:
        assert ROUTER.route(form("Action=RunInstances&Version=2016-11-15", scope="ec2")).protocol == "ec2"

    def test_services_that_moved_to_json_still_take_forms(self) -> None:
        asked = form("Action=SendMessage&Version=2012-11-05", scope="sqs", target="/000000000000/q")
        assert ROUTER.route(asked)[:3] == ("sqs", "SendMessage", "query")

    def test_unsigned_is_found_by_the_version(self) -> None:
        asked = form("Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=a")
        assert routed(asked) == ("sts", "AssumeRoleWithWebIdentity")

    def test_unknown_action_is_refused_by_name(self) -> None:
        with pytest.raises(UnknownOperation, match="Could not find operation Nothing for version 2010-05-08"):
            ROUTER.route(form("Action=Nothing&Version=2010-05-08", scope="iam"))


class TestRest:
    @pytest.mark.parametrize(
        ("method", "target", "scope", "expected"),
        [
            ("GET", "/2015-03-31/functions/", "lambda", "ListFunctions"),
            ("GET", "/2015-03-31/functions", "lambda", "ListFunctions"),
            ("GET", "/2015-03-31/functions/f", "lambda", "GetFunction"),
            ("POST", "/2015-03-31/functions/f/invocations", "lambda", "Invoke"),
            ("GET", "/2018-10-31/layers?find=LayerVersion&Arn=a", "lambda", "GetLayerVersionByArn"),
            ("GET", "/2018-10-31/layers", "lambda", "ListLayers"),
            ("GET", "/restapis", "apigateway", "GetRestApis"),
            ("POST", "/restapis?mode=import", "apigateway", "ImportRestApi"),
            ("GET", "/v2/apis", "apigateway", "GetApis"),
            ("GET", "/2013-04-01/hostedzone", "route53", "ListHostedZones"),
        ],
    )
    def test_method_path_and_literals_choose(self, method: str, target: str, scope: str, expected: str) -> None:
        assert routed(request(method, target, scope=scope))[1] == expected

    def test_labels_are_decoded_once(self) -> None:
        asked = request("GET", "/2015-03-31/functions/a%2Fb%2525", scope="lambda")
        assert ROUTER.route(asked).labels == {"FunctionName": "a/b%25"}

    def test_greedy_label_takes_the_slashes(self) -> None:
        arn = "arn:aws:workspaces-web:us-east-1:1:portal/x"
        asked = request("GET", f"/portals/{arn}/identityProviders", scope="workspaces-web")
        route = ROUTER.route(asked)
        assert (route.operation, route.labels) == ("ListIdentityProviders", {"portalArn": arn})

    def test_unknown_path_is_refused(self) -> None:
        with pytest.raises(UnknownOperation):
            ROUTER.route(request("GET", "/2015-03-31/nothing", scope="lambda"))

    def test_label_that_is_not_utf8_is_unreadable(self) -> None:
        with pytest.raises(Unreadable):
            ROUTER.route(request("GET", "/2015-03-31/functions/%FF", scope="lambda"))

    def test_unsigned_operation_is_found_by_its_path(self) -> None:
        assert routed(request("POST", "/token")) == ("sso-oidc", "CreateToken")


class TestEvidence:
    def test_presigned_urls_carry_the_scope_in_the_query(self) -> None:
        credential = "AKID%2F20261124%2Fus-east-1%2Fsts%2Faws4_request"
        asked = request("GET", f"/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Credential={credential}")
        assert routed(asked) == ("sts", "GetCallerIdentity")

    def test_host_names_the_service(self) -> None:
        asked = request("GET", "/2015-03-31/functions", host=AWS.format("lambda"))
        assert routed(asked) == ("lambda", "ListFunctions")

    def test_host_prefixes_do_not_matter(self) -> None:
        asked = request("GET", "/2013-04-01/hostedzone", host="x.route53.amazonaws.com")
        assert routed(asked)[0] == "route53"

    def test_none_is_s3(self) -> None:
        assert routed(request("GET", "/bucket/key")) == ("s3", "GetObject")

    @pytest.mark.parametrize("header", ["", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 Credential=a/b", "Bearer x"])
    def test_broken_signature_is_no_evidence(self, header: str) -> None:
        assert routed(request("GET", "/bucket/key", authorization=header)) == ("s3", "GetObject")

    def test_asymmetric_signature_has_a_scope_without_region(self) -> None:
        header = "AWS4-ECDSA-P256-SHA256 Credential=AKID/20261124/s3/aws4_request, SignedHeaders=host, Signature=0"
        assert routed(request("GET", "/bucket/key", authorization=header)) == ("s3", "GetObject")
