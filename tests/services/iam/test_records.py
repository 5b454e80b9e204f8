"""Rows that an older version wrote."""

from fogbank.services.iam.records import Role

ARN = "arn:aws:iam::111122223333:user/ann"


def test_a_role_that_kept_the_ids_beside_its_trust_policy() -> None:
    trust = '{"Statement":{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}}'
    entity = ["111122223333", "r", "R", "/", "AROAROLEROLEROLEROLER", "arn:aws:iam::111122223333:role/R", 1.0]
    old = [*entity, {}, [], "", trust % ARN, {ARN: "AIDAANNANNANNANNANNAN"}, "words", 7200, "", 0]
    role = Role(*Role.__table__.migrations[1](old))
    assert role.trust == trust % "AIDAANNANNANNANNANNAN"
    assert (role.name, role.description, role.session_s_max, role.service, role.signin_s_max) == (
        "R",
        "words",
        7200,
        "",
        0,
    )
