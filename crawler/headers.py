"""Answers whose headers never end are cut off: Scrapy and Twisted limit bodies alone."""

from typing import Any

from scrapy.core.downloader.handlers import http11
from twisted.internet.interfaces import IAddress

HEADER_BYTES = 256 * 1024  # browsers and servers stop between 8 and 256 KB
HEADER_LINES = 1000  # each costs far more memory than its bytes


class EndlessHeadersError(Exception):
    """The headers of an answer are longer than any honest server's."""


class CappedParser(http11._LenientHTTPClientParser):  # noqa: SLF001 - the parser that Scrapy's handler uses; it offers no setting
    """Reads an answer, and gives up on headers without end, interim answers (1xx) included."""

    header_bytes = 0
    header_lines = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        """Count a line of the headers, then read it."""
        self.header_bytes += len(line)
        self.header_lines += 1
        if self.header_bytes > HEADER_BYTES or self.header_lines > HEADER_LINES:
            raise EndlessHeadersError
        super().lineReceived(line)


class CappedProtocol(http11._LenientHTTP11ClientProtocol):  # noqa: SLF001
    """A connection on which every answer is read by `CappedParser`."""

    def request(self, request: Any) -> Any:
        """Send a request, and read its answer with the limit."""
        answer = super().request(request)
        if self._parser is not None:
            self._parser.__class__ = CappedParser
        return answer

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        """Read what came; a server that is given up on gets no time to send the rest."""
        parser, transport = self._parser, self.transport
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        if isinstance(parser, CappedParser) and (parser.header_bytes > HEADER_BYTES or parser.header_lines > HEADER_LINES):
            assert transport is not None
            transport.abortConnection()


class CappedFactory(http11._LenientHTTP11ClientFactory):  # noqa: SLF001
    """Makes such connections."""

    def buildProtocol(self, addr: IAddress | None) -> CappedProtocol:  # noqa: N802
        """Make one connection."""
        return CappedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
