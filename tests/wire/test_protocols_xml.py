"""Query, EC2 and REST-XML: forms and XML in, XML out. Errors as these protocols write them."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogbank.kernel import errors
from fogbank.kernel.errors import ServiceError, Unreadable
from fogbank.wire.protocols import fault, forms, xml_read
from tests.wire.asking import MODELS, ROUTER, form, of, read, request


class TestForms:
    def test_lists_are_in_the_order_of_their_numbers(self) -> None:
        asked = form("Action=PublishBatch&Version=2010-03-31&X.10=c&X.2=b&X.1=a", scope="sns")
        tree = forms.tree(forms.pairs(forms.form(asked.body.data or b"")))
        assert forms.elements(tree["X"]) == ["a", "b", "c"]

    def test_gaps_close(self) -> None:
        body = "Action=DeleteTags&Version=2016-11-15&ResourceId.3=a&ResourceId.999999999=b"
        assert read("ec2", "DeleteTags", form(body, scope="ec2"), "ec2") == {"Resources": ["a", "b"]}

    @pytest.mark.parametrize("index", ["9" * 18, "9" * 5000, "-1", "x", "", "0x1", "1e9", "\u0661"])
    def test_absurd_indices_cost_nothing(self, index: str) -> None:
        body = f"Action=DeleteTags&Version=2016-11-15&ResourceId.{index}=a&ResourceId.1=b"
        assert "b" in read("ec2", "DeleteTags", form(body, scope="ec2"), "ec2")["Resources"]

    def test_names_of_thousands_of_parts_cost_nothing(self) -> None:
        body = "Action=DeleteTags&Version=2016-11-15&ResourceId" + ".1" * 5000 + "=a"
        with pytest.raises(Unreadable):
            read("ec2", "DeleteTags", form(body, scope="ec2"), "ec2")

    def test_members_lists_and_maps(self) -> None:
        body = (
            "Action=Publish&Version=2010-03-31&TopicArn=t&Message=a%26b+c"
            "&MessageAttributes.entry.1.Name=n&MessageAttributes.entry.1.Value.DataType=Binary"
            "&MessageAttributes.entry.1.Value.BinaryValue=AP8%3D"
        )
        assert read("sns", "Publish", form(body, scope="sns"), "query") == {
            "TopicArn": "t",
            "Message": "a&b c",
            "MessageAttributes": {"n": {"DataType": "Binary", "BinaryValue": b"\x00\xff"}},
        }

    @pytest.mark.parametrize("value", ["x", "", "1_0", " ", "0x10", "1.5", "٣"])
    def test_integers_are_strict(self, value: str) -> None:
        body = f"Action=ListUsers&Version=2010-05-08&MaxItems={value}"
        with pytest.raises(Unreadable):
            read("iam", "ListUsers", form(body, scope="iam"), "query")

    def test_bytes_that_are_not_utf8_are_unreadable(self) -> None:
        with pytest.raises(Unreadable):
            read("iam", "GetUser", form("Action=GetUser&Version=2010-05-08&UserName=%FF", scope="iam"), "query")

    @given(st.lists(st.tuples(st.text("ab.12", max_size=8), st.text("ab%&=", max_size=3)), max_size=8))
    def test_trees_take_any_names(self, items: list[tuple[str, str]]) -> None:
        tree = forms.tree(items)
        assert {name.split(".")[0] for name, _ in items} == set(tree)


class TestSqsForms:
    """Source: SQS API Reference, "Making requests using the AWS query protocol" and the examples of its operations."""

    def test_old_names_are_understood(self) -> None:
        body = (
            "Action=CreateQueue&Version=2012-11-05&QueueName=q&Attribute.1.Name=DelaySeconds&Attribute.1.Value=45"
            "&Tag.1.Key=k&Tag.1.Value=v"
        )
        assert read("sqs", "CreateQueue", form(body, scope="sqs"), "query") == {
            "QueueName": "q",
            "Attributes": {"DelaySeconds": "45"},
            "tags": {"k": "v"},
        }

    def test_batches(self) -> None:
        entry = "SendMessageBatchRequestEntry.1."
        body = (
            f"Action=SendMessageBatch&Version=2012-11-05&{entry}Id=a&{entry}MessageBody=b"
            f"&{entry}MessageAttribute.1.Name=n&{entry}MessageAttribute.1.Value.StringValue=s"
        )
        found = read("sqs", "SendMessageBatch", form(body, scope="sqs", target="/000000000000/q"), "query")
        assert found == {
            "QueueUrl": "http://127.0.0.1:4566/000000000000/q",
            "Entries": [{"Id": "a", "MessageBody": "b", "MessageAttributes": {"n": {"StringValue": "s"}}}],
        }

    def test_old_names_are_answered(self) -> None:
        answer = {"Messages": [{"MessageId": "m", "Attributes": {"SenderId": "x"}}]}
        response = of("sqs", "ReceiveMessage", "query").serialize(answer, "r")
        assert response.body == (
            b'<ReceiveMessageResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><ReceiveMessageResult><Message>'
            b"<MessageId>m</MessageId><Attribute><Name>SenderId</Name><Value>x</Value></Attribute></Message>"
            b"</ReceiveMessageResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>"
            b"</ReceiveMessageResponse>"
        )


class TestInstants:
    def test_iam_tells_whole_seconds(self) -> None:
        """Source: IAM API Reference, GetUser, sample response: 2012-05-14T08:47:09Z."""
        user = {"Path": "/", "UserName": "u", "UserId": "i", "Arn": "a", "CreateDate": 1336985229.999}
        body = of("iam", "GetUser", "query").serialize({"User": user}, "r").body
        assert b"<CreateDate>2012-05-14T08:47:09Z</CreateDate>" in body


class TestXml:
    def read(self, body: bytes) -> object:
        asked = request("PUT", "/b?tagging", scope="s3", body=body)
        return read("s3", "PutBucketTagging", asked).get("Tagging")

    def test_namespaces_and_white_space_do_not_matter(self) -> None:
        body = (
            b'<?xml version="1.0"?>\n<x:Tagging xmlns:x="http://s3.amazonaws.com/doc/2006-03-01/">\n <x:TagSet>'
            b"<x:Tag>\n<x:Key>a &amp; b</x:Key><x:Value><![CDATA[<c>]]></x:Value></x:Tag></x:TagSet></x:Tagging>"
        )
        assert self.read(body) == {"TagSet": [{"Key": "a & b", "Value": "<c>"}]}

    @pytest.mark.parametrize(
        "body",
        [
            b"<Tagging>",
            b"text",
            b"<a/><b/>",
            b"\xff\xfe",
            b'<!DOCTYPE t [<!ENTITY a "b">]><Tagging>&a;</Tagging>',
            b"<!DOCTYPE t SYSTEM 'file:///etc/passwd'><Tagging/>",
            b"<Tagging>&undefined;</Tagging>",
            b"<a>" * 100 + b"</a>" * 100,
            b'<?xml version="1.0" encoding="no-such"?><Tagging/>',
        ],
    )
    def test_what_is_broken_or_dangerous_is_unreadable(self, body: bytes) -> None:
        with pytest.raises(Unreadable):
            self.read(body)

    def test_no_body_is_no_member(self) -> None:
        assert self.read(b"") is None

    @given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30))
    def test_text_survives_writing_and_reading(self, text: str) -> None:
        response = of("iam", "GetUser", "query").serialize({"User": {"UserName": text}}, "r")
        legal = "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
        if legal == text:
            root = xml_read.parse(response.body)
            (result,) = root.children["GetUserResult"]
            assert result.children["User"][0].children["UserName"][0].text == text


class TestWriting:
    def test_ec2_wraps_its_own_way(self) -> None:
        # Source: EC2 API Reference, CreateVpc, example response.
        response = of("ec2", "DeleteVpc").serialize({}, "59dbff89-35bd-4eac-99ed-be587EXAMPLE")
        assert response.body.endswith(
            b'<DeleteVpcResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">'
            b"<requestId>59dbff89-35bd-4eac-99ed-be587EXAMPLE</requestId></DeleteVpcResponse>"
        )

    @pytest.mark.parametrize(
        ("answer", "inside"),
        [({"LocationConstraint": "eu-west-1"}, b"eu-west-1"), ({}, b""), ({"LocationConstraint": None}, b"")],
    )
    def test_bucket_location_is_the_roots_text(self, answer: dict[str, str], inside: bytes) -> None:
        # Source: S3 API Reference, GetBucketLocation, response syntax.
        response = of("s3", "GetBucketLocation").serialize(answer, "r")
        start = b'<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
        assert response.body.endswith(start + inside + b"</LocationConstraint>")

    def test_s3_roots_have_their_documented_names(self) -> None:
        response = of("s3", "ListObjectsV2").serialize({"Contents": [{"Key": "a\x01<"}], "KeyCount": 1}, "r")
        assert b'<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' in response.body
        assert b"<Contents><Key>a&#x1;&lt;</Key></Contents>" in response.body

    def test_attributes_stand_in_the_tag(self) -> None:
        grant = {"Grantee": {"Type": "CanonicalUser", "ID": "i"}, "Permission": "READ"}
        response = of("s3", "GetBucketAcl").serialize({"Grants": [grant]}, "r")
        assert (
            b'<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser">'
            b"<ID>i</ID></Grantee>"
        ) in response.body

    def test_headers_cannot_be_split(self) -> None:
        answer = {"ContentDisposition": "a\r\nSet-Cookie: x", "Body": b"", "Metadata": {"name": "日本"}}
        headers = of("s3", "GetObject").serialize(answer, "r").headers
        assert headers["Content-Disposition"] == "a  Set-Cookie: x"
        assert headers["x-amz-meta-name"] == "=?UTF-8?B?5pel5pys?="

    def test_length_is_only_said_where_there_is_no_body(self) -> None:
        answer = {"ContentLength": 5, "ETag": '"e"'}
        assert of("s3", "HeadObject").serialize(answer, "r").headers["Content-Length"] == "5"
        assert "Content-Length" not in of("s3", "GetObject").serialize({**answer, "Body": b"12345"}, "r").headers


class TestFault:
    def test_s3(self) -> None:
        # Source: S3 API Reference, "REST error responses", its example.
        asked = request("GET", "/mybucket/myfoto.jpg", scope="s3")
        error = ServiceError(
            "The resource you requested does not exist", code="NoSuchKey", status=404, members={"Key": "k"}
        )
        response = fault(MODELS, asked, ROUTER.route(asked), error, "4442587FB7D0A2F9")
        assert response.status == 404
        assert response.headers["x-amz-request-id"] == "4442587FB7D0A2F9"
        assert response.body.startswith(
            b'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code>'
            b"<Message>The resource you requested does not exist</Message><Key>k</Key>"
            b"<Resource>/mybucket/myfoto.jpg</Resource><RequestId>4442587FB7D0A2F9</RequestId><HostId>"
        )

    def test_of_a_head_has_no_body(self) -> None:
        asked = request("HEAD", "/b/k", scope="s3")
        error = ServiceError("m", code="NoSuchKey", status=404)
        assert fault(MODELS, asked, ROUTER.route(asked), error, "r").body == b""

    @pytest.mark.parametrize("subject", [("iam", "GetUser"), ("ec2", "DescribeInstances"), ("s3", "GetObject")])
    def test_every_parser_can_read_what_it_quotes(self, subject: tuple[str, str]) -> None:
        # Source: XML 1.0, 2.2: there is no way to write these characters, not as references either.
        error = ServiceError("a\0b\x1b\ufffe<\t\r\n", code="X", status=400)
        message = ET.fromstring(of(*subject).fault(error, "r").body).find(".//{*}Message")
        assert message is not None and message.text == "a?b??<\t\r\n"

    def test_query(self) -> None:
        # Seen: IAM (github.com/NixOS/nixops/issues/328).
        response = of("iam", "CreateRole").fault(errors.ValidationFailed("1 validation error"), "r")
        assert response.body == (
            b'<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type>'
            b"<Code>ValidationError</Code><Message>1 validation error</Message></Error>"
            b"<RequestId>r</RequestId></ErrorResponse>"
        )

    def test_query_uses_the_code_of_the_model(self) -> None:
        response = of("iam", "GetUser").fault(ServiceError("m", code="NoSuchEntityException", status=404), "r")
        assert b"<Code>NoSuchEntity</Code>" in response.body

    def test_ec2(self) -> None:
        # Source: EC2 API Reference, "Error codes", its example.
        error = ServiceError(
            "The instance ID 'i-1a2b3c4d' does not exist", code="InvalidInstanceID.NotFound", status=400
        )
        response = of("ec2", "DescribeInstances").fault(error, "ea966190-f9aa-478e-9ede-example")
        assert response.body.endswith(
            b"<Response><Errors><Error><Code>InvalidInstanceID.NotFound</Code><Message>The instance ID 'i-1a2b3c4d' "
            b"does not exist</Message></Error></Errors><RequestID>ea966190-f9aa-478e-9ede-example</RequestID>"
            b"</Response>"
        )

    @pytest.mark.parametrize(
        ("asked", "start"),
        [
            (request("GET", "/b", scope="s3"), b"<?xml"),
            (request("POST", "/", scope="dynamodb", x_amz_target="DynamoDB_20120810.Nothing"), b"{"),
            (form("Action=Nothing&Version=1", scope="iam"), b"<ErrorResponse"),
            (request("GET", "/nothing", scope="lambda"), b"{"),
            (request("POST", "/x", smithy_protocol="rpc-v2-cbor", scope="monitoring"), b"\xa2"),
        ],
    )
    def test_without_a_route_speaks_as_the_request_does(self, asked: object, start: bytes) -> None:
        response = fault(MODELS, asked, None, errors.UnknownOperation("m"), "r")  # type: ignore[arg-type]
        assert response.body.startswith(start)
