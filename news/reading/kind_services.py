"""Whether a page is one about the outlet itself: a policy, contacts, prices, a tool."""

from urllib.parse import unquote

from news.answers import PageKind
from news.choices import Choice
from news.reading.kind_marks import fold
from news.reading.kind_seen import Heads, Seen, Verdicts
from news.reading.service_marks import FOLDER, NAMES, NEAR_PATH, PATH, SPOKEN, TOPICS

_ENOUGH = 3
"""What must speak for it: a name that no article has, or an address or a doubtful name together with something else."""
_TRAILING = 3
"""Words that may follow a name: ``Privacy policy of the Ledger``; headlines about policies go on."""
_HEADLINE = 6
"""Words of a headline that tells something; with one, a page in a folder of such pages may be an article about jobs or weather."""
_LONGEST = 9
"""Words of the longest name with what may follow it."""
_SLUG = 60
"""Characters of the longest last part of an address that names such a page; those of articles are longer."""
_SPOKEN = 3
"""Turns to the reader that are more than an article of the same length has beside a name or an address of such pages."""
_LOOKED_AT = 8000
"""Characters of the text in which they are counted."""


def judge_service(seen: Seen, verdicts: Verdicts) -> Choice[PageKind] | None:
    """Choose a page about the outlet where its name, its address and its words say so.

    Words alone say nothing: articles about subscriptions and personal data have them too.
    """
    name, worth, is_whole = service_name(seen.heads)
    address = _address(seen.page.url, name)
    if not name and not address:
        return None
    text = " ".join(line.text for line in seen.shape.lines if line.plain > line.linked)[:_LOOKED_AT]
    spoken = len({found[0] for found in SPOKEN.finditer(text)})
    signs = [
        (f"titled {name}", worth),
        ("an address of pages about the site", address),
        (f"{spoken} turns to its readers", (spoken >= _SPOKEN) + (spoken >= _SPOKEN * 2) if address or is_whole else 0),
    ]
    what = ", ".join(sign for sign, weight in signs if weight)
    is_told = not name and seen.headline is not None and len(seen.headline.split()) >= _HEADLINE
    if sum(weight for _, weight in signs) >= _ENOUGH + is_told:
        return verdicts.choose("text", "service page", what)
    verdicts.against("text", "service page", f"nothing but {what}")
    return None


def service_name(heads: Heads) -> tuple[str, int, bool]:
    """Give the heading or the title that is the name of such a page, what it is worth, and whether it says nothing else."""
    best = ("", 0, False)
    for line in (*heads.headings, *heads.parts):
        if line.count(" ") >= _LONGEST:
            continue
        for pattern, least in ((NAMES, 2), (TOPICS, 1)):
            found = pattern.match(line)
            trailing = line[found.end() :].split() if found else []
            if found and len(trailing) <= _TRAILING:
                is_whole = not trailing or (len(heads.parts) > 1 and set(trailing) <= set(heads.parts[-1].split()))
                best = max(best, (line[:60], least + is_whole, is_whole), key=lambda one: one[1])
    return best


def is_service_address(url: str) -> bool:
    """Tell whether an address ends as those of such pages do."""
    return _address(url, "") > 0


def _address(url: str, name: str) -> int:
    path = url.partition("//")[2].partition("?")[0].partition("#")[0].rstrip("/")
    last = path.rfind("/")
    if last < 0:
        return 0
    if (len(path) - last <= _SLUG and PATH.match(fold(unquote(path[last:])))) or FOLDER.search(path):
        return 2
    return 1 if name and NEAR_PATH.match(path, last) else 0
