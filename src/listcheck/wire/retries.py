"""Asking again what a host was too busy to answer."""

from collections.abc import Awaitable, Callable

from tenacity import AsyncRetrying, RetryCallState, retry_if_result, stop_after_attempt

from listcheck.exchange import Reply


async def again(
    ask: Callable[[], Awaitable[Reply]],
    unsettled: Callable[[Reply], bool],
    wait: Callable[[], float],
    sleep: Callable[[float], Awaitable[None]],
    tries: int,
) -> Reply:
    """Ask until the reply is settled; the wait is what the lane's clock says by then."""

    def last(state: RetryCallState) -> Reply:
        assert state.outcome is not None
        reply: Reply = state.outcome.result()
        return reply

    retrying = AsyncRetrying(
        retry=retry_if_result(unsettled),
        stop=stop_after_attempt(tries),
        wait=lambda _: wait(),
        sleep=sleep,
        retry_error_callback=last,
    )
    return await retrying(ask)
