"""A status as people, monitoring programs and Prometheus read it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, get_args

from desk.fleet import FleetState
from desk.objects import moment
from desk.printing import print_table, write
from desk.statuses import SourceState, Status, health_of, told_recipient, told_state
from news.health import SourceDay

_COUNTED = tuple(field.name for field in fields(SourceDay) if field.name != "day")


def status_object(status: Status) -> dict[str, Any]:
    """Return a status for programs; docs/how-to/watch-the-watcher.md says what each key is, and none of them will go."""
    health = health_of(status.feeds)
    states = status.sources
    return {
        "ok": not status.wrong,
        "wrong": list(status.wrong),
        "at": moment(status.at),
        "database": status.database,
        "articles": status.articles,
        "addresses": _addresses(status),
        "feeds": {"known": len(status.feeds), "looked_at": health.feeds, "failing": list(health.failing)},
        "sources": _counted(states.values()) | {"known": len(states)},
        "alarms": [
            {
                "source": alarm.source_id,
                "name": status.names.get(alarm.source_id),
                "kind": alarm.kind,
                "since": moment(alarm.since),
                "detail": alarm.detail,
            }
            for alarm in status.alarms
        ],
        "gaps": [
            {"feed": gap.feed_id, "after": moment(gap.after_at), "before": moment(gap.before_at), "found_at": moment(gap.found_at)}
            for gap in status.gaps
        ],
        "quiet_hosts": [{"host": each.host, "until": moment(each.until), "why": each.why} for each in status.quiet],
        "last_crawl_finished_at": moment(status.crawl.finished_at) if status.crawl else None,
        "scheduler_woke_at": moment(status.woke_at),
        "fleet": _fleet_object(status.fleet) if status.fleet else None,
        "deliveries_unresolved": len(status.unresolved),
        "deliveries": [
            {
                "id": each.id,
                "digest": each.digest_id,
                "subscription": each.subscription,
                "channel": each.channel,
                "recipient": each.recipient,
                "state": each.state,
                "since": moment(each.state_at),
                "tries": each.tries,
                "due_at": moment(each.due_at) if each.state == "pending" else None,
                "reply": each.reply,
            }
            for each in status.unresolved
        ],
        "closed_channels": [
            {"channel": name, "since": moment(at), "why": why, "held": _held(status, name)}
            for name, (at, why) in sorted(status.closed.items())
        ],
    }


def print_status(status: Status) -> None:
    """Print a status for a person: what is wrong first."""
    write(f"database     {status.database}")
    write(f"articles     {status.articles}")
    crawl = status.crawl
    if crawl and crawl.finished_at:
        did = f"{crawl.feeds} feeds, {crawl.found} found, {crawl.stored} stored, {crawl.failed} feeds failed"
        write(f"last crawl   {moment(crawl.finished_at)}: {did}")
    else:
        write("last crawl   none yet" if crawl is None else f"last crawl   began {moment(crawl.started_at)}, not finished")
    if status.woke_at is not None:
        write(f"scheduler    woke up {moment(status.woke_at)}")
    if status.fleet:
        _write_fleet(status.fleet)
    for line in status.own:
        write(f"wrong        {line}")
    _write_sources(status)
    for gap in status.gaps:
        write(f"gap          {gap.feed_id}: {gap.told}")
    for host in status.quiet:
        write(f"quiet        {host.host} until {moment(host.until)}: {host.why}")
    for each in status.unresolved:
        due = f", next try {moment(each.due_at)}" if each.state == "pending" else ""
        write(f"delivery     {each.id} of {each.subscription} to {told_recipient(each)}: {told_state(each)}{due}")
    for name, (at, _) in sorted(status.closed.items()):
        write(f"closed       {name} since {moment(at)}, {_held(status, name)} held; khazri digest open {name}")
    write()
    reasons = Counter[tuple[str, str]]()
    for row in status.tally:
        reasons[row.state, row.reason] += row.count
    print_table(("addresses", "reason", "count"), [(state, reason or "–", count) for (state, reason), count in sorted(reasons.items())])


def _write_fleet(fleet: FleetState) -> None:
    write(f"fleet        {len(fleet.workers)} workers, {fleet.queue.running} jobs are carried out, {fleet.queue.waiting} wait")
    for worker in fleet.workers:
        write(f"             {worker.told} since {moment(worker.begun_at)}")


def _fleet_object(fleet: FleetState) -> dict[str, Any]:
    workers = [{"worker": each.told, "since": moment(each.begun_at), "seen_at": moment(each.seen_at)} for each in fleet.workers]
    return {"workers": workers, "running": fleet.queue.running, "waiting": fleet.queue.waiting, "oldest": moment(fleet.queue.oldest)}


def _write_sources(status: Status) -> None:
    states = status.sources
    counts = ", ".join(f"{count} {state}" for state, count in _counted(states.values()).items() if count)
    write(f"sources      {len(states)} known{': ' if counts else ''}{counts}")
    for alarm in status.alarms:
        name = status.names.get(alarm.source_id, alarm.source_id)
        write(f"             {alarm.kind} since {moment(alarm.since)}: {name}: {alarm.detail}")
    health = health_of(status.feeds)
    write(f"feeds        {len(status.feeds)} known, {health.feeds} looked at, {len(health.failing)} failing")
    for state in status.feeds:
        if state.outcome == "failed":
            since = f" (since {moment(state.failing_since)})" if state.failing_since else ""
            write(f"             {state.feed_id}: {state.problem or 'failed'}{since}")


def prometheus_text(status: Status) -> str:
    """Write a status in the text format of Prometheus, for node_exporter's textfile collector."""
    lines: list[str] = []

    def gauge(name: str, what: str, samples: Iterable[tuple[Mapping[str, str], float]]) -> None:
        lines.extend((f"# HELP khazri_{name} {what}", f"# TYPE khazri_{name} gauge"))
        lines.extend(f"khazri_{name}{_labels(labels)} {value:.15g}" for labels, value in samples)

    gauge("ok", "1 where nothing is wrong.", [({}, not status.wrong)])
    gauge("status_timestamp_seconds", "When this was written.", [({}, status.at.timestamp())])
    gauge("articles", "Articles in the archive.", [({}, status.articles)])
    gauge("addresses", "Addresses in the ledger by state.", [({"state": state}, n) for state, n in _addresses(status).items()])
    finished = status.crawl.finished_at if status.crawl else None
    gauge("last_crawl_timestamp_seconds", "End of the last crawl.", [({}, finished.timestamp())] if finished else [])
    woke = status.woke_at
    gauge("scheduler_woke_timestamp_seconds", "When the scheduler last woke up.", [({}, woke.timestamp())] if woke else [])
    if status.fleet:
        jobs = {"running": status.fleet.queue.running, "waiting": status.fleet.queue.waiting}
        gauge("fleet_workers", "Workers that gave a sign of life.", [({}, len(status.fleet.workers))])
        gauge("fleet_jobs", "Jobs of the fleet by state.", [({"state": state}, count) for state, count in jobs.items()])
    counts = _counted(status.sources.values())
    gauge("sources", "Sources by state.", [({"state": state}, count) for state, count in counts.items()])
    raised = [({"source": alarm.source_id, "kind": alarm.kind}, alarm.since.timestamp()) for alarm in status.alarms]
    gauge("alarm_since_seconds", "Open alarms, and since when.", raised)
    failing = [({"feed": each.feed_id, "source": each.source_id}, each.failures) for each in status.feeds if each.outcome == "failed"]
    gauge("feed_failures", "Failed looks in a row of the feeds that fail.", failing)
    gauge("gaps", "Gaps that nothing has filled.", [({}, len(status.gaps))])
    gauge("quiet_hosts", "Hosts that asked to be left alone.", [({}, len(status.quiet))])
    unresolved = Counter(each.state for each in status.unresolved)
    gauge("deliveries_unresolved", "Digests that have not arrived.", [({"state": state}, n) for state, n in sorted(unresolved.items())])
    held = [({"channel": name}, _held(status, name)) for name in sorted(status.closed)]
    gauge("closed_channels", "Channels that nothing is sent to, and how many digests each holds.", held)
    given = ((source_id, name, getattr(day, name)) for source_id, day in sorted(status.today.items()) for name in _COUNTED)
    gauge("source_day", "What each source gave on this UTC day.", [({"source": each, "what": name}, n) for each, name, n in given])
    return "\n".join(lines) + "\n"


def _addresses(status: Status) -> dict[str, int]:
    states = Counter[str]()
    for each in status.tally:
        states[each.state] += each.count
    return dict(states)


def _held(status: Status, channel: str) -> int:
    return sum(each.channel == channel and each.state in {"held", "pending"} for each in status.unresolved)


def _counted(states: Iterable[SourceState]) -> dict[str, int]:
    counts = Counter(states)
    return {state: counts[state] for state in get_args(SourceState)}


def _labels(labels: Mapping[str, str]) -> str:
    if not labels:
        return ""
    escaped = ((name, value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")) for name, value in labels.items())
    return "{" + ",".join(f'{name}="{value}"' for name, value in escaped) + "}"
