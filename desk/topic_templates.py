"""The template of a new topic file, with a word on everything that may stand in it."""

import re
from pathlib import Path

from news.errors import InputError, UsageError

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_TEMPLATE = """\
# {title}: write what this topic is, and try it with "khazri topics check" after every change.
# docs/how-to/add-a-topic.md explains everything that may stand here.

id = "{id}"                # never change it later: stored articles and saved searches refer to it
title = "{title}"          # what readers see
description = "One sentence: what belongs here, and what does not."

# No hit counts if one of these stands within 15 words of it.
# vetoes.en = ["model railway*"]

# Phrases inside which a word of the rules means something else.
# exceptions.en = ["train of thought"]

# Words by which a sentence only looks back: a lead that names the topic once beside them is not about it.
# recaps.en = ["last year", "ever since"]

# A rule: one of the words under "any", and one of those under "near" not far from it.
#   word = that very form    stem* = every word that begins so    two words = next to each other    "@name" = a shared list (words/*.toml)
[[rule]]
lang = "en"                # en ru az tr uk pl de fr hy ka fa; leave it out for a rule that holds in every language
any = ["railway*", "freight train*"]
near = ["border", "resum*", "suspend*"]
within = 12                # words, before or after; "lead" for headline and first sentence together
# then = ["…"]             # one of these must follow within so many words
# with = ["…"]             # one of these must stand anywhere in the article
# without = ["…"]          # none of these may
# not = ["…"]              # as vetoes, for this rule alone
# in = ["title", "lead"]   # where the rule looks: title, lead, body
# weight = 0.5             # two such hits make one

# Short articles that the topic must be found in, and hard ones that it must not: six of each or more.
[[must_match]]
lang = "en"
title = "Freight trains return to the border"
text = "The railway between Baku and Moscow resumed on Monday."

[[must_not_match]]
lang = "en"
title = "A minister loses his train of thought"
text = "He found it again at the border of sleep."
"""


def write_template(folder: Path | None, topic: str) -> Path:
    """Write the template of a topic into a beat's folder; return the file.

    Raises UsageError for an id that cannot be one, or where no folder of one's own is named; InputError where the file is there already.
    """
    if not _ID.fullmatch(topic):
        raise UsageError(f"a topic cannot have the id {topic!r}", "use small letters, digits and hyphens: gas-routes")
    if folder is None:
        remedy = "copy news/beats/azerbaijan_russia to a folder of your own and name it: khazri --beat FOLDER topics new …"
        raise UsageError("the beat that ships is replaced by every upgrade", remedy)
    path = folder / "topics" / f"{topic}.toml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(_TEMPLATE.format(id=topic, title=topic.replace("-", " ").capitalize()))
    except FileExistsError as error:
        raise InputError(f"{path}: is there already", "choose another id, or edit that file") from error
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or str(error)).lower()}", "give a folder that may be written") from error
    return path
