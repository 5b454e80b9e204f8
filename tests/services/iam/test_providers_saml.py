"""SAML providers (FED-001, FED-004). Source: IAM API Reference, CreateSAMLProvider; User Guide, Create a SAML identity
provider in IAM."""

import base64
from datetime import datetime

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from fogbank.services.iam import provider_rules
from tests.cloud import ACCOUNT, Driver
from tests.services.bad_values import of_no_algorithm
from tests.services.iam import saml
from tests.services.iam.client import Client

DER = saml.certificate().public_bytes(Encoding.DER)
ARN = f"arn:aws:iam::{ACCOUNT}:saml-provider/corp"


def create(iam: Client, name: str = "corp", **params: object) -> str:
    params.setdefault("SAMLMetadataDocument", saml.metadata())
    return str(iam.call("CreateSAMLProvider", Name=name, **params)["SAMLProviderArn"])


class TestShape:
    def test_made_told_listed_deleted(self, iam: Client) -> None:
        document = saml.metadata()
        tags = [{"Key": "a", "Value": "b"}]
        made = iam.call("CreateSAMLProvider", Name="corp", SAMLMetadataDocument=document, Tags=tags)
        assert made == {"SAMLProviderArn": ARN, "Tags": tags}
        told = iam.call("GetSAMLProvider", SAMLProviderArn=ARN)
        assert (told["SAMLMetadataDocument"], told["CreateDate"]) == (document, iam.cloud.now())
        assert (told["Tags"], len(told["SAMLProviderUUID"])) == (tags, 22)
        [listed] = iam.call("ListSAMLProviders")["SAMLProviderList"]
        assert listed == {"Arn": ARN, "CreateDate": told["CreateDate"], "ValidUntil": told["ValidUntil"]}
        iam.call("DeleteSAMLProvider", SAMLProviderArn=ARN)
        assert iam.call("ListSAMLProviders")["SAMLProviderList"] == []

    def test_updated(self, iam: Client) -> None:
        create(iam)
        other = saml.metadata(saml.descriptor(saml.certificate("two")))
        assert iam.call("UpdateSAMLProvider", SAMLProviderArn=ARN, SAMLMetadataDocument=other) == {
            "SAMLProviderArn": ARN
        }
        assert iam.call("GetSAMLProvider", SAMLProviderArn=ARN)["SAMLMetadataDocument"] == other


class TestMetadata:
    def test_what_is_read(self) -> None:
        one, two = saml.certificate("one"), saml.certificate("two")
        document = saml.metadata(saml.descriptor(one), saml.descriptor(two, "encryption"), entity="urn:idp")
        assert provider_rules.parsed(document) == ("urn:idp", (saml.pem(one),), None)
        both = saml.metadata(saml.descriptor(one), saml.descriptor(two))
        assert provider_rules.parsed(both).certificates == (saml.pem(one), saml.pem(two))
        unused = saml.metadata(saml.descriptor(one).replace(' use="signing"', ""))
        assert provider_rules.parsed(unused).certificates == (saml.pem(one),)

    def test_until_when(self, iam: Client) -> None:
        until = "2031-05-01T12:00:00Z"
        create(iam, SAMLMetadataDocument=saml.metadata(attributes=f'validUntil="{until}"'))
        told = iam.call("GetSAMLProvider", SAMLProviderArn=ARN)
        assert told["ValidUntil"] == datetime.fromisoformat(until).timestamp()

    def test_an_expired_certificate_is_taken(self, iam: Client) -> None:
        """Source: User Guide: IAM does not evaluate the expiration of certificates in metadata."""
        create(iam, SAMLMetadataDocument=saml.metadata(saml.descriptor(saml.certificate("old", days=(-9, -1)))))

    @pytest.mark.parametrize(
        "document",
        [
            "x" * 1000,
            saml.metadata().replace("entityID=", "entity="),
            saml.metadata(role="SPSSODescriptor"),
            saml.metadata().replace("SAML:2.0:protocol", "SAML:1.1:protocol"),
            saml.metadata().replace('use="signing"', 'use="encryption"'),
            saml.metadata().replace("X509Certificate>", "X509Certificate>AAAA"),
            saml.metadata(saml.descriptor(saml.certificate("weak", bits=1024)).replace("MII", "MIX")),
            saml.metadata().replace(*(base64.encodebytes(der).decode() for der in (DER, of_no_algorithm(DER)))),
            "\ufeff" + saml.metadata(),
            saml.metadata().replace("<md:Entity", '<!DOCTYPE x [<!ENTITY a "b">]><md:Entity', 1),
            saml.metadata(attributes='validUntil="soon"'),
        ],
        ids=[
            "text",
            "nameless",
            "a service",
            "SAML 1.1",
            "no key",
            "no certificate",
            "broken",
            "unknown",
            "mark",
            "type",
            "date",
        ],
    )
    def test_what_is_no_metadata(self, iam: Client, document: str) -> None:
        refused = iam.refused("CreateSAMLProvider", Name="corp", SAMLMetadataDocument=document)
        assert refused == ("InvalidInput", "Could not parse metadata")
        create(iam)
        update = iam.refused("UpdateSAMLProvider", SAMLProviderArn=ARN, SAMLMetadataDocument=document)
        assert update == refused

    def test_short_documents(self, iam: Client) -> None:
        assert iam.refused("CreateSAMLProvider", Name="corp", SAMLMetadataDocument="<a/>")[0] == "ValidationError"


class TestRules:
    def test_twice(self, iam: Client) -> None:
        create(iam)
        refused = iam.refused("CreateSAMLProvider", Name="corp", SAMLMetadataDocument=saml.metadata())
        assert refused[0] == "EntityAlreadyExists"

    def test_a_hundred(self, iam: Client) -> None:
        """Source: IAM User Guide, IAM and STS quotas: SAML providers of an account: 100."""
        for n in range(100):
            create(iam, f"p{n}")
        refused = iam.refused("CreateSAMLProvider", Name="more", SAMLMetadataDocument=saml.metadata())
        assert refused == ("LimitExceeded", "Cannot exceed quota for SAMLProvidersPerAccount: 100")

    @pytest.mark.parametrize(
        "operation",
        ["GetSAMLProvider", "UpdateSAMLProvider", "DeleteSAMLProvider", "ListSAMLProviderTags", "TagSAMLProvider"],
    )
    def test_one_that_is_not_there(self, iam: Client, operation: str) -> None:
        more = {"Tags": [{"Key": "a", "Value": "b"}]} if operation == "TagSAMLProvider" else {}
        refused = iam.refused(operation, SAMLProviderArn=ARN, **more)
        assert refused == ("NoSuchEntity", f"Manifest not found for arn {ARN}")
        wrong = f"arn:aws:iam::{ACCOUNT}:role/corp"
        assert iam.refused(operation, SAMLProviderArn=wrong, **more)[0] == "ValidationError"

    def test_another_accounts(self, iam: Client, cloud: Driver) -> None:
        create(iam)
        assert Client(cloud, "111122223333").refused("GetSAMLProvider", SAMLProviderArn=ARN)[0] == "NoSuchEntity"


class TestEncryption:
    def test_keys_come_and_go(self, iam: Client) -> None:
        create(iam, AddPrivateKey=saml.key_pem(), AssertionEncryptionMode="Allowed")
        told = iam.call("GetSAMLProvider", SAMLProviderArn=ARN)
        [first] = told["PrivateKeyList"]
        assert (told["AssertionEncryptionMode"], first["Timestamp"]) == ("Allowed", iam.cloud.now())
        iam.call("UpdateSAMLProvider", SAMLProviderArn=ARN, AddPrivateKey=saml.key_pem("two"))
        third = iam.refused("UpdateSAMLProvider", SAMLProviderArn=ARN, AddPrivateKey=saml.key_pem("three"))
        assert third[0] == "LimitExceeded"
        iam.call("UpdateSAMLProvider", SAMLProviderArn=ARN, RemovePrivateKey=first["KeyId"])
        again = iam.refused("UpdateSAMLProvider", SAMLProviderArn=ARN, RemovePrivateKey=first["KeyId"])
        assert again[0] == "NoSuchEntity"
        iam.call("UpdateSAMLProvider", SAMLProviderArn=ARN, AssertionEncryptionMode="Required")
        told = iam.call("GetSAMLProvider", SAMLProviderArn=ARN)
        assert told["AssertionEncryptionMode"] == "Required"
        assert first["KeyId"] not in [key["KeyId"] for key in told["PrivateKeyList"]]

    def test_what_is_refused(self, iam: Client) -> None:
        document = saml.metadata()
        for wrong in ({"AddPrivateKey": saml.public_pem()}, {"AssertionEncryptionMode": "Required"}):
            refused = iam.refused("CreateSAMLProvider", Name="corp", SAMLMetadataDocument=document, **wrong)
            assert refused[0] == "InvalidInput"


class TestTags:
    def test_set_list_remove(self, iam: Client) -> None:
        create(iam)
        iam.call("TagSAMLProvider", SAMLProviderArn=ARN, Tags=[{"Key": k, "Value": "1"} for k in "ab"])
        iam.call("UntagSAMLProvider", SAMLProviderArn=ARN, TagKeys=["a"])
        assert iam.call("ListSAMLProviderTags", SAMLProviderArn=ARN) == {
            "Tags": [{"Key": "b", "Value": "1"}],
            "IsTruncated": False,
        }
        iam.call("DeleteSAMLProvider", SAMLProviderArn=ARN)
        create(iam)
        assert iam.call("GetSAMLProvider", SAMLProviderArn=ARN)["Tags"] == []
