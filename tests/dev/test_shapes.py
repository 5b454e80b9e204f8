"""What `dev.shapes` makes of models: Python that runs, and that says what the model says."""

from typing import Any, Required, get_origin, get_type_hints

import pytest

from dev import shapes
from fogbank.kernel.errors import ServiceError
from fogbank.wire.models import Models

MODELS = Models()


def module(service: str, errors: dict[str, dict[str, Any]] | None = None) -> dict[str, Any]:
    """The module as the type checker sees it: its typed dicts are made too."""
    text = shapes.render(MODELS.service(service), errors or {})
    scope: dict[str, Any] = {"__name__": f"shapes of {service}"}
    exec(text.replace("if TYPE_CHECKING:", "if True:"), scope)
    return scope


def test_at_run_time_a_structure_is_a_plain_dict() -> None:
    scope: dict[str, Any] = {}
    exec(shapes.render(MODELS.service("sqs"), {}), scope)
    assert "SendMessageRequest" not in scope
    assert scope["__getattr__"]("SendMessageRequest") is dict


@pytest.mark.parametrize(
    "service", ["sqs", "s3", "ec2", "bedrock-runtime", "iot-jobs-data", "wafv2", "amplifyuibuilder"]
)
def test_every_structure_and_error_has_its_class(service: str) -> None:
    made = module(service)
    errors = {kind.code for kind in made.values() if isinstance(kind, type) and issubclass(kind, ServiceError)}
    assert errors - {"InternalFailure"} == {
        name for name, shape in MODELS.service(service).shapes.items() if shape.get("exception")
    }


def test_required_members_are_required() -> None:
    made = module("sqs")
    hints = get_type_hints(made["SendMessageRequest"], made, include_extras=True)
    required = {member for member, hint in hints.items() if get_origin(hint) is Required}
    assert required == {"QueueUrl", "MessageBody"}
    assert "DelaySeconds" in hints


def test_errors_carry_code_and_status() -> None:
    # Source: botocore, iam/2010-05-08, "error" of the shape.
    found = module("iam")["NoSuchEntityException"]
    assert (found.code, found.query_code, found.status) == ("NoSuchEntityException", "NoSuchEntity", 404)


def test_manifest_completes_and_adds_errors() -> None:
    made = module("sqs", {"QueueDoesNotExist": {"query_code": "Q"}, "Added": {"status": 409}})
    assert (made["QueueDoesNotExist"].query_code, made["QueueDoesNotExist"].status) == ("Q", 400)
    assert (made["Added"].code, made["Added"].status) == ("Added", 409)


def test_streams_are_bodies_on_the_way_in_and_sources_on_the_way_out() -> None:
    made = module("s3")
    assert made["PutObjectRequest"].__annotations__["Body"] is not made["GetObjectOutput"].__annotations__["Body"]


def test_is_the_same_every_time() -> None:
    assert shapes.generate("sqs") == shapes.generate("sqs")
