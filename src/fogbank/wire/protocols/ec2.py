"""The ec2 protocol: the query protocol with names of its own, flat lists, and other wrappers."""

from collections.abc import Callable, Mapping
from typing import Any

from fogbank.kernel.errors import ServiceError
from fogbank.wire import faults
from fogbank.wire.message import Response
from fogbank.wire.models import OperationModel, ServiceModel
from fogbank.wire.protocols.bindings import Parse
from fogbank.wire.protocols.query import QueryReader, form_parser
from fogbank.wire.protocols.rest_xml import namespace_of
from fogbank.wire.protocols.scalars import legible
from fogbank.wire.protocols.xml_write import XmlWriter, writer

_XML = "text/xml;charset=UTF-8"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


class Ec2Reader(QueryReader):
    """The tree of a form's names to values, by EC2's names."""

    def sent(self, ref: Mapping[str, Any], default: str) -> str:
        if "queryName" in ref:
            return str(ref["queryName"])
        name = self.trait(ref, "locationName")
        return name[0].upper() + name[1:] if name else default

    def is_flat(self, ref: Mapping[str, Any]) -> bool:
        return True

    def member_name(self, member: str, ref: Mapping[str, Any]) -> str:
        return self.sent(ref, member)


class Ec2Writer(XmlWriter):
    """Values to EC2's XML."""

    list_item = "item"


def compile_parser(op: OperationModel) -> Parse:
    """Makes the function that reads the operation's input."""
    return form_parser(op, Ec2Reader)


def compile_serializer(op: OperationModel) -> Callable[[dict[str, Any], str], Response]:
    """Makes the function that writes the operation's answer."""
    start = f'{_DECLARATION}<{op.name}Response xmlns="{namespace_of(op.service)}/">'
    inside = writer(op.service, op.output, kind=Ec2Writer)

    def serialize(result: dict[str, Any], request_id: str) -> Response:
        text = f"{start}<requestId>{request_id}</requestId>{inside(result)}</{op.name}Response>"
        headers = {"x-amzn-RequestId": request_id, "Content-Type": _XML}
        return Response(200, headers, text.encode("utf-8", "replace"))

    return serialize


def fault(op: OperationModel | None, service: ServiceModel, error: ServiceError, request_id: str) -> Response:
    """The error as EC2's `Response` document."""
    found = faults.resolve(error, "ec2", service, op)
    text = (
        f"{_DECLARATION}<Response><Errors><Error><Code>{found.code}</Code><Message>{legible(found.message)}</Message>"
        f"</Error></Errors><RequestID>{request_id}</RequestID></Response>"
    )
    headers = {"x-amzn-RequestId": request_id, "Content-Type": _XML, **found.headers}
    return Response(found.status, headers, text.encode("utf-8", "replace"))
