"""Which network addresses a crawler may connect to."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Network = IPv4Network | IPv6Network

WEB_PORTS = frozenset({80, 443, 8080, 8443})
_NAT64 = IPv6Network("64:ff9b::/96")


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
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _inner(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that an IPv6 one carries (mapped, 6to4, Teredo, NAT64), or the address itself."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    teredo = ip.teredo
    return ip.ipv4_mapped or ip.sixtofour or (teredo[1] if teredo else ip)
