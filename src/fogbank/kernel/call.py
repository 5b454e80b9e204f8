"""A call: all that a handler may touch."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from fogbank.kernel.identity.principal import Principal
from fogbank.kernel.store.tx import Tx

if TYPE_CHECKING:
    from fogbank.kernel.clock import Clock
    from fogbank.kernel.identity.evaluate import Decision
    from fogbank.kernel.ids import Ids
    from fogbank.kernel.kernel import Kernel
    from fogbank.kernel.operation import Target
    from fogbank.kernel.paging import Resume
    from fogbank.kernel.registry import Handler, Service

T = TypeVar("T")


class Call:
    """One operation on its way through the pipeline.

    For handlers: `principal`, `account`, `region`, `clock`, `ids`, `tx`, `request_id`, `started_at` (virtual time of
    arrival; a long poll keeps it over its reruns), `endpoint` ("http://127.0.0.1:4566" as the client used it),
    `secure`, `source_ip`, `region_named` (whether the request itself says its region), `headers` (lower case),
    `resume`, `ask(question)` and `plane(name)`. The rest belongs to the pipeline.
    """

    __slots__ = (
        "account",
        "caller",
        "cancelled",
        "clock",
        "contract",
        "decisions",
        "endpoint",
        "failure",
        "handler",
        "headers",
        "ids",
        "kernel",
        "operation",
        "params",
        "principal",
        "region",
        "region_named",
        "reply",
        "request",
        "request_id",
        "response",
        "result",
        "resume",
        "route",
        "secure",
        "service",
        "signature",
        "source_arn",
        "source_ip",
        "started_at",
        "targets",
        "task",
        "token_key",
        "tx",
        "waiter",
    )

    def __init__(self, kernel: "Kernel", service: str, operation: str, principal: Principal, region: str) -> None:
        self.kernel = kernel
        self.clock: Clock = kernel.clock
        self.ids: Ids = kernel.ids
        self.service = service
        self.operation = operation
        self.principal = principal
        self.account = principal.account
        self.region = region
        self.region_named = False
        self.request_id = kernel.ids.uuid()
        self.started_at = kernel.clock.now()
        self.endpoint = kernel.endpoint
        self.secure = False
        self.source_ip = "127.0.0.1"
        self.headers: dict[str, str] = {}
        self.params: dict[str, Any] = {}
        self.result: Any = None
        self.resume: Resume | None = None
        self.tx: Tx = None  # type: ignore[assignment]  # set by the pipeline before any handler sees the call
        self.handler: Handler | None = None
        self.contract: Any = None
        self.request: Any = None
        self.route: Any = None
        self.reply: Any = None
        self.response: Any = None
        self.failure: Exception | None = None
        self.decisions: list[Decision] = []
        self.targets: Sequence[Target] = ()  # what the decisions were about
        self.caller: Call | None = None  # the call from inside of which this one is made
        self.source_arn = ""
        self.signature: Any = None
        self.token_key: Any = None
        self.waiter: Any = None
        self.task: Any = None
        self.cancelled = False

    @property
    def partition(self) -> str:
        """aws, aws-cn or aws-us-gov: by the region."""
        return self.kernel.topology.partition(self.region)

    @property
    def manifest(self) -> "Service":
        """The service package that this call is for."""
        service = self.kernel.registry.service(self.service)
        assert service is not None
        return service

    def transact(self, function: Callable[..., T], *args: Any) -> T:
        """For `async` handlers: run `function(call, *args)` in a transaction of its own."""
        outer = self.tx
        self.tx = self.kernel.store.begin(self.clock.now(), self.account, self.region)
        try:
            answer = function(self, *args)
            self.kernel.store.apply(self.tx)
        finally:
            self.tx = outer
        return answer

    def invoke(
        self,
        service: str,
        operation: str,
        params: dict[str, Any],
        *,
        as_: Principal | None = None,
        region: str = "",
        source: str = "",
    ) -> Any:
        """Call another service as a user would, inside this transaction: its errors are raised here, and undo it.

        As the caller, its request is forwarded (aws:CalledVia). As a service, `source` is the ARN of the resource on
        whose behalf that calls (aws:SourceArn).
        """
        return self.kernel.pipeline.invoke(self, service, operation, params, as_ or self.principal, region, source)

    def ask(self, question: str, *args: Any) -> Any:
        """What another service answers about its rows, in this transaction (kernel/operation.py, `source`)."""
        service = self.kernel.registry.service(self.kernel.sources[question])
        assert service is not None
        return service.sources[question](self.tx, *args)

    def plane(self, name: str) -> Any:
        """The data plane behind a port (kernel/ports.py)."""
        return self.kernel.planes[name]

    def quota(self, code: str, default: float) -> float:
        """The applied value of one of this service's quotas."""
        from fogbank.kernel.quotas import applied

        return applied(self.tx, self.service, code, default)

    def cancel(self) -> None:
        """The client has gone: nothing more is to be done for it."""
        self.cancelled = True
        if self.waiter is not None:
            self.kernel.waits.remove(self.waiter)
        if self.task is not None:
            self.task.cancel()
