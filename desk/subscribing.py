"""Who is told what: the subscriptions of the settings file, those made by commands, and the daily one that is always there."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from desk.reader_settings import ChannelSettings, SubscriptionSettings, check_address
from desk.settings import Settings
from news.beats import RELEVANCES, Beat
from news.errors import SettingsError, UsageError
from news.queries import check_filters, read_query
from news.subscriptions import DAILY, Subscription, check_name
from storage import sources, subscriptions
from storage.database import Database
from storage.digests import Recipient

__all__ = ["DAILY", "is_reached", "make", "recipients_of", "subscriptions_of"]
_MAILED = "mail"
NO_TOPIC = "none"


def subscriptions_of(settings: Settings, database: Database | None) -> dict[str, Subscription]:
    """Return every subscription by its name; the daily one goes to ``mail.to`` where nothing else is said.

    Raises SettingsError where a name is taken twice, or a subscription goes to a channel that is not there.
    """
    found = {name: _of_file(name, given, settings) for name, given in settings.subscriptions.items()}
    for name, kept in (subscriptions.listed(database) if database else {}).items():
        if name in settings.subscriptions:
            remedy = f"take one away: khazri subscriptions remove {name}"
            raise SettingsError(f"subscription {name!r} is in the settings file and was made by a command, too", remedy)
        found[name] = SubscriptionSettings(**kept).subscription(name, settings.digest, is_own=True)
    daily = SubscriptionSettings(to=list(settings.mail.to)).subscription(DAILY, settings.digest)
    found = {DAILY: daily, **found}
    for each in found.values():
        recipients_of(each, settings.channels)
    return found


def make(name: str, given: Mapping[str, Any], settings: Settings) -> SubscriptionSettings:
    """Check what was said of a new subscription; raises UsageError with the first thing that is wrong."""
    check_name(name)
    try:
        made = SubscriptionSettings(**given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UsageError(
            f"{where + ': ' if where else ''}{first['msg'].removeprefix('Value error, ')}", "khazri subscriptions add --help"
        ) from error
    recipients_of(made.subscription(name, settings.digest), settings.channels)
    return made


def check_wishes(subscription: Subscription, beat: Beat, database: Database, now: Any) -> None:
    """Raise QueryError or UsageError where a subscription asks for a topic or a source that nothing is called."""
    topics = [topic.id for topic in beat.topics]
    for topic in subscription.topics:
        if topic not in {*topics, NO_TOPIC}:
            raise UsageError(f"subscription {subscription.name!r}: {topic!r} is no topic", "khazri topics list shows them")
    read = read_query(subscription.query, now)
    known = {"topic": [*topics, NO_TOPIC], "source": list(sources.names(database)), "relevance": RELEVANCES}
    check_filters(subscription.query, read.asked, known)


def recipients_of(subscription: Subscription, channels: Mapping[str, ChannelSettings]) -> Sequence[Recipient]:
    """Return where a subscription's digests go, and in which form. Raises SettingsError for a channel that is not there."""
    found = []
    for each in subscription.to:
        if each in channels:
            found.append(Recipient(each, each, channels[each].sent_form))
        elif "@" in each:
            try:
                found.append(Recipient(check_address(each)))
            except ValueError as error:
                raise SettingsError(f"subscription {subscription.name!r}: {error}", "mend it") from error
        else:
            remedy = f"describe it in khazri.toml under [channels.{each}], or write a mail address"
            raise SettingsError(f"subscription {subscription.name!r} goes to {each!r}, which is no channel", remedy)
    return tuple(found)


def is_reached(subscription: Subscription, settings: Settings) -> bool:
    """Whether anything a subscription goes to is set up: mail addresses need a mail server."""
    return any(each.channel != _MAILED or settings.mail.host for each in recipients_of(subscription, settings.channels))


def _of_file(name: str, given: SubscriptionSettings, settings: Settings) -> Subscription:
    check_name(name)
    if name == DAILY and not given.to:
        given = given.model_copy(update={"to": list(settings.mail.to)})
    return given.subscription(name, settings.digest)
