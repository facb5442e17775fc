"""Digests that were frozen, as they can be shown: from the forms that were kept, or from the mail alone that earlier versions kept."""

import json
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from typing import Any, NamedTuple

from desk.digest_objects import VERSION
from desk.digest_words import plain
from desk.printing import visible
from storage.digests import Frozen


class ReadDigest(NamedTuple):
    """A digest as it can be shown."""

    subject: str
    text: str
    html: str
    """Empty in digests of earlier versions."""
    told: dict[str, Any] | None
    """What it tells, as `desk.digest_objects` writes it."""


def read_digest(frozen: Frozen) -> ReadDigest:
    """Read what was frozen; whatever the bytes, a digest comes back."""
    forms = {name: body.decode("utf-8", "replace") for name, body in frozen.forms.items() if name in {"text", "html", "json"}}
    if "text" in forms:
        return ReadDigest(subject_of(frozen), forms["text"], forms.get("html", ""), _told(forms.get("json", "")))
    subject, text = _read_mail(frozen.forms.get("mail", b""))
    return ReadDigest(subject or subject_of(frozen), text, "", None)


def subject_of(frozen: Frozen) -> str:
    """Return what a digest is called in lists; earlier versions wrote it as mails do."""
    if not frozen.subject.startswith("=?"):
        return plain(frozen.subject)
    try:
        return plain(str(make_header(decode_header(frozen.subject))))
    except (LookupError, ValueError, UnicodeError):
        return plain(frozen.subject)


def _told(text: str) -> dict[str, Any] | None:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) and told.get("version") == VERSION else None


def _read_mail(body: bytes) -> tuple[str, str]:
    """Read the subject and the text part of a mail; nothing of what cannot be read."""
    message = message_from_bytes(body, policy=policy.default)
    try:
        part = message.get_body(("plain",)) if isinstance(message, EmailMessage) else None
        return plain(str(message["Subject"] or "")), visible(str(part.get_content()) if part is not None else "")
    except (LookupError, ValueError, TypeError, AttributeError):  # a charset or a header that nobody knows
        return "", ""
