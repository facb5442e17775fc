"""Every place of ours that could open a connection is known, with its reason: a way in that is forgotten is a break-in.

What opens connections is looked for in the code as it is written. A new place is either led through `crawler.outbound`, or entered here
with the reason why it needs no door.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("crawler", "demo", "desk", "news", "spiders", "storage")


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


OPENERS = words("""
socket ssl socketserver select selectors smtplib imaplib poplib ftplib nntplib telnetlib xmlrpc webbrowser pty subprocess
http.client http.server http.cookiejar urllib.request urllib.robotparser multiprocessing.connection multiprocessing.managers
logging.handlers wsgiref asyncio.open_connection asyncio.open_unix_connection asyncio.start_server asyncio.start_unix_server
asyncio.create_subprocess_exec asyncio.create_subprocess_shell asyncio.subprocess
os.system os.popen os.execv os.execve os.execvp os.execl os.execlp os.spawnv os.spawnl os.posix_spawn
requests httpx aiohttp urllib3 aiosmtpd apprise pycurl websockets paramiko dns
twisted.internet.endpoints twisted.internet.protocol twisted.internet.tcp twisted.internet.udp twisted.internet.ssl twisted.internet.threads
twisted.internet.reactor twisted.web twisted.names twisted.mail
scrapy.core scrapy.resolver scrapy.mail scrapy.extensions scrapy.pipelines scrapy.shell scrapy.utils.test
feedparser.parse feedparser.http feedparser.api trafilatura.fetch_url trafilatura.fetch_response trafilatura.downloads trafilatura.feeds
trafilatura.sitemaps trafilatura.spider htmldate.find_date htmldate.utils courlan.network courlan.redirection_test
lxml.etree.parse lxml.html.parse lxml.etree.XMLParser lxml.etree.iterparse lxml.etree.XMLPullParser lxml.etree.fromstring lxml.etree.XML
lxml.etree.DTD lxml.etree.XSLT lxml.etree.XInclude lxml.etree.parseid lxml.etree.RelaxNG lxml.etree.XMLSchema lxml.html.open_in_browser
lxml.html.submit_form lxml.objectify xml
sqlalchemy.create_engine psycopg psycopg_pool
__import__ importlib.import_module eval exec
""")
"""Names that open connections, or programs that could, or documents that name further documents; each stands for all beneath it."""

CALLED = words("""
scrapy.Request scrapy.FormRequest scrapy.http.Request scrapy.http.FormRequest scrapy.http.XmlRpcRequest scrapy.http.JsonRequest
scrapy.crawler
""")
"""Classes that open connections where they are made use of; as types they are named all over."""

BUILT_IN = words("__import__ eval exec")

METHODS = words("""
create_connection create_datagram_endpoint create_server create_unix_connection create_unix_server sock_connect connect_ex
connectTCP connectSSL connectUNIX connectUDP listenTCP listenSSL listenUNIX listenUDP spawnProcess adoptStreamConnection
open_connection start_server urlopen urlretrieve getaddrinfo gethostbyname gethostbyname_ex gethostbyaddr create_subprocess_exec
fetch_url fetch_response download_async download subprocess_exec subprocess_shell
""")
"""Methods that open connections, whatever they belong to."""

THE_DOOR = "the door itself, or what is asked through it"
TEXT_IN_HAND = "reads text in hand; tests/integration/test_outbound_traps.py says that it loads nothing beside it"
OWN_GUARD = (
    "webhooks: each address is judged by news.addresses, and that very address connected to; tests/unit/desk/test_channels_webhook.py"
)
KNOWN = {
    ("crawler/crawls.py", "scrapy.crawler"): "runs crawls with the settings of crawler/settings.py, which name the door",
    ("crawler/crawls.py", "twisted.internet.reactor"): "puts the guard into it",
    ("crawler/headers.py", "scrapy.core"): THE_DOOR,
    ("crawler/loop.py", "twisted.internet.reactor"): "runs it",
    ("crawler/middlewares/obey_robots.py", "download_async"): THE_DOOR,
    ("crawler/middlewares/obey_robots.py", "scrapy.Request"): THE_DOOR,
    ("crawler/outbound.py", "scrapy.core"): THE_DOOR,
    ("crawler/outbound.py", "twisted.web"): "reads an address as the program that connects does",
    ("crawler/probes.py", "download_async"): THE_DOOR,
    ("crawler/probes.py", "scrapy.Request"): THE_DOOR,
    ("crawler/probes.py", "scrapy.crawler"): "runs questions with the settings of crawls",
    ("crawler/probes.py", "twisted.internet.reactor"): "puts the guard into it",
    ("demo/serving.py", "http.server"): "the press of `khazri demo`, on 127.0.0.1 alone",
    ("demo/serving.py", "socketserver"): "the press of `khazri demo`, on 127.0.0.1 alone",
    ("crawler/memory.py", "scrapy.extensions"): "counts memory, and connects to nothing",
    ("desk/channels/mail.py", "socket"): "an option of the connection to the mail server",
    ("desk/channels/mail.py", "smtplib"): "the mail server, which only the operator's own settings name",
    ("desk/channels/mail.py", "ssl"): "the mail server, which only the operator's own settings name",
    ("desk/channels/mailbox.py", "imaplib"): "the mailbox of copies, which only the operator's own settings name",
    ("desk/channels/mailbox.py", "ssl"): "the mailbox of copies, which only the operator's own settings name",
    ("desk/channels/services.py", "apprise"): "services, which only the operator's own settings name; headlines choose no address",
    ("desk/channels/webhook.py", "create_connection"): OWN_GUARD,
    ("desk/channels/webhook.py", "getaddrinfo"): OWN_GUARD,
    ("desk/channels/webhook.py", "http.client"): OWN_GUARD,
    ("desk/channels/webhook.py", "socket"): OWN_GUARD,
    ("desk/channels/webhook.py", "ssl"): OWN_GUARD,
    ("desk/commands/serving.py", "webbrowser"): "opens the reader's own browser at the reader's own server, when asked to",
    ("desk/demonstration.py", "subprocess"): "starts Khazri itself",
    ("desk/pager.py", "subprocess"): "the pager that the person at the terminal names",
    ("desk/restarting.py", "socket"): "asks for this machine's own name",
    ("desk/restarting.py", "subprocess"): "starts Khazri itself",
    ("desk/worker.py", "asyncio.create_subprocess_exec"): "starts Khazri itself",
    ("desk/worker.py", "asyncio.subprocess"): "starts Khazri itself",
    ("desk/worker.py", "create_subprocess_exec"): "starts Khazri itself",
    ("desk/translating.py", "selectors"): "reads what the translator writes, which the operator's own settings name",
    ("desk/translating.py", "subprocess"): "the translator that the operator's own settings name, without a shell",
    ("desk/web/running.py", "create_server"): "the pages, on 127.0.0.1 unless a token is set",
    ("desk/web/running.py", "socket"): "the pages, on 127.0.0.1 unless a token is set",
    ("news/opml.py", "lxml.etree.XMLParser"): TEXT_IN_HAND,
    ("news/opml.py", "lxml.etree.fromstring"): TEXT_IN_HAND,
    ("news/sitemaps.py", "lxml.etree.iterparse"): TEXT_IN_HAND,
    ("news/syndication.py", "feedparser.parse"): TEXT_IN_HAND,
    ("spiders/looking.py", "scrapy.Request"): THE_DOOR,
    ("storage/engines.py", "sqlalchemy.create_engine"): "the database, which only the operator's own settings name",
    ("storage/queues.py", "psycopg"): "the queue of a fleet, in the very same database",
    ("storage/queues.py", "psycopg_pool"): "the queue of a fleet, in the very same database",
}


def dotted(node: ast.expr, names: dict[str, str]) -> str:
    """Return what an expression names, written out from the imports; empty where it is no name."""
    if isinstance(node, ast.Name):
        return names.get(node.id, node.id if node.id in BUILT_IN else "")
    if isinstance(node, ast.Attribute) and (before := dotted(node.value, names)):
        return f"{before}.{node.attr}"
    return ""


def imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Return each imported name with what it stands for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for each in node.names:
                yield each.asname or each.name.partition(".")[0], each.name if each.asname else each.name.partition(".")[0]
                yield each.name, each.name
        elif isinstance(node, ast.ImportFrom):
            for each in node.names:
                yield each.asname or each.name, f"{node.module}.{each.name}"


def openings(source: str) -> set[str]:
    """Return what a module holds that could open a connection."""
    tree = ast.parse(source)
    names = dict(imported(tree))
    said = {*names.values(), *(dotted(node, names) for node in ast.walk(tree) if isinstance(node, ast.Attribute | ast.Name))}
    called = {dotted(node.func, names) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    found = {opener for opener in OPENERS for name in said if _is_beneath(name, opener)}
    found |= {opener for opener in CALLED for name in called if _is_beneath(name, opener)}
    return found | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in METHODS}


def _is_beneath(name: str, opener: str) -> bool:
    return name == opener or name.startswith(opener + ".")


def modules() -> Iterator[Path]:
    """Return every file of ours."""
    yield ROOT / "scheduler.py"
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def test_every_place_that_could_open_a_connection_is_known_with_its_reason() -> None:
    found = {(path.relative_to(ROOT).as_posix(), name) for path in modules() for name in openings(path.read_text(encoding="utf-8"))}
    new, gone = sorted(found - KNOWN.keys()), sorted(KNOWN.keys() - found)
    assert not new, f"lead these through crawler.outbound, or say in this test why they need no door: {new}"
    assert not gone, f"take these out of this test: {gone}"


@pytest.mark.parametrize(
    "source",
    [
        "import socket",
        "import socket as s",
        "from socket import create_connection as c",
        "def f():\n    import urllib.request\n    urllib.request.urlopen('http://paper.example')",
        "import asyncio\nasyncio.open_connection('paper.example', 80)",
        "from asyncio import open_connection",
        "loop.create_connection(None, 'paper.example', 80)",
        "import trafilatura\ntrafilatura.fetch_url('http://paper.example')",
        "from trafilatura.downloads import fetch_response",
        "import feedparser as f\nf.parse('http://paper.example')",
        "from lxml import etree\netree.parse('http://paper.example')",
        "import scrapy\nscrapy.Request('http://paper.example')",
        "from scrapy import Request as R\nR('http://paper.example')",
        "__import__('socket')",
        "import importlib\nimportlib.import_module('socket')",
        "import os\nos.system('curl http://paper.example')",
        "reactor.connectTCP('paper.example', 80, None)",
    ],
)
def test_a_new_way_out_is_noticed_however_it_is_spelled(source: str) -> None:
    assert openings(source)


def test_what_opens_nothing_is_left_alone() -> None:
    assert not openings("import asyncio\nfrom urllib.parse import urlsplit\nrequests = ()\nasyncio.sleep(1)\nself.subject = 'socket'")
