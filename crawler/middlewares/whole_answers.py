"""An answer that was cut short is never taken for a whole one."""

import zlib

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

_GZIP = frozenset({b"gzip", b"x-gzip"})
_STEP = 1 << 20


class WholeAnswers(HttpCompressionMiddleware):
    """Unpacks answers as Scrapy does, and refuses a gzip stream without an end, of which Scrapy would hand over the beginning."""

    def process_response(self, request: Request, response: Response, spider: Spider | None = None) -> Request | Response:
        """Unpack an answer; raise EOFError where it was cut short."""
        packed = response.body
        encodings = {each.strip().lower() for value in response.headers.getlist("Content-Encoding") for each in value.split(b",")}
        unpacked = self._unpacked(request, response)
        if isinstance(unpacked, Response) and len(encodings) == 1 and encodings <= _GZIP and "download_stopped" not in response.flags:
            check_whole(packed, unpacked.body)
        return unpacked

    def _unpacked(self, request: Request, response: Response) -> Request | Response:
        try:
            return super().process_response(request, response)
        except IgnoreRequest as error:  # the frames of its cause hold what was unpacked, and stay until the garbage is collected
            error.__cause__ = error.__context__ = None
            raise error.with_traceback(None) from None


def check_whole(packed: bytes, unpacked: bytes) -> None:
    """Raise EOFError where a gzip stream has no end; its last four bytes mostly tell, by the length of what it holds (RFC 1952)."""
    if not packed or int.from_bytes(packed[-4:], "little") == len(unpacked) & 0xFFFFFFFF:
        return
    while packed[:2] == b"\x1f\x8b":  # one stream after the other; what follows them is padding
        stream = zlib.decompressobj(31)
        rest = packed
        while rest and not stream.eof:
            stream.decompress(rest, _STEP)
            rest = stream.unconsumed_tail
        if not stream.eof:
            raise EOFError("the answer was cut short")
        packed = stream.unused_data
