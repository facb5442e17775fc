"""khazri audit."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from desk.options import Options
    from storage.audits import Audit


class AuditFormat(StrEnum):
    """How findings are printed."""

    text = "text"
    json = "json"


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(audit)


def audit(
    context: typer.Context,
    strict: Annotated[bool, typer.Option("--strict", help="Fail for warnings, too.")] = False,
    form: Annotated[AuditFormat, typer.Option("--format", help="How to print.")] = AuditFormat.text,
) -> None:
    """Prove that everything in the archive is accounted for; each finding is one line with its remedy, and fails."""
    from datetime import UTC, datetime

    from desk.opening import beat_of, open_archive
    from storage import audits

    options: Options = context.obj
    settings = options.settings()
    topics = [topic.id for topic in beat_of(settings).topics]
    with open_archive(settings) as database:
        done = audits.audit(database, datetime.now(UTC), topics)
    (tell_object if form is AuditFormat.json else tell)(done)
    if any(strict or finding.level == "error" for finding in done.findings):
        raise typer.Exit(1)


def tell(done: "Audit") -> None:
    """Print the findings, one line each, and what was looked at."""
    from desk.printing import write

    for finding in done.findings:
        write(f"{finding.level:7}  {finding.check}: {finding.subject} {finding.what}; {finding.remedy}".replace("\n", " "))
    errors = sum(finding.level == "error" for finding in done.findings)
    counted = f"{errors} errors, {len(done.findings) - errors} warnings" if done.findings else "nothing found"
    write(f"{done.addresses} addresses and {done.articles} articles looked through: {counted}")


def tell_object(done: "Audit") -> None:
    """Print all of it for programs."""
    import json
    import sys

    found = [finding._asdict() for finding in done.findings]
    whole = {"addresses": done.addresses, "articles": done.articles, "findings": found}
    sys.stdout.write(json.dumps(whole, ensure_ascii=False, indent=2) + "\n")
