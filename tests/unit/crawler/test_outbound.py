"""The one door to the network."""

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy import Request
from scrapy.exceptions import IgnoreRequest, StopDownload
from twisted.internet.address import IPv4Address

from crawler.outbound import BYTES_AT_ONCE, GuardedResolver, Outbound, RefusedError, _connected_to, guard
from news.fetches import NotAskedError
from news.politeness import QuietHost


def test_two_requests_to_one_host_keep_their_distance_whoever_asks() -> None:
    began: list[float] = []

    async def ask(outbound: Outbound, host: str) -> None:
        turn = await outbound.turn(host, 0.05)
        began.append(asyncio.get_running_loop().time())
        await asyncio.sleep(0.01)
        await outbound.done(turn)

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
        turn = await asyncio.wait_for(outbound.turn("quick.example", 60), timeout=1)
        await outbound.done(turn)
        await outbound.done(held)
        return True

    assert asyncio.run(race())


NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_quiet_reaches_those_who_wait_for_their_turn_already() -> None:
    async def crowd() -> list[object]:
        outbound = Outbound(now=lambda: NOON)
        first = await outbound.turn("one.example", 0)
        others = [asyncio.create_task(outbound.turn("one.example", 0)) for _ in range(3)]
        await asyncio.sleep(0)
        await outbound.hold(QuietHost("one.example", NOON + timedelta(hours=1), "HTTP 429"))
        await outbound.done(first)
        return list(await asyncio.gather(*others, return_exceptions=True))

    answers = asyncio.run(crowd())
    assert [type(answer) for answer in answers] == [NotAskedError] * 3
    assert answers[0].until == NOON + timedelta(hours=1)  # type: ignore[attr-defined]


def test_a_quiet_ends_by_itself_is_for_one_host_and_is_kept() -> None:
    times = [NOON]
    kept: list[QuietHost] = []

    async def keep(quiet: QuietHost) -> None:
        kept.append(quiet)

    outbound = Outbound(now=lambda: times[-1], keep=keep)
    quiet = QuietHost("one.example", NOON + timedelta(hours=1), "HTTP 429")
    asyncio.run(outbound.hold(quiet))
    asyncio.run(outbound.hold(quiet._replace(until=NOON + timedelta(minutes=1))))
    assert outbound.left_alone("https://one.example/page") == quiet
    assert outbound.left_alone("http://one.example/page") == quiet, "one budget for both schemes"
    assert outbound.left_alone("https://two.example/page") is None
    assert kept[0] == quiet
    times.append(quiet.until)
    assert outbound.left_alone("https://one.example/page") is None


def test_a_host_has_its_share_of_each_crawl() -> None:
    async def crawl() -> tuple[int, tuple[str, ...]]:
        door = Outbound(most_pages=3)
        asked = 0
        for _ in range(2):
            outbound = door.for_crawl()
            for number in range(10):
                with contextlib.suppress(IgnoreRequest):
                    outbound.check(Request(f"https://trap.example/{number}"))
                    asked += 1
        return asked, outbound.full

    assert asyncio.run(crawl()) == (6, ("trap.example",))


@pytest.mark.parametrize("url", ["https://user@paper.example/", "http://paper.example:0/", "ftp://paper.example/", "http://a..b/"])
def test_an_address_that_is_not_plain_is_refused_before_anything_is_done(url: str) -> None:
    with pytest.raises(RefusedError, match="not asked"):
        Outbound().check(Request(url))


def test_all_answers_together_have_a_limit_and_the_larger_ones_pay() -> None:
    outbound = Outbound()
    small, *large = [Request(f"https://{number}.example/") for number in range(20)]
    outbound.count_bytes(small, 1000)
    stopped: set[Request] = set()
    for _ in range(20):
        for request in set(large) - stopped:
            try:
                outbound.count_bytes(request, 1024 * 1024)
            except StopDownload:
                stopped.add(request)
                outbound.arriving.pop(request)
    assert outbound.arriving.total() <= BYTES_AT_ONCE
    assert small in outbound.arriving
    assert 0 < len(stopped) < len(large)


class Answers:
    """A resolver that gives the answers of a list, and remembers what was let through."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = iter(answers)
        self.passed: list[list[str]] = []

    def resolveHostName(self, receiver: Any, name: str, *_: Any) -> None:  # noqa: N802
        receiver.resolutionBegan(None)
        for address in next(self.answers):
            receiver.addressResolved(IPv4Address("TCP", address, 443))
        receiver.resolutionComplete()


class Receiver:
    def __init__(self) -> None:
        self.addresses: list[str] = []

    def resolutionBegan(self, resolution: Any) -> None: ...  # noqa: N802

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None: ...  # noqa: N802


PUBLIC = ["93.184.215.14", "8.8.8.8"]
PRIVATE = ["127.0.0.1", "10.0.0.1", "169.254.169.254", "0.0.0.0", "::1", "fd00::1", "::ffff:127.0.0.1"]


@given(st.lists(st.lists(st.sampled_from(PUBLIC + PRIVATE), max_size=4), min_size=1, max_size=20))
@settings(max_examples=1000, deadline=None)
def test_a_name_that_changes_its_meaning_or_has_two_leads_nowhere_inside(answers: list[list[str]]) -> None:
    resolver = GuardedResolver(Answers(*answers), Outbound())
    for answer in answers:
        receiver = Receiver()
        resolver.resolveHostName(receiver, "rebinding.example", 443)
        assert receiver.addresses == ([] if set(answer) & set(PRIVATE) else answer)


class Reactor:
    """What a guard is put into."""

    def __init__(self) -> None:
        self.nameResolver: Any = Answers(*[["127.0.0.1"]] * 100)

    def installNameResolver(self, resolver: Any) -> None:  # noqa: N802
        self.nameResolver = resolver

    def reaches_the_inside(self) -> bool:
        receiver = Receiver()
        self.nameResolver.resolveHostName(receiver, "inside.example", 80)
        return receiver.addresses == ["127.0.0.1"]


@given(st.permutations([0, 1, 2]), st.integers(0, 3))
def test_a_guard_holds_until_it_is_taken_out_whatever_others_come_and_go(order: list[int], later: int) -> None:
    reactor = Reactor()
    plain = reactor.nameResolver
    releases = [guard(reactor, Outbound()) for _ in order]
    for done, number in enumerate(order):
        if done == later:
            releases.append(guard(reactor, Outbound()))
        assert not reactor.reaches_the_inside()
        releases[number]()
    for release in releases[3:]:
        assert not reactor.reaches_the_inside()
        release()
    assert reactor.nameResolver is plain
    assert reactor.reaches_the_inside()


def test_a_host_that_was_never_connected_to_is_not_waited_for() -> None:
    async def three_refusals() -> float:
        outbound = Outbound()
        start = asyncio.get_running_loop().time()
        for _ in range(3):
            await outbound.done(await outbound.turn("inside.example", 60), was_asked=False)
        return asyncio.get_running_loop().time() - start

    assert asyncio.run(three_refusals()) < 5


def words(text: str) -> list[str]:
    return text.split()


IN, OUT = "127.0.0.1", "public.example"
AUTHORITIES = words("""
IN\\@OUT OUT\\@IN IN@OUT OUT@IN a@b@IN a@b@OUT a:b@IN a:b@OUT IN:80@OUT OUT:80@IN IN#@OUT OUT#@IN IN?@OUT OUT?@IN IN/@OUT OUT/@IN
IN%2f@OUT OUT%2f@IN IN%40OUT OUT%40IN IN%00OUT OUT%00IN IN%23@OUT OUT%23@IN IN%3f@OUT OUT%5c@IN IN;@OUT OUT;@IN IN,OUT OUT,IN
[IN]@OUT [OUT]@IN [IN] [OUT] [IN]OUT OUT[IN] [::1]OUT OUT[::1] [::1]@OUT [::1 ::1] [::1]: [[::1]] [::1%25lo] [::ffff:127.0.0.1]x
IN:80:80 OUT:80:80 IN:OUT OUT:IN IN: OUT: IN:0 OUT:0 IN:-1 OUT:65536 OUT:99999999999 OUT:8o OUT:+80 OUT:٨٠ :80 @ : @IN @OUT :@IN :@OUT
IN|OUT IN^OUT IN`OUT IN{OUT} "IN"OUT 'IN'OUT <IN>OUT IN<OUT IN*OUT IN!OUT IN$OUT IN&OUT IN=OUT IN+OUT (IN)OUT IN~OUT
OUT..IN IN..OUT .IN .OUT IN. OUT. OUT.. IN。OUT OUT／@IN OUT＠IN IN＃OUT OUT：IN OUT\u2044@IN OUT\u200bIN \u00adIN OUT\u3002 ＩＮ
\\IN \\\\IN \\OUT /IN //IN ///IN /OUT
""")
BREAKS = [
    "IN\t@OUT",
    "OUT\t@IN",
    "O\tUT",
    "I\nN",
    "IN\r\nHost:OUT",
    "OUT\r\nX:y",
    "IN OUT",
    "OUT IN",
    " IN",
    "IN\x00OUT",
    "OUT\x00IN",
    "IN\x0b@OUT",
    "OUT\x85",
    "OUT\u2028",
]


@pytest.mark.parametrize("scheme", ["http://", "https:", "http:", "HTTP://"])
def test_no_address_is_read_as_one_host_by_those_who_judge_it_and_as_another_by_who_connects(scheme: str) -> None:
    """More than a hundred addresses made to be read in two ways; each is refused, or every reader finds the same host in it."""
    assert len(AUTHORITIES) + len(BREAKS) >= 100
    for authority in [*AUTHORITIES, *BREAKS]:
        url = f"{scheme}{authority.replace('IN', IN).replace('OUT', OUT)}/page"
        try:
            request = Request(url)
            host = Outbound().check(request)
        except (ValueError, IgnoreRequest):
            continue
        readers = {urlsplit(request.url).hostname or "", urlsplit(f"//{host}").hostname or "", _connected_to(request.url)[0]}
        assert len({reader.strip("[]").rstrip(".").lower() for reader in readers}) == 1, (url, readers)


def test_no_answer_makes_us_say_where_we_found_an_address() -> None:
    from scrapy.http import Response
    from scrapy.settings import Settings

    from crawler.middlewares.no_referer import NoReferer

    said = NoReferer(Settings({"REFERRER_POLICY": "no-referrer"}))
    for policy in ("unsafe-url", "origin", "scrapy.spidermiddlewares.referer.UnsafeUrlPolicy", "os.system", "\xff"):
        response = Response("https://paper.example/rss?key=secret", headers={"Referrer-Policy": policy})
        request = Request("https://paper.example/page", meta={"referrer_policy": policy})
        assert "Referer" not in (said.get_processed_request(request, response) or request).headers
