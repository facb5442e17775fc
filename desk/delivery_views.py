"""Digests that were sent, and what became of them, as lists show them."""

from collections.abc import Iterator
from typing import Any

from desk.objects import moment
from desk.printing import write
from desk.statuses import told_recipient, told_state
from storage.deliveries import Delivery
from storage.digests import Frozen

DIGEST_COLUMNS = (
    "digest",
    "subscription",
    "kind",
    "made_at",
    "articles",
    "subject",
    "delivery",
    "recipient",
    "state",
    "tries",
    "due_at",
    "reply",
)


def frozen_object(frozen: Frozen) -> dict[str, Any]:
    """Return a digest that was sent, without what it says."""
    return {
        "id": frozen.id,
        "subscription": frozen.subscription,
        "kind": frozen.kind,
        "made_at": moment(frozen.frozen_at),
        "subject": frozen.subject,
        "articles": len(frozen.article_ids),
        "deliveries": [_delivery_object(each) for each in sorted(frozen.deliveries, key=lambda each: each.id)],
    }


def delivery_rows(frozen: Frozen) -> Iterator[dict[str, Any]]:
    """Return a digest as a row for each of its deliveries; as one where nobody was to get it."""
    digest = frozen_object(frozen)
    head = {**digest, "digest": digest["id"]}
    for each in digest["deliveries"] or [{}]:
        yield {name: each["id"] if name == "delivery" and each else {**head, **each}.get(name) for name in DIGEST_COLUMNS}


def print_frozen(frozen: Frozen) -> None:
    """Print a digest that was sent and what became of it, a line each."""
    kind = "" if frozen.kind == "digest" else f" {frozen.kind}"
    write(f"{frozen.id}  {moment(frozen.frozen_at)}  {frozen.subscription}{kind}: {frozen.subject or 'no subject was kept'}")
    for each in sorted(frozen.deliveries, key=lambda each: each.id):
        tried = f", tried {each.tries} time{'' if each.tries == 1 else 's'}" if each.state == "pending" and each.tries else ""
        due = f", next {moment(each.due_at)}" if each.state == "pending" else ""
        write(f"   delivery {each.id} to {told_recipient(each)}: {told_state(each)}{tried}{due}")


def _delivery_object(delivery: Delivery) -> dict[str, Any]:
    return {
        "id": delivery.id,
        "channel": delivery.channel,
        "recipient": delivery.recipient,
        "form": delivery.form,
        "state": delivery.state,
        "since": moment(delivery.state_at),
        "tries": delivery.tries,
        "due_at": moment(delivery.due_at) if delivery.state == "pending" else None,
        "reply": delivery.reply,
    }
