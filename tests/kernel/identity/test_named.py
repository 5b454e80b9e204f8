"""Principals in policies: kept by ids, shown by ARNs. Source: IAM User Guide, AWS JSON policy elements: Principal."""

import pytest

from fogbank.kernel.errors import ServiceError
from fogbank.kernel.identity.named import Named, by_arn, by_id, renamed

HOME = "arn:aws:iam::111111111111:"
ANN, BOB = Named(f"{HOME}user/ann", "AIDAANNANNANNANNANNAN"), Named(f"{HOME}role/x/bob", "AROABOBBOBBOBBOBBOBBO")
SESSION = "arn:aws:sts::111111111111:assumed-role/bob/work"


class Missing(ServiceError):
    """Nobody has this name."""


def find(name: str) -> Named | None:
    """Ann and Bob are there, and a session of Bob's."""
    return next((who for who in (ANN, BOB, Named(SESSION, SESSION)) if name in who), None)


def kept(document: str) -> str:
    return by_id(document, find, Missing)


def statement(principal: str, element: str = "Principal", rest: str = "") -> str:
    return f'{{ "Statement" :\n\t[{{"Effect":"Allow", "{element}" :  {principal}, "Action":"s3:*"{rest}}}] }}'


@pytest.mark.parametrize(
    ("principal", "expected"),
    [
        (f'{{"AWS": "{ANN.arn}"}}', f'{{"AWS": "{ANN.kept}"}}'),
        (f'{{"AWS":[ "{ANN.arn}",\n"{BOB.arn}" ]}}', f'{{"AWS":[ "{ANN.kept}",\n"{BOB.kept}" ]}}'),
        (
            f'{{"Service": "ec2.amazonaws.com", "AWS": "{BOB.arn}"}}',
            f'{{"Service": "ec2.amazonaws.com", "AWS": "{BOB.kept}"}}',
        ),
        (f'{{"AWS": "{HOME.replace("/", chr(92) + "/")}user\\/ann"}}', f'{{"AWS": "{ANN.kept}"}}'),
    ],
)
@pytest.mark.parametrize("element", ["Principal", "NotPrincipal"])
def test_only_the_names_change(principal: str, expected: str, element: str) -> None:
    found = kept(statement(principal, element))
    assert found == statement(expected, element)
    assert by_arn(found, find) == statement(principal, element).replace("\\/", "/")


@pytest.mark.parametrize(
    "principal",
    [
        '"*"',
        '{"AWS": "*"}',
        '{"AWS": "111111111111"}',
        f'{{"AWS": "{HOME}root"}}',
        f'{{"AWS": "{SESSION}"}}',
        f'{{"AWS": "{ANN.kept}"}}',
        '{"AWS": "arn:aws:sts::111111111111:federated-user/jo"}',
        '{"AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"}',
        '{"Federated": "arn:aws:iam::111111111111:saml-provider/corp"}',
        '{"CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}',
    ],
)
def test_what_stays_as_it_came(principal: str) -> None:
    assert kept(statement(principal)) == statement(principal)


@pytest.mark.parametrize(
    "name",
    [
        f"{HOME}user/eve",
        f"{HOME}role/bob",
        "AIDAEVEEVEEVEEVEEVEEV",
        "arn:aws:sts::111111111111:assumed-role/eve/work",
        "arn:aws-cn:iam::222222222222:user/ann",
    ],
)
def test_whoever_is_not_there(name: str) -> None:
    with pytest.raises(Missing, match=name):
        kept(statement(f'{{"AWS": ["{ANN.arn}", "{name}"]}}'))


def test_other_elements_keep_arns() -> None:
    rest = f', "Resource": "{ANN.arn}", "Condition": {{"ArnEquals": {{"aws:PrincipalArn": "{ANN.arn}"}}}}'
    expected = statement(f'{{"AWS": "{ANN.kept}"}}', rest=rest)
    assert kept(statement(f'{{"AWS": "{ANN.arn}"}}', rest=rest)) == expected


def test_other_elements_keep_ids() -> None:
    rest = f', "Condition": {{"StringEquals": {{"aws:userid": "{ANN.kept}"}}}}'
    assert by_arn(statement('{"AWS": "*"}', rest=rest), find) == statement('{"AWS": "*"}', rest=rest)


def test_of_whom_is_gone_the_id_is_shown() -> None:
    gone = statement('{"AWS": "AIDAEVEEVEEVEEVEEVEEV"}')
    assert by_arn(gone, find) == gone


def test_several_statements_and_one_alone() -> None:
    one = f'{{"Effect":"Allow","Principal":{{"AWS":"{ANN.arn}"}},"Action":"s3:*"}}'
    other = one.replace(ANN.arn, BOB.arn)
    both = kept(f'{{"Statement":[{one},{other}]}}')
    assert both == f'{{"Statement":[{one},{other}]}}'.replace(ANN.arn, ANN.kept).replace(BOB.arn, BOB.kept)
    assert kept(f'{{"Statement":{one}}}') == f'{{"Statement":{one}}}'.replace(ANN.arn, ANN.kept)


def test_nobody_is_called_otherwise() -> None:
    assert renamed("no policy at all", {}) == "no policy at all"
