"""Why a request came to nothing, in words for a person."""

import zlib

from scrapy import exceptions
from twisted.python.failure import Failure

# The first class that fits wins; the flag says whether asking again later is worth while.
_REASONS: tuple[tuple[type[Exception], str, bool], ...] = (
    (exceptions.DownloadTimeoutError, "timed out", True),
    (exceptions.CannotResolveHostError, "host not found", True),
    (exceptions.DownloadConnectionRefusedError, "connection refused", True),
    (exceptions.ResponseDataLossError, "answer cut short", True),
    (exceptions.DownloadCancelledError, "larger than the limit", False),
    (exceptions.UnsupportedURLSchemeError, "not an http(s) address", False),
    (exceptions.DownloadFailedError, "connection failed", True),
)


def reason_of(failure: Failure) -> tuple[str, bool]:
    """Return one short phrase for a failed request, and whether it is worth asking again."""
    error = failure.value
    if isinstance(error, exceptions.IgnoreRequest):
        said = str(error)
        if said == "Forbidden by robots.txt":
            return "robots.txt forbids it", False
        if said.startswith("Ignored response"):  # it unpacked to more than a page may have
            return "larger than the limit", False
        return said or "refused", said.startswith("robots.txt answers")
    if isinstance(error, zlib.error | EOFError | ValueError) or type(error).__module__ == "brotli":
        return "answer cannot be read", True
    for kind, phrase, retry in _REASONS:
        if isinstance(error, kind):
            return phrase, retry
    return f"failed ({type(error).__name__})", True
