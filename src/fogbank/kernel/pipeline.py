"""What happens to a call: one ordered list.

    READ     route, authenticate, parse
    ONCE     locate, validate, find the handler, authorize, throttle, replay
    handler  in a transaction; a long poll runs it again when a key that it read changes
    FINALLY  page, remember, audit, serialize
    then     commit (rows, outbox, timers, usage together), deliver

`perform` is the same list for a call that does not come over HTTP, `invoke` for one from inside another call's
transaction.
"""

import functools
import logging
import types
from collections.abc import Callable, Coroutine, Generator
from typing import TYPE_CHECKING, Any

from fogbank.kernel import audit, replay
from fogbank.kernel.call import Call
from fogbank.kernel.errors import InternalFailure, NotImplementedHere, ServiceError, Throttled
from fogbank.kernel.identity.authorize import authorize
from fogbank.kernel.identity.principal import ANONYMOUS, Principal
from fogbank.kernel.paging import Page
from fogbank.kernel.waits import Wait, Waiter

if TYPE_CHECKING:
    from fogbank.kernel.kernel import Kernel

_log = logging.getLogger("fogbank")
Step = Callable[[Call], Any]


class Pipeline:
    """Runs calls through the list."""

    def __init__(self, kernel: "Kernel") -> None:
        wire = kernel.wire
        self._kernel = kernel
        self._read: tuple[Step, ...] = (wire.route, wire.authenticate, wire.parse)
        self._once: tuple[Step, ...] = (
            self._locate,
            self._validate,
            self._find_handler,
            authorize,
            self._throttle,
            self._replay,
        )
        self._finally: tuple[Step, ...] = (self._page, replay.remember, self._audit)

    def serve(self, request: Any, reply: Callable[[Any], None]) -> Call:
        """Answer an HTTP request by `reply(response)`, now or later. The call's `cancel` gives it up."""
        call = Call(self._kernel, "", "", ANONYMOUS, "us-east-1")
        call.request, call.reply = request, reply
        call.endpoint, call.secure, call.source_ip, call.headers = (
            request.endpoint,
            request.secure,
            request.peer,
            request.headers,
        )
        if self._kernel.wire.whole(request):
            self._start(call, self._read)
        else:
            self._drive(call, self._gather(call))
        return call

    def perform(
        self,
        principal: Principal,
        service: str,
        operation: str,
        params: dict[str, Any],
        region: str,
        done: Callable[[Any], None],
    ) -> Call:
        """A call without HTTP: `done` gets the result, or the ServiceError, once it is durable."""
        call = Call(self._kernel, service, operation, principal, region)
        call.region_named = True
        call.params, call.reply = params, done
        call.contract = self._kernel.wire.contract(service, operation)
        self._start(call, ())
        return call

    async def _gather(self, call: Call) -> None:
        """A body that is still coming: take it in first, unless the operation reads it as a stream."""
        try:
            await self._kernel.wire.gather(call)
        except ServiceError as error:
            self._fail(call, error)
        else:
            call.task = None
            self._start(call, self._read)

    def _start(self, call: Call, read: tuple[Step, ...]) -> None:
        call.tx = self._kernel.store.begin(call.started_at)
        try:
            for step in read:
                step(call)
            for step in self._once:
                step(call)
        except Exception as error:
            self._fail(call, error)
            return
        if call.result is not None:
            self._finish(call)
        else:
            self._attempt(call)

    def _attempt(self, call: Call) -> None:
        """Run the handler once; it answers, fails, waits, or turns out to work on a plane."""
        assert call.handler is not None
        try:
            result = call.handler.function(call, call.params)
        except Wait as wait:
            self._wait(call, wait.until)
        except Exception as error:
            self._fail(call, error)
        else:
            if type(result) is types.CoroutineType:
                self._drive(call, self._plane_bound(call, result))
            else:
                call.result = result
                self._finish(call)

    def _wait(self, call: Call, until: float) -> None:
        call.waiter = Waiter(until, call.tx.reads, lambda: self._rerun(call))
        self._kernel.waits.add(call.waiter)
        self._kernel.scheduler.rearm()

    def _rerun(self, call: Call) -> None:
        call.waiter = None
        call.tx = self._kernel.store.begin(self._kernel.clock.now(), call.account, call.region)
        self._attempt(call)

    async def _plane_bound(self, call: Call, work: Coroutine[Any, Any, Any]) -> None:
        try:
            call.result = await work
        except Exception as error:
            self._fail(call, error)
        else:
            call.task = None
            call.tx = self._kernel.store.begin(self._kernel.clock.now(), call.account, call.region)
            self._finish(call)

    def _drive(self, call: Call, work: Coroutine[Any, Any, None]) -> None:
        """Run inline as far as it goes; only what really suspends becomes a task."""
        try:
            future = work.send(None)
        except StopIteration:
            return
        call.task = self._kernel.spawn(_resume(work, future))

    def _finish(self, call: Call) -> None:
        try:
            for step in self._finally:
                step(call)
            if call.request is not None:
                call.response = self._kernel.wire.serialize(call)
            self._kernel.store.apply(call.tx)
        except Exception as error:
            self._fail(call, error)
            return
        self._deliver(call)

    def _fail(self, call: Call, error: Exception) -> None:
        """The answer is an error: nothing that the call wrote is kept, but the trail says that it was made."""
        if not isinstance(error, ServiceError):
            seed = self._kernel.ids.seed
            _log.error("%s:%s %s (seed %s)", call.service, call.operation, call.request_id, seed, exc_info=error)
            error = InternalFailure(f"Fogbank failed on this call. Request id {call.request_id}, seed {seed}.")
        call.failure = error
        call.tx = self._kernel.store.begin(self._kernel.clock.now(), call.account, call.region)
        try:
            if call.handler is not None and call.account:
                self._audit(call)
                self._kernel.store.apply(call.tx)
        except Exception:
            _log.exception("the trail of %s could not be written", call.request_id)
        if call.request is not None:
            call.response = self._kernel.wire.fail(call, error)
        self._deliver(call)

    def _deliver(self, call: Call) -> None:
        self._kernel.audit.remember(call)
        if call.reply is not None:
            self._kernel.store.when_durable(lambda failure: self._send(call, failure))

    def _send(self, call: Call, failure: BaseException | None) -> None:
        if failure is not None:
            _log.error("commit failed: %s", failure)
            call.failure = InternalFailure("The change could not be stored.")
            if call.request is not None:
                call.response = self._kernel.wire.fail(call, call.failure)
        if not call.cancelled:
            call.reply(call.response if call.request is not None else call.failure or call.result)

    def invoke(
        self,
        caller: Call,
        service: str,
        operation: str,
        params: dict[str, Any],
        as_: Principal,
        region: str,
        source: str = "",
    ) -> Any:
        """A call from inside another one's transaction; raises its error, and then nothing of it is kept."""
        call = Call(self._kernel, service, operation, as_, region or caller.region)
        call.region_named = True
        call.params, call.endpoint, call.tx = params, caller.endpoint, caller.tx
        call.caller, call.source_arn, call.decisions = caller, source, caller.decisions
        call.contract = self._kernel.wire.contract(service, operation)
        savepoint = caller.tx.savepoint()
        account, caller.tx.account = caller.tx.account, call.account
        where, caller.tx.region = caller.tx.region, call.region
        try:
            for step in self._once:
                step(call)
            if call.result is None:
                assert call.handler is not None
                if call.handler.waits_for_planes:
                    raise NotImplementedHere(service, f"{operation} from inside a transaction")
                call.result = call.handler.function(call, params)
                if type(call.result) is types.CoroutineType:
                    call.result.close()
                    raise NotImplementedHere(service, f"{operation} of a stream from inside a transaction")
            for step in self._finally:
                step(call)
        except Wait:
            caller.tx.restore(savepoint)
            raise NotImplementedHere(service, f"{operation} with a wait from inside a transaction") from None
        except BaseException:
            caller.tx.restore(savepoint)
            raise
        finally:
            caller.tx.account, caller.tx.region = account, where
        return call.result

    def _locate(self, call: Call) -> None:
        """A global service is called in one region of the partition, whichever the client is in."""
        service = self._kernel.registry.service(call.service)
        if service is not None and service.is_global:
            call.region = self._kernel.topology.global_region(call.region, service.home)

    def _validate(self, call: Call) -> None:
        contract = call.contract
        contract.validate(call.params)
        page = contract.page
        token = call.params.get(page.input_token) if page is not None else None
        if token:
            call.resume = self._kernel.tokens.read(_scope(call), token)

    def _find_handler(self, call: Call) -> None:
        service = self._kernel.registry.service(call.service)
        handler = service.handlers.get(call.operation) if service else None
        if service is None or handler is None:
            raise NotImplementedHere(call.service, call.operation)
        call.handler = handler
        call.tx.account, call.tx.region = call.account, call.region

    def _throttle(self, call: Call) -> None:
        rate = call.manifest.rates.get(call.operation)
        if rate is None:
            return
        per_second = call.quota(rate["code"], rate["per_second"])
        key = (call.account, call.region, call.service, rate["code"])
        if not self._kernel.rates.take(key, per_second, burst=rate.get("burst", per_second)):
            raise Throttled("Rate exceeded")

    def _replay(self, call: Call) -> None:
        if call.contract.token_member and call.operation not in call.manifest.own_tokens:
            replay.recall(call)

    def _page(self, call: Call) -> None:
        """Put the token of a Page where the model wants it."""
        result = call.result
        if type(result) is Page:
            members = dict(result.members)
            if result.resume is not None:
                members[call.contract.page.output_token] = self._kernel.tokens.make(_scope(call), result.resume)
            call.result = members
        elif result is None:
            call.result = {}

    def _audit(self, call: Call) -> None:
        if audit.is_told(call):
            audit.record(call)


def _scope(call: Call) -> str:
    return f"{call.service}:{call.operation}:{call.account}:{call.region}"


async def _resume(work: Coroutine[Any, Any, None], future: Any) -> None:
    """Go on, now as a task, with a coroutine that was started inline and has suspended on `future`."""
    await _steps(work, future)


@types.coroutine
def _steps(work: Coroutine[Any, Any, None], future: Any) -> Generator[Any, Any, None]:
    while True:
        try:
            yield future
        except BaseException as error:
            step = functools.partial(work.throw, error)
        else:
            step = functools.partial(work.send, None)
        try:
            future = step()
        except StopIteration:
            return
