"""The one door to the network."""

import asyncio
from itertools import pairwise

from crawler.outbound import Outbound


def test_two_requests_to_one_host_keep_their_distance_whoever_asks() -> None:
    began: list[float] = []

    async def ask(outbound: Outbound, host: str) -> None:
        lock = await outbound.turn(host, 0.05)
        began.append(asyncio.get_running_loop().time())
        await asyncio.sleep(0.01)
        outbound.done(host, lock)

    async def all_of_them() -> None:
        outbound = Outbound()
        await asyncio.gather(*(ask(outbound, "one.example") for _ in range(4)))

    asyncio.run(all_of_them())
    gaps = [later - earlier for earlier, later in pairwise(began)]
    assert all(gap >= 0.05 for gap in gaps)


def test_a_slow_host_does_not_hold_up_another() -> None:
    async def race() -> bool:
        outbound = Outbound()
        held = await outbound.turn("slow.example", 60)
        lock = await asyncio.wait_for(outbound.turn("quick.example", 60), timeout=1)
        outbound.done("quick.example", lock)
        outbound.done("slow.example", held)
        return True

    assert asyncio.run(race())
