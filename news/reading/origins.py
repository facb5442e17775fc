"""The publisher that a page names as the one who wrote its text."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from news.articles import Origin
from news.choices import Candidate, Choice, Said
from news.reading.agencies import is_domain, known_outlet
from news.reading.authors import is_person
from news.reading.citations import citations, cited_in_title, is_office, outlet_name, quoted_paper
from news.reading.credits import DESKS, SOURCE_LABELS, agency_credits, named_source, named_sources, publisher_name
from news.reading.elements import text_of
from news.reading.job_titles import JOB
from news.reading.margins import SOURCE_LINE
from news.reading.own_names import OwnNames, is_same_owner, letters_of
from news.texts import clean_line, label, word_set
from news.urls import canonical_url, path_of, site_of

_LINKS = 1500
"""Links to other sites that are looked at: most pages have twenty, link farms thousands."""
_HOST: Final = 40
"""Characters of an address that hold its host."""
_OUTSIDE: Final = frozenset(("nav", "aside", "footer", "figure", "figcaption", "blockquote"))
_PICTURE: Final = re.compile(r"caption|photo|image|gallery|foto|sekil|thumb|comment|related|partner|banner|advert|sponsor", re.IGNORECASE)
# Where readers share, search and watch, and where advertisers send them: nobody's newspaper.
_NO_PUBLISHERS: Final = word_set(
    "facebook.com fb.com fb.me t.me telegram.me telegram.org twitter.com x.com t.co whatsapp.com wa.me youtube.com youtu.be instagram.com "
    "linkedin.com pinterest.com reddit.com vk.com vk.ru ok.ru viber.com tiktok.com threads.net tumblr.com flipboard.com getpocket.com "
    "addtoany.com google.com google.az google.ru news.google.com yandex.ru yandex.com yandex.az bing.com duckduckgo.com yahoo.com "
    "dzen.ru max.ru apple.com amazon.com amzn.to aliexpress.com ebay.com booking.com doubleclick.net taboola.com outbrain.com smi2.ru "
    "mgid.com adfox.ru awin1.com bit.ly goo.gl tinyurl.com disqus.com gravatar.com wikipedia.org w3.org archive.org web.archive.org "
    "getty.com gettyimages.com shutterstock.com unsplash.com pixabay.com flickr.com"
)
_MEDIA_HOST: Final = re.compile(
    r"news|xeber|khabar|haber|press|media|times|post|gazet|zeitung|radio|tv|vest[in]|visti|novosti|novini|info|agency|report|today|daily"
    r"|observ|nablud|nabl|journal|tribun|herald|courier|kurier|telegra[fp]|voice|echo|monitor|pravda|blatt|bote|anzeiger|dziennik|tygodnik"
)
"""What hosts of newspapers and stations are called by."""
_OFFICIAL_HOST: Final = re.compile(r"(?:^|\.)(?:gov|mil|edu|parliament|meclis|duma|senat)(?:\.|$)|mfa|president|kremlin|minist|embassy")
_FIRST_PUBLISHED: Final = re.compile(
    r"(?:article|story|piece|report|text|interview|column|post|commentary|analysis)\b.{0,20}? (?:originally|first) (?:published"
    r"|appeared|posted) (?:by|in|on|at) (?:the website of )?([A-ZÀ-ÖØ-ÞƏİŞÇĞА-Я][\w’'.&-]*(?: (?:of|the|and"
    r"|[A-ZÀ-ÖØ-ÞƏİŞÇĞА-Я])[\w’'.&-]*){0,5})"
)
_MAY_CITE: Final = re.compile(r": | [–—] ")
_LEAD: Final = 2000
"""Characters in which the paragraphs stand that may cite a source."""
_LONGEST_LINK: Final = 120
"""Characters of a link that may name a source; longer ones are headlines and teasers."""
_SPONSORED: Final = "sponsored link"
_LIST_GOES_ON: Final = re.compile(r"^\s*(?:[,;/|]|(?:and|и|və|та|і|й|ve|i|und|և|და|و)\s)")
_site = lru_cache(1024)(site_of)  # the page's own address is asked for several times, those of its links page after page


class _Link(NamedTuple):
    """A link to another site, and its text on one line."""

    element: HtmlElement
    text: str


def find_origin(
    tree: HtmlElement,
    url: str,
    text: str,
    canonical: str | None,
    bylines: Sequence[Said] = (),
    own_names: Sequence[str] = (),
) -> Choice[Origin | None]:
    """Find who is named as the first publisher, with the evidence.

    ``text`` is the body with what stands around it, ``canonical`` the address that the page gives as its own, ``bylines`` whoever
    is named as the author, ``own_names`` what the page's own site is called. The page's own site is never an origin.
    """
    site = _site(url)
    own = OwnNames.of(own_names, site)
    refused: set[str] = set()
    chosen: Origin | None = None
    looked_at: list[Candidate] = []
    for found in islice(_candidates(tree, url, text, canonical, bylines), 40):
        shown = (found.evidence, found.url or found.name or "")
        why_not = _why_not(found, own) or ("its link is refused" if found.name in refused else None)
        if found.url is not None and found.name and why_not is not None:
            refused.add(found.name)
        if why_not is None and chosen is None:
            chosen = found
            looked_at.append(Candidate(*shown, "chosen: the strongest evidence"))
        elif all((each.place, each.text) != shown for each in looked_at):
            looked_at.append(Candidate(*shown, why_not or "stronger evidence comes first"))
    return Choice(chosen, tuple(looked_at))


def _candidates(tree: HtmlElement, url: str, text: str, canonical: str | None, bylines: Sequence[Said]) -> Iterator[Origin]:
    """Give who may be the origin, the strongest evidence first."""
    links = _links(tree, url)
    yield from _linked(links, url)
    for said in named_sources(text):
        yield Origin(said.name, None, f"text mention: {said.mark}")
    for each in bylines:
        if each.place == SOURCE_LINE and (beside := named_source(each.text)) is not None:
            yield Origin(beside.name, None, f"text mention: {beside.mark}")
    if canonical and (elsewhere := canonical_url(canonical, url)) and path_of(elsewhere) != "/":
        yield Origin(None, elsewhere, "canonical link")
    yield from _first_published(text)
    yield from _signed(bylines)
    for credit in agency_credits(text):
        yield Origin(credit.name, None, f"agency credit: {credit.mark}")
    lead = text[:_LEAD]
    for cited in citations(text, frozenset(link.text for link in links if link.text in lead and _may_be_outlet(link))):
        yield Origin(cited.name, _address_of(cited.name, links, url), f'citing: "{cited.words}"')
    for cited in cited_in_title(_headline(tree)):
        yield Origin(cited.name, None, f'citing: "{cited.words}"')


def _headline(tree: HtmlElement) -> str:
    """Give the heading where it may cite somebody: the page's title, which is found sooner, shows whether it may."""
    title = clean_line(tree.findtext("head/title")) or ""
    return clean_line(text_of(next(tree.iter("h1"), None))) or title if not title or _MAY_CITE.search(title) else ""


def _why_not(found: Origin, own: OwnNames) -> str | None:
    if found.url is not None:
        other = _site(found.url)
        if is_same_owner(other, own.site):
            return "the page's own site"
        if found.evidence != "canonical link" and _is_listed(other):
            return "a place to share, search or sell"
        if found.evidence == _SPONSORED:
            return "an advertisement"
    if found.name is not None and own.are_called(found.name):
        return "the page's own site"
    if found.url is None and found.name is not None and is_domain(found.name) and _is_listed(found.name.lower()):
        return "a place to share, search or sell"
    return None


def _links(tree: HtmlElement, url: str) -> list[_Link]:
    """Give the short links to other sites, in their order; headlines and teasers are long."""
    found = []
    for link in islice(_to_other_sites(tree, _site(url) or "/"), _LINKS):
        children = len(link)
        inside = " ".join((link.text or "").split()) if children == 0 else text_of(link) if children <= 4 else ""
        if inside and len(inside) <= _LONGEST_LINK:
            found.append(_Link(link, inside))
    return found


def _to_other_sites(tree: HtmlElement, own: str) -> Iterator[HtmlElement]:
    for link in tree.iter("a"):
        href = link.get("href")
        if href is not None and href.startswith(("http", "//")) and own not in href[:_HOST]:
            yield link


def _may_be_outlet(link: _Link) -> bool:
    """Tell whether a link may lead to an outlet by its name: it is called like one, or its host is and it is nobody's own name."""
    text = link.text.strip('«»"“”„. ')
    if not 3 <= len(text) <= 50 or text[0].islower() or len(text.split()) > 5 or is_office(text):
        return False
    host = _site(link.element.get("href") or "")
    is_called = outlet_name(text) is not None or quoted_paper(text) is not None
    if not is_called:
        is_name = link.text[0] in '«"“„' or (" " in text and not is_person(text))
        is_called = is_name and _MEDIA_HOST.search(host) is not None
    return is_called and not _OFFICIAL_HOST.search(host) and not _is_listed(host) and _is_of_the_text(link.element)


def _address_of(name: str, links: Sequence[_Link], url: str) -> str | None:
    """Give the address of the first link that is called like an outlet; a known outlet's must lead to its own site."""
    outlet = known_outlet(name)
    letters = letters_of(name)
    for link in links:
        called = letters_of(link.text)
        if letters not in called and not (outlet and known_outlet(link.text) == outlet):
            continue
        href = canonical_url(link.element.get("href") or "", url)
        host = _site(href) if href else ""
        is_home = outlet.is_at_home(host) if outlet and outlet.hosts else len(called) <= len(letters) * 3
        if href and is_home and not _is_listed(host) and not is_same_owner(host, _site(url)) and _is_of_the_text(link.element):
            return href if "sponsored" not in (link.element.get("rel") or "") else None
    return None


def _linked(links: Sequence[_Link], url: str) -> Iterator[Origin]:
    """Give the links to other sites that are called the source of the text, the last first."""
    for link, inside in reversed(links):
        said = _source_label(link, inside)
        if said is None or _LIST_GOES_ON.match(link.tail or "") or not _is_of_the_text(link):
            continue
        href = canonical_url(link.get("href") or "", url)
        if href is None:
            continue
        name = clean_line(said, 100)
        is_name = name is not None and not _is_label(name) and "/" not in name
        known = known_outlet(name) if name and is_name else None
        evidence = _SPONSORED if "sponsored" in (link.get("rel") or "") else "source link"
        yield Origin(known.name if known else name if is_name else None, href, evidence)


def _source_label(link: HtmlElement, inside: str) -> str | None:
    """Give what a link is called where it, or what stands before it, calls it the source; nothing where it is another link."""
    if _is_label(inside):
        return inside
    head, colon, name = inside.partition(":")
    if colon and _is_label(head) and publisher_name(name.strip()):
        return name.strip()
    before = link.getprevious()
    parent = link.getparent()
    if parent is None:
        return None
    while before is not None and not isinstance(before.tag, str) and not (before.tail or "").strip():
        before = before.getprevious()
    if before is None:
        said, whole = parent.text or "", True
        said = said if said.strip() or parent.getprevious() is None else _short_text(parent.getprevious())
    else:
        tail = before.tail or ""
        whole = not tail.strip(" \t\n\u00a0:–—-")
        said = f"{_short_text(before)}{tail}" if whole and before.tag != "br" else tail
    said = re.split(r"[\n.!?(]", said)[-1] if not whole else said
    is_labelled = said.strip().endswith((":", "–", "—", "-", "→", ">", "»")) or whole
    return inside if is_labelled and _is_label(said[-60:]) else None


@lru_cache(4096)  # the same few hundred links stand on all pages of a site
def _is_label(text: str) -> bool:
    return label(text) in SOURCE_LABELS


def _short_text(element: etree._Element | None) -> str:
    """Give the text of an element that may be a label: small, no comment, and no link of a list."""
    if element is None or not isinstance(element.tag, str) or len(element) > 2 or element.tag == "a":
        return ""
    return "" if len(element) and element[0].tag == "a" else text_of(element)


def _is_of_the_text(element: HtmlElement) -> bool:
    """Tell whether an element stands in the article rather than in a menu, beside a picture or in a quotation."""
    for at, box in enumerate(element.iterancestors()):
        if box.tag in _OUTSIDE or (
            at < 3 and box.tag not in {"body", "html", "article", "main"} and _PICTURE.search(box.get("class") or "")
        ):
            return False
    return not _PICTURE.search(element.get("class") or "")


def _first_published(text: str) -> Iterator[Origin]:
    lines = text.split("\n")
    for line in (*lines[:2], *lines[-3:]):
        found = _FIRST_PUBLISHED.search(line[:300])
        if found and len(line.split()) <= 40:
            yield Origin(re.split(r"[.,] ", found[1])[0].rstrip(".,"), None, "text mention")


def _signed(bylines: Sequence[Said]) -> Iterator[Origin]:
    """Give the agencies and papers that stand where a person's name is expected; desks are the site's own."""
    for said in [each for each in bylines[:20] if each.place != SOURCE_LINE]:
        for part in re.split(r"\s*[|,;/•·–—]\s*|\s+-\s+|\s+(?:for|для|üçün)\s+", said.text[:200])[:6]:
            bare = re.sub(r"^(?:by|автор|müəllif|source|источник|mənbə)\s*:?\s+", "", part.strip(), flags=re.IGNORECASE)
            known = known_outlet(bare)
            name = known.name if known else outlet_name(bare) if not said.place.startswith("meta") else None
            if name and not DESKS.search(name) and (known or not JOB.search(bare)):
                yield Origin(name, None, f"byline: {bare}")


def _is_listed(host: str) -> bool:
    return any(host == each or host.endswith("." + each) for each in _NO_PUBLISHERS) or "." not in host
