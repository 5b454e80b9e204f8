"""The door between requests and the pipeline: routes, authenticates, parses, serialises; knows no service.

Everything here is a thin order of calls into the room's other modules.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fogbank.kernel.call import Call
from fogbank.kernel.errors import ServiceError, TokenExpired, UnknownAccessKey, WrongToken
from fogbank.kernel.identity.keys import AccessKey, stranger
from fogbank.kernel.identity.principal import ANONYMOUS
from fogbank.wire import chunked, claims, post_policy, signing, signing_v2
from fogbank.wire.body import BytesBody
from fogbank.wire.form import Form, parse_form
from fogbank.wire.message import Request, Response
from fogbank.wire.models import Models, OperationModel
from fogbank.wire.protocols import Codec, codec, fault
from fogbank.wire.route import Router

if TYPE_CHECKING:
    from fogbank.wire.telling import Tell

BODY_BYTES_MAX = 128 << 20
_FORM = "application/x-www-form-urlencoded"
_POSTED_FORM = "multipart/form-data"


class Contract:
    """What the pipeline knows of an operation's model."""

    __slots__ = ("_operation", "_tellers", "page", "posted_form", "streams_in", "token_member", "validate")

    def __init__(self, operation: OperationModel, validate: Callable[[dict[str, Any]], None]) -> None:
        self._operation = operation
        self._tellers: tuple[Tell, Tell] | None = None
        self.validate = validate
        self.page = operation.page
        self.token_member = operation.idempotency_member
        self.streams_in = operation.streaming_input
        self.posted_form = operation.posted_form

    @property
    def tellers(self) -> "tuple[Tell, Tell]":
        """What tells the parameters and the answer in the trail."""
        if self._tellers is None:
            from fogbank.wire.telling import teller

            operation = self._operation
            self._tellers = teller(operation.service, operation.input), teller(operation.service, operation.output)
        return self._tellers


class Door:
    """The wire of one cloud, as the pipeline uses it."""

    def __init__(self, *, strict: bool) -> None:
        self._models = Models()
        self._router = Router(self._models)
        self._strict = strict
        self._contracts: dict[tuple[str, str], Contract] = {}

    def contract(self, service: str, operation: str) -> Contract:
        """The contract of an operation that is called by name."""
        known = self._contracts.get((service, operation))
        if known is None:
            model = self._models.service(service)
            found = model.operation(operation)
            validate = codec(found, model.protocol).validate
            known = self._contracts[service, operation] = Contract(found, validate)
        return known

    def whole(self, request: Request) -> bool:
        """Whether the call can begin at once: nothing is still coming that must be gathered first."""
        if request.body.data is None:
            return False
        return request.method != "POST" or not request.headers.get("content-type", "").startswith(_POSTED_FORM)

    async def gather(self, call: Call) -> None:
        """Take a body in that is still coming, unless the operation reads it as a stream; of a form, the fields."""
        request = call.request
        content_type = request.headers.get("content-type", "")
        if not content_type.startswith(_FORM):
            self.route(call)
            if call.contract.posted_form:
                request.form = await parse_form(request.body, content_type)
                return
            if call.contract.streams_in:
                return
        request.body = BytesBody(await request.body.read_all(BODY_BYTES_MAX))

    def route(self, call: Call) -> None:
        """Find out which operation of which service the request is for."""
        if call.route is None:
            call.route = route = self._router.route(call.request)
            call.service, call.operation = route.service, route.operation
            call.contract = self.contract(route.service, route.operation)

    def authenticate(self, call: Call) -> None:
        """Find out who signed the request, and whether they did."""
        request = call.request
        form = request.form
        claim = claims.claim(request) if form is None else post_policy.form_claim(form.fields)
        if claim is None:
            call.principal, call.account = ANONYMOUS, ""
            return
        if claim.region:
            call.region, call.region_named = claim.region, True
        try:
            self._recognise(call, claim)
        except UnknownAccessKey as error:
            if claim.is_s3:
                error.members = {"AWSAccessKeyId": claim.access_key}
            raise
        if claim.kind == "query":
            signing.check_expiry(claim, call.started_at, signed_at=_virtual(call, claim.signed_at))
        call.account = call.principal.account

    def _recognise(self, call: Call, claim: claims.Claim) -> None:
        """Find out whose key the claim is made with, and whether it is made with its secret."""
        key = call.tx.get(AccessKey, claim.access_key)
        if key is None:
            call.principal = stranger(claim.access_key, strict=self._strict)
            call.signature = (claim, None)
            return
        try:
            _check_key(call, claim, key)
        except ServiceError as error:
            error.detail = error.detail or f"access key {key.id} is of {key.principal_arn}"
            raise
        call.principal = key.principal()
        call.signature = (claim, key.secret)

    def parse(self, call: Call) -> None:
        """Read the parameters out of the request."""
        request = call.request
        if request.form is not None:
            call.params = _posted(call, request.form)
            return
        if call.signature is not None:
            request.body = chunked.decode(request.body, *call.signature)
        else:
            request.body = chunked.decode_anonymous(request)
        codec = self._codec(call)
        body = b"" if call.contract.streams_in else request.body.data
        call.params = codec.parse(request, body, call.route.labels)

    def serialize(self, call: Call) -> Response:
        """The answer as the operation's protocol writes it."""
        response: Response = self._codec(call).serialize(call.result, call.request_id)
        return response

    def fail(self, call: Call, error: ServiceError) -> Response:
        """The error as the protocol of the request writes it."""
        return fault(self._models, call.request, call.route, error, call.request_id)

    def _codec(self, call: Call) -> Codec:
        route = call.route
        return codec(self._models.service(route.service).operation(route.operation), route.protocol)


def _check_key(call: Call, claim: claims.Claim, key: AccessKey) -> None:
    """Verify that the key is good at this instant, comes with its token, and has signed.

    Source: IAM User Guide, Request temporary security credentials (the token goes along with every request); S3 API
    Reference, Error responses (InvalidToken).
    """
    if not key.active:
        raise UnknownAccessKey(detail=f"access key {key.id} of {key.principal_arn} is not active")
    if key.token and not claim.token:
        raise UnknownAccessKey(detail=f"access key {key.id} of {key.principal_arn} came without its session token")
    if (claim.token or "") != key.token:
        wrong = "another session token than its own" if key.token else "a session token, and has none"
        raise WrongToken(detail=f"access key {key.id} of {key.principal_arn} came with {wrong}")
    if key.expires_at is not None and key.expires_at <= call.started_at:
        raise TokenExpired
    request = call.request
    if request.form is not None:
        post_policy.check_signature(request.form.fields, claim, key.secret)
    elif claim.version == 2:
        signing_v2.check(request, claim, key.secret)
    else:
        signing.check(request, claim, key.secret, wall_now=call.clock.wall(), body=request.body.data)


def _virtual(call: Call, signed_at: float) -> float:
    """The virtual time of a signature's date. It has whole seconds: the end of its second is meant, if that is past."""
    return call.clock.at_wall(min(signed_at + 1.0, call.clock.wall()))


def _posted(call: Call, form: Form) -> dict[str, Any]:
    """The parameters of a posted form, held to its policy where it is signed."""
    if call.signature is not None:
        policy = post_policy.check_policy(
            form.fields, bucket=call.route.labels["Bucket"], now=call.started_at, at_wall=call.clock.at_wall
        )
        if policy.size_range is not None:
            form.file.limit(*policy.size_range)
    return {**call.route.labels, "Fields": form.fields, "File": form.file, "FileName": form.filename}
