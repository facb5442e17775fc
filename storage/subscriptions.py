"""Subscriptions that were made by a command; those of the settings file are not kept here."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from storage.database import Database
from storage.statements import upsert
from storage.telling import subscriptions


def listed(db: Database) -> dict[str, Mapping[str, Any]]:
    """Return the settings of every subscription by its name."""
    with db.begin_read() as connection:
        rows = connection.execute(select(subscriptions).order_by(subscriptions.c.name)).all()
    return {row.name: json.loads(row.settings) for row in rows}


def put(db: Database, name: str, settings: Mapping[str, Any], now: datetime) -> None:
    """Keep a subscription, in place of one of the same name."""
    with db.begin_write() as connection:
        row = {"name": name, "settings": json.dumps(settings, ensure_ascii=False), "made_at": now}
        upsert(connection, subscriptions, row)


def remove(db: Database, name: str) -> bool:
    """Forget a subscription; what it was told stays. Return whether there was one."""
    with db.begin_write() as connection:
        return connection.execute(delete(subscriptions).where(subscriptions.c.name == name)).rowcount > 0
