"""Which network addresses may be connected to."""

from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.addresses import objection, refusal

INSIDE = [
    "127.0.0.1",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.5.5",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1%eth0",
    "fd00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::7f00:1",
    "::7f00:1",
    "::ffff:0:7f00:1",
    "2001:0:4136:e378:8000:63bf:80ff:fffe",
    "2600::5efe:7f00:1",
    "2600::200:5efe:a00:1",
    "fec0::1",
    "2001:db8::1",
    "3fff::1",
    "100::1",
    "192.0.0.8",
    "192.88.99.1",
    "198.18.0.1",
    "203.0.113.1",
    "240.0.0.1",
    "100.127.255.254",
]


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_are_refused_however_they_are_wrapped(address: str) -> None:
    assert "private" in (refusal(address, 443) or "")


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_public_addresses_pass_on_web_ports(address: str) -> None:
    assert refusal(address, 443) is None
    assert refusal(address, 80) is None
    assert refusal(address, 25) == "port 25 is not a web port"


def test_an_allowed_network_is_reached_on_any_port() -> None:
    allowed = (ip_network("127.0.0.0/8"),)
    assert refusal("127.0.0.1", 4001, allowed) is None
    assert refusal("::ffff:127.0.0.1", 4001, allowed) is None
    assert refusal("10.0.0.1", 80, allowed) is not None


@given(st.text())
def test_anything_else_is_refused_without_an_error(text: str) -> None:
    assert refusal(text, 80) is None or isinstance(refusal(text, 80), str)


@pytest.mark.parametrize(
    "url", ["http://paper.example/", "https://paper.example:8443/a?b=c#d", "http://[2606:2800::1]/", "http://93.184.215.14/%D1%8F"]
)
def test_a_plain_address_may_be_asked_for(url: str) -> None:
    assert objection(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://paper.example/",
        "gopher://paper.example/",
        "data:text/html,hello",
        "s3://bucket/key",
        "javascript:alert(1)",
        "//paper.example/",
        "paper.example",
        "http:///path",
        "http://",
        "http://user@paper.example/",
        "http://paper.example:80@127.0.0.1/",
        "http://a@b@paper.example/",
        "http://127.0.0.1\\@paper.example/",
        "http://paper.example\\.inside.example/",
        "http://paper.example:0/",
        "http://paper.example:99999/",
        "http://paper.example:http/",
        "http://paper.example /",
        "http://paper\t.example/",
        "http://paper.example/\r\nHost: inside",
        "http://①②⑦.⓪.⓪.①/",
        "http://[::1/",
        "http://[::1]extra/",
        "",
    ],
)
def test_an_address_that_two_programs_could_read_in_two_ways_is_not_asked_for(url: str) -> None:
    assert objection(url)


@given(st.text())
def test_no_text_makes_the_judge_of_addresses_fail(text: str) -> None:
    assert objection(text) or objection(text) is None
