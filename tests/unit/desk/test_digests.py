"""A digest made ready to be frozen: in every form, under a name of its own, with all that it tells."""

import email
import json
from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from sample_digest import full_digest

from desk.digest_feeds import mark_in
from desk.digest_forms import mark_of
from desk.digests import message_id_of, parcel_of
from desk.reader_settings import ChannelSettings, MailSettings
from desk.settings import Settings
from news.schedules import Daily
from news.subscriptions import Subscription
from storage.digests import Recipient

SUBSCRIPTION = Subscription("daily", Daily(time(7, 0), "Asia/Baku"), "Asia/Baku")


def _settings(tmp_path: Any, form: str = "atom") -> Settings:
    channel = ChannelSettings(kind="file", path=tmp_path, form=form)  # type: ignore[arg-type]
    return Settings(mail=MailSettings(sender="khazri@desk.example"), channels={"desk": channel})


def test_every_form_is_frozen_and_the_mail_for_those_who_get_one(tmp_path: Any) -> None:
    read_by_mail = replace(SUBSCRIPTION, to=("a@desk.example",))
    parcel = parcel_of(full_digest(), read_by_mail, _settings(tmp_path))
    assert set(parcel.forms) == {"json", "text", "html", "markdown", "mail"}
    assert email.message_from_bytes(parcel.forms["mail"])["Message-ID"] == parcel.message_id
    assert json.loads(parcel.forms["json"])["new_stories"] == 7
    assert parcel.recipients == (Recipient("a@desk.example"),)
    assert set(parcel_of(full_digest(), replace(SUBSCRIPTION, to=()), _settings(tmp_path)).forms) == {"json", "text", "html", "markdown"}


@pytest.mark.parametrize("form", ["text", "html", "markdown", "json", "atom", "mail"])
def test_a_channel_is_given_the_form_it_wants(tmp_path: Any, form: str) -> None:
    parcel = parcel_of(full_digest(), replace(SUBSCRIPTION, to=("desk",)), _settings(tmp_path, form))
    assert parcel.forms[parcel.recipients[0].form]


def test_the_same_items_have_the_same_message_id_from_one_sender() -> None:
    one = message_id_of(full_digest(), "khazri@desk.example")
    assert one == message_id_of(full_digest(), "khazri@desk.example")
    assert one.endswith("@desk.example>")
    assert mark_in(one) == mark_of(full_digest())
    assert message_id_of(full_digest(), "") == f"<{mark_of(full_digest())}@khazri.invalid>"
    assert one != message_id_of(replace(full_digest(), kind="alert"), "khazri@desk.example")
