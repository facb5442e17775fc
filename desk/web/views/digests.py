"""Digests: every one that was made, and the very text that was sent."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from desk.printing import visible
from desk.web.rendering import Pages
from storage.digests import Frozen

_ON_PAGE = 30


class Told(NamedTuple):
    """A digest as it can be shown."""

    frozen: Frozen
    subject: str
    text: str


def digests(pages: Pages, request: Request) -> Response:
    """Show the digests, the newest first."""
    said = request.query_params.get("before", "")
    before = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None
    found = pages.archive.digests(_ON_PAGE + 1, before)
    more = found[_ON_PAGE - 1].id if len(found) > _ON_PAGE else None
    return pages.show(request, "digests.html", digests=[read_mail(each) for each in found[:_ON_PAGE]], more=more)


def digest(pages: Pages, request: Request) -> Response:
    """Show one digest: its text as it was sent, and links to its articles."""
    frozen = pages.archive.digest(request.path_params["number"])
    if frozen is None:
        return pages.missing(request, "There is no such digest.", "Digests shows those that were made.")
    told = [found for number in frozen.article_ids if (found := pages.archive.article(number))]
    return pages.show(request, "digest.html", digest=read_mail(frozen), articles=told)


def read_mail(frozen: Frozen) -> Told:
    """Read the subject and the text part of a frozen mail; whatever the bytes, a text comes back."""
    message = message_from_bytes(frozen.body, policy=policy.default)
    try:
        part = message.get_body(("plain",)) if isinstance(message, EmailMessage) else None
        text = str(part.get_content()) if part is not None else ""
        subject = str(message["Subject"] or "")
    except (LookupError, ValueError, TypeError, AttributeError):  # a charset or a header that nobody knows
        text, subject = "", ""
    return Told(frozen, visible(subject), visible(text))
