"""Without the packages of the extra `federation`, federation says what it needs, and all else works."""

import sys
from typing import Any

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity.principal import ANONYMOUS
from tests.services.iam.client import Client
from tests.services.sts import saml_idp
from tests.services.sts.world import HOME, World

ROLE = {"RoleArn": f"arn:aws:iam::{HOME}:role/Reader"}
SAML = {"PrincipalArn": f"arn:aws:iam::{HOME}:saml-provider/corp", "SAMLAssertion": "abcd"}
WEB = {"RoleSessionName": "session1", "WebIdentityToken": "abcd"}


@pytest.mark.parametrize(
    ("operation", "params", "package"),
    [("AssumeRoleWithSAML", SAML, "signxml"), ("AssumeRoleWithWebIdentity", WEB, "joserfc")],
)
def test_it_says_what_it_needs(
    world: World, monkeypatch: pytest.MonkeyPatch, operation: str, params: dict[str, Any], package: str
) -> None:
    Client(world.cloud, HOME).call("CreateSAMLProvider", Name="corp", SAMLMetadataDocument=saml_idp.metadata())
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ServiceError, match=rf"needs the package {package}.*fogbank\[federation\]") as refused:
        world.call(operation, ANONYMOUS, **ROLE, **params)
    assert (refused.value.code, refused.value.status) == ("NotImplemented", 501)
    assert world.call("GetSessionToken")["Credentials"]
