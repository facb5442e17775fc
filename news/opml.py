"""OPML 2.0: lists of feeds as other readers write and read them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import available_timezones

from lxml import etree

from news.charsets import decode
from news.countries import Country, country_of_host
from news.errors import InputError
from news.languages import language_code
from news.sources import OWNERSHIPS, FeedKind, Source
from news.texts import clean_line
from news.urls import canonical_url, site_of

MOST = 20_000
"""Outlines of one file: no reader's list is as long."""
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_ID = re.compile(r"[a-z0-9-]{1,80}")
_REMEDY = "export it anew from the reader it comes from"


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of an OPML file."""

    xml_url: str
    title: str | None = None
    html_url: str | None = None
    lang: str | None = None
    kind: FeedKind = "rss"
    folders: tuple[str, ...] = ()
    """The titles of the outlines around it, the outermost first."""
    marks: tuple[tuple[str, str], ...] = ()
    """What our own export says in the categories: name and value."""

    def mark(self, name: str) -> str | None:
        """Return what a category of ours says."""
        return dict(self.marks).get(name)

    @property
    def place(self) -> Country | None:
        """The country that the outlet's address stands for."""
        return country_of_host(site_of(self.html_url or self.xml_url))

    @property
    def source_id(self) -> str | None:
        """The outlet's id where Khazri wrote the file."""
        said = self.mark("source")
        return said if said and _ID.fullmatch(said) else None

    @property
    def outlet(self) -> str | None:
        """The outlet's name where Khazri wrote the file."""
        return clean_line(self.mark("name"), 80)

    @property
    def country(self) -> str | None:
        """The outlet's country where Khazri wrote the file."""
        said = self.mark("country")
        return said if said and re.fullmatch("[A-Z]{2}", said) else None

    @property
    def timezone(self) -> str | None:
        """The outlet's zone where Khazri wrote the file."""
        said = self.mark("timezone")
        return said if said in available_timezones() else None

    @property
    def ownership(self) -> str | None:
        """The outlet's label where Khazri wrote the file."""
        said = self.mark("ownership")
        return said if said in OWNERSHIPS else None


def read_opml(raw: bytes, name: str) -> tuple[Outline, ...]:
    """Read the feeds of an OPML file, each address once, however the outlines are nested; an outline without a feed is a folder.

    Entities of the file's own are refused and nothing is fetched. Raises InputError, which names the file.
    """
    text = _DECLARATION.sub("", decode(raw, "application/xml").lstrip("\ufeff"))
    if "<!ENTITY" in text:
        raise InputError(f"{name}: declares entities, which no list of feeds needs", _REMEDY)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{name}: not XML at line {getattr(error, 'lineno', None) or 1}", _REMEDY) from error
    if etree.QName(root).localname.lower() != "opml":
        raise InputError(f"{name}: not OPML, its first element is <{etree.QName(root).localname[:40]}>", _REMEDY)
    outlines: dict[str, Outline] = {}
    for number, element in enumerate(root.iter("outline")):
        if number >= MOST:
            raise InputError(f"{name}: more than {MOST:,} outlines", "cut it into several files")
        if outline := _outline(element):
            outlines.setdefault(outline.xml_url, outline)
    return tuple(outlines.values())


def write_opml(sources: Iterable[Source], title: str, made_at: datetime) -> bytes:
    """Write the RSS and Atom feeds of sources as OPML 2.0, a folder for each country; other kinds of feed have no place in it.

    What OPML has no attribute for stands in the categories, so that `read_opml` gives it back: ``/country/AZ,/timezone/Asia/Baku``.
    """
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = clean_line(title)
    etree.SubElement(head, "dateCreated").text = made_at.strftime("%a, %d %b %Y %H:%M:%S +0000")
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {}
    for source in sources:
        for attributes in _attributes(source):
            if source.country not in folders:
                folders[source.country] = etree.SubElement(body, "outline", text=source.country)
            etree.SubElement(folders[source.country], "outline", attributes)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _outline(element: etree._Element) -> Outline | None:
    said = {etree.QName(name).localname.lower(): str(value) for name, value in element.attrib.items()}
    html_url, xml_url = (_address(said.get(name, "")) for name in ("htmlurl", "xmlurl"))
    if xml_url is None:
        return None
    around = [parent.get("title") or parent.get("text") for parent in element.iterancestors("outline")]
    folders = tuple(folder for folder in (clean_line(str(each)) for each in reversed(around) if each) if folder)
    return Outline(
        xml_url=xml_url,
        title=clean_line(said.get("title") or said.get("text"), 80),
        html_url=html_url,
        lang=language_code(said.get("language")),
        kind="atom" if said.get("type", "").lower() == "atom" or said.get("version", "").upper() == "ATOM" else "rss",
        folders=folders,
        marks=tuple(_marks(said.get("category", ""))),
    )


def _address(said: str) -> str | None:
    """Make an address that may stand in a sources file, or nothing."""
    canonical = canonical_url(said)
    return canonical and (said.strip() if said.strip().isprintable() else canonical)


def _marks(categories: str) -> Iterator[tuple[str, str]]:
    for category in categories[:1000].split(","):
        name, _, value = category.strip().strip("/").partition("/")
        if name and value:
            yield name, value


def _attributes(source: Source) -> Iterator[dict[str, str]]:
    feeds = [feed for feed in source.feeds if feed.kind in {"rss", "atom"}]
    places = f"/source/{source.id},/country/{source.country},/timezone/{source.timezone},/ownership/{source.ownership}"
    name = "" if "," in source.name else f",/name/{source.name}"
    for feed in feeds:
        title = source.name if len(feeds) == 1 else f"{source.name}: {feed.id.partition('/')[2]}"
        yield {
            "type": "rss",  # OPML 2.0 knows no other type for a list of subscriptions; the version tells which
            "version": "ATOM" if feed.kind == "atom" else "RSS2",
            "text": title,
            "title": title,
            "xmlUrl": feed.url,
            "htmlUrl": source.homepage,
            "language": feed.lang or source.languages[0],
            "category": f"{places}{name}",
        }
