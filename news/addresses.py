"""Which addresses a crawler may ask for, and which network addresses it may connect to."""

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

Network = IPv4Network | IPv6Network

WEB_PORTS = frozenset({80, 443, 8080, 8443})
_NAT64 = IPv6Network("64:ff9b::/96")
# Not on the public internet, though the standard library of some Python releases calls them global: addresses for protocols,
# relays of 6to4 (given up), sites of before 2004, documentation.
_NEVER = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "fec0::/10", "3fff::/20")))
_ISATAP = frozenset({0x5EFE, 0x0200_5EFE})  # the third quarter of an address whose fourth is an IPv4 address
# What a whole address is made of; anything else (blanks, controls, backslashes, bare letters of other scripts) is read in
# different ways by different readers.
_AUTHORITY = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]*)?")
_PLAIN = re.compile(r"[!-\[\]-~]+")


def objection(url: str) -> str | None:
    """Say why an address must not be asked for, whatever its host resolves to, or return None where it may.

    The address is one that is about to be sent: escaped, with its host in ASCII.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "the address cannot be read"
    if parts.scheme not in {"http", "https"}:
        return "not an http(s) address"
    if not _PLAIN.fullmatch(url):
        return "the address holds characters that programs read in different ways"
    if "@" in parts.netloc:
        return "the address holds a user's name"
    if not _AUTHORITY.fullmatch(parts.netloc) or port == 0:
        return "the address names no host that can be asked"
    return None


def refusal(address: str, port: int, allowed: Sequence[Network] = ()) -> str | None:
    """Say why an address must not be connected to, or return None where it may.

    Public addresses on the usual web ports pass, and whatever lies in one of the ``allowed`` networks.
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return f"{address} is no address"
    inner = _inner(ip)
    if any(each in network for each in (ip, inner) for network in allowed if each.version == network.version):
        return None
    if not _is_public(inner):
        return f"{inner} is a private address"
    if port not in WEB_PORTS:
        return f"port {port} is not a web port"
    return None


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    listed = any(ip in network for network in _NEVER if network.version == ip.version)
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not listed


def _inner(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that an IPv6 one carries (mapped, 6to4, Teredo, NAT64, ISATAP), or the address itself."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64 or int(ip) >> 32 & 0xFFFFFFFF in _ISATAP:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    teredo = ip.teredo
    return ip.ipv4_mapped or ip.sixtofour or (teredo[1] if teredo else ip)
