"""Who stands between a crawler and an outlet: the services that refuse, known by what their answers carry."""

from collections.abc import Mapping

# Service, headers (name, and a part of the value, both in small letters), marks in the body.
_SERVICES: tuple[tuple[str, tuple[tuple[str, str], ...], tuple[bytes, ...]], ...] = (
    ("Cloudflare", (("cf-mitigated", ""), ("server", "cloudflare")), (b"challenge-platform", b"cf-error-details", b"cf_chl_")),
    ("DDoS-Guard", (("server", "ddos-guard"),), (b"ddos-guard",)),
    ("Qrator", (("server", "qrator"),), (b"__qrator", b"qauth_utm")),
    ("StormWall", (("server", "stormwall"),), (b"stormwall", b"swp_token")),
    ("Imperva", (("x-iinfo", ""), ("x-cdn", "imperva"), ("x-cdn", "incapsula")), (b"_incapsula_resource", b"incapsula incident")),
    ("Akamai", (("server", "akamaighost"),), (b"errors.edgesuite.net", b"bm-verify")),
    ("AWS WAF", (("x-amzn-waf-action", ""), ("server", "cloudfront")), (b"awswafcookiedomainlist", b"gokuprops")),
    ("Sucuri", (("x-sucuri-id", ""), ("server", "sucuri")), (b"sucuri website firewall",)),
    ("DataDome", (("x-datadome", ""),), (b"captcha-delivery.com",)),
    ("Variti", (("server", "variti"),), (b"variti",)),
)


def blocked_by(headers: Mapping[str, str], body: bytes) -> str | None:
    """Name the service that gave a refusing answer, or None where it carries no mark of one; header names in small letters.

    Ask only of an answer that refuses: the same services pass most pages on.
    """
    text = body[:200_000].lower()
    for name, signs, marks in _SERVICES:
        if any(header in headers and part in headers[header].lower() for header, part in signs) or any(mark in text for mark in marks):
            return name
    return None
