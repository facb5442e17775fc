"""The queue of a fleet: jobs that wait in PostgreSQL for whichever worker is free. Procrastinate keeps it, in a schema of its own.

No truth is in it: what is due is known by the archive, so that a queue that was lost is filled again within a minute, and one that
another version of Procrastinate made is thrown away. A job ends when its worker says so; the jobs of workers that gave no sign of
life for half a minute, and of those that were cut off from the database, are handed out again (`Queue.retake`).
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import TYPE_CHECKING, Any

from news.errors import DatabaseError
from news.fleet import Job
from storage.engines import read_address
from storage.fleet_schema import SCHEMA

if TYPE_CHECKING:
    from procrastinate import App, JobContext

STALLED = 30.0  # seconds without a sign of life after which a worker counts as dead
_SIGN = 5.0  # seconds between two signs of life
_CONNECT_WITHIN = 10.0  # seconds
_POLL = 2.0  # seconds between two looks for a job: of new ones a worker is told, but not of a lock that became free
_PATIENCE = 5.0  # seconds for jobs to end by themselves before they are told to
_SWEEP = 5.0  # seconds between two looks at jobs that are done and not noted as such
_CONNECT = {"connect_timeout": 10, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 25_000}

Carry = Callable[[Mapping[str, Any], asyncio.Event], Awaitable[None]]
"""Carries out a job with these values, and ends soon once the event is set. Raises nothing that it should have told."""


class Queue:
    """The queue that a database holds."""

    def __init__(self, url: str) -> None:
        address = read_address(url)
        self._conninfo = address.set(drivername="postgresql").render_as_string(hide_password=False)

    async def defer(self, jobs: Sequence[Job], taken: frozenset[str]) -> int:
        """Hand out jobs whose keys are not taken; return how many. Raises DatabaseError."""
        from procrastinate.exceptions import AlreadyEnqueued  # noqa: PLC0415 - an extra

        count = 0
        with _told():
            async with self._open(connections=1) as app:
                for job in jobs:
                    if job.key in taken:
                        continue
                    with suppress(AlreadyEnqueued):
                        options = {"queue": job.task, "lock": job.lock, "queueing_lock": job.key}
                        await app.configure_task(job.task, allow_unknown=True, **options).defer_async(**job.values)
                        count += 1
        return count

    async def retake(self) -> tuple[str, ...]:
        """Hand out again what dead workers had in hand; return the keys. Raises DatabaseError."""
        with _told():
            async with self._open(connections=1) as app:
                stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED))
                for job in stalled:
                    await app.job_manager.retry_job(job)
        return tuple(sorted(job.queueing_lock or "" for job in stalled))

    async def work(self, carriers: Mapping[str, tuple[Carry, int]], stop: asyncio.Event) -> None:
        """Carry out jobs until told to stop; of each task at most so many side by side.

        The order of work: take a job → carry it out → note that it is done. Told to stop, jobs in hand are told so too, and waited
        for. Raises DatabaseError where the database is gone: jobs in hand were told to stop by then, and what they were is handed
        out again.
        """
        with _told():
            async with self._open(connections=4) as app:
                watch = _Watch(app)
                for task, (carry, _) in carriers.items():
                    app.task(name=task, pass_context=True)(watch.wrapped(carry))
                working = [asyncio.create_task(_work(app, task, most)) for task, (_, most) in carriers.items()]
                beside = [asyncio.create_task(stop.wait()), asyncio.create_task(watch.sweep())]
                try:
                    await asyncio.wait([*working, beside[0]], return_when=asyncio.FIRST_COMPLETED)
                finally:
                    watch.ending.set()
                    for each in (*working, *beside):
                        each.cancel()
                    ended = await asyncio.gather(*working, *beside, return_exceptions=True)
                for error in ended:
                    if isinstance(error, Exception):
                        raise error

    @asynccontextmanager
    async def _open(self, *, connections: int) -> "AsyncIterator[App]":
        try:
            from procrastinate import App, PsycopgConnector  # noqa: PLC0415 - an extra
            from psycopg_pool import AsyncConnectionPool  # noqa: PLC0415
        except ImportError as error:
            raise DatabaseError("Procrastinate is not installed, which a fleet needs", "pip install 'khazri[postgresql]'") from error
        named = {**_CONNECT, "options": f"-c search_path={SCHEMA}"}
        check = AsyncConnectionPool.check_connection
        pool = AsyncConnectionPool(
            self._conninfo, kwargs=named, min_size=1, max_size=connections, timeout=_CONNECT_WITHIN, open=False, check=check
        )
        try:
            await pool.open(wait=True, timeout=_CONNECT_WITHIN)
            app = App(connector=PsycopgConnector())
            async with app.open_async(pool):
                yield app
        finally:
            await pool.close()


class _Watch:
    """The jobs of one worker while it works."""

    def __init__(self, app: "App") -> None:
        self.app = app
        self.ending = asyncio.Event()
        self._done: dict[int, int | None] = {}
        """Numbers of jobs that were carried out since the last sweep, and of whom they were."""

    def wrapped(self, carry: Carry) -> Callable[..., Awaitable[None]]:
        """Return what Procrastinate calls for a job: cut off, it lets the job end in order instead of leaving it half done."""

        async def carry_out(context: "JobContext", **values: Any) -> None:
            stop = asyncio.Event()
            carrying = asyncio.ensure_future(carry(values, stop))
            ending = asyncio.ensure_future(self.ending.wait())
            try:
                await asyncio.wait([carrying, ending], return_when=asyncio.FIRST_COMPLETED)
            finally:
                ending.cancel()
                stop.set()
                await asyncio.wait([carrying])
                if context.job.id is not None:
                    self._done[context.job.id] = context.job.worker_id
            await carrying

        return carry_out

    async def sweep(self) -> None:
        """Note again that jobs are done, for those whose note was lost with a connection: they would seem to go on for ever."""
        from procrastinate.exceptions import ConnectorException  # noqa: PLC0415 - an extra
        from procrastinate.jobs import Status  # noqa: PLC0415

        while True:
            done = dict(self._done)
            await asyncio.sleep(_SWEEP)
            for number, worker in done.items():
                with suppress(ConnectorException):
                    if list(await self.app.job_manager.list_jobs_async(id=number, status=Status.DOING.value, worker_id=worker)):
                        await self.app.job_manager.finish_job_by_id_async(number, Status.SUCCEEDED, delete_job=True)
                    del self._done[number]


async def _work(app: "App", task: str, most: int) -> None:
    await app.run_worker_async(
        queues=[task],
        concurrency=most,
        install_signal_handlers=False,
        delete_jobs="always",
        fetch_job_polling_interval=_POLL,
        shutdown_graceful_timeout=_PATIENCE,
        update_heartbeat_interval=_SIGN,
        stalled_worker_timeout=STALLED,
    )


@contextmanager
def _told() -> Iterator[None]:
    """Turn the errors of Procrastinate and its connections into one line."""
    try:
        yield
    except DatabaseError:
        raise
    except Exception as error:
        from procrastinate.exceptions import ProcrastinateException  # noqa: PLC0415 - an extra
        from psycopg import Error  # noqa: PLC0415
        from psycopg_pool import PoolTimeout  # noqa: PLC0415

        if not isinstance(error, ProcrastinateException | Error | PoolTimeout):
            raise
        reason = str(error.__cause__ or error).strip().partition("\n")[0]
        raise DatabaseError(
            f"the queue of the fleet: {reason}", "it is tried again; 'khazri doctor' says whether the database answers"
        ) from error
