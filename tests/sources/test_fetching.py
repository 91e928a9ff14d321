"""Web addresses: documents come from the internet, and from nowhere inside the user's own network."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from tests.sources.makers import STORY, page, page_of, pdf

from peyvand.errors import BadAddress, PeyvandError
from peyvand.model import Fault
from peyvand.sources import Fetcher, Original, extract, originals
from peyvand.sources.web import is_public

HERE = frozenset({"127.0.0.1"})
Answer = Callable[[BaseHTTPRequestHandler], None]


def answer(body: bytes, content_type: str = "text/html", status: int = 200, **headers: str) -> Answer:
    """An answer with a body; a header's underscores are hyphens."""

    def _answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Content-Type", content_type)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return _answer


def slowly(request: BaseHTTPRequestHandler) -> None:
    """An answer that never ends: a byte now and then."""
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    while not _over.wait(0.05):
        request.wfile.write(b"x")


def silently(_: BaseHTTPRequestHandler) -> None:
    """No answer at all."""
    _over.wait(30)


def in_part(request: BaseHTTPRequestHandler) -> None:
    """An answer that is cut off."""
    answer(b"<p>Talks", Content_Length="1000")(request)


_over = threading.Event()
RSS = (
    f"<rss><channel><title>Courier</title><item><title>Talks</title><description>{STORY[0]}</description></item></channel></rss>"
)
PAGES: dict[str, Answer] = {
    "/talks": answer(page(f"<h1>Talks</h1><p>{STORY[0]}</p>")),
    "/brief": answer(pdf([page_of(*STORY)]), "application/octet-stream"),
    "/brief.pdf": answer(pdf([page_of(*STORY)]), "application/pdf"),
    "/feed": answer(RSS.encode(), "application/xml"),
    "/old": answer("Côte d’Or".encode("cp1252"), "text/plain; charset=windows-1252"),
    "/packed": answer(gzip.compress(page(f"<p>{STORY[0]}</p>")), Content_Encoding="gzip"),
    "/bomb": answer(gzip.compress(bytes(30 * 2**20)), Content_Encoding="gzip"),
    "/cut-gzip": answer(gzip.compress(page(f"<p>{STORY[0]}</p>"))[:60], Content_Encoding="gzip"),
    "/not-gzip": answer(b"<p>Talks</p>", Content_Encoding="gzip"),
    "/brotli": answer(b"xxx", Content_Encoding="br"),
    "/large": answer(b"x" * 3_000_000, "text/plain"),
    "/picture": answer(b"\x89PNG", "image/png"),
    "/json": answer(b"{}", "application/json"),
    "/empty": answer(b""),
    "/gone": answer(b"no", status=404),
    "/forbidden": answer(b"no", status=403),
    "/broken": answer(b"no", status=500),
    "/moved": answer(b"", status=302, Location="/talks"),
    "/loop": answer(b"", status=301, Location="/loop"),
    "/inside": answer(b"", status=302, Location="http://127.0.0.2:{port}/talks"),
    "/router": answer(b"", status=302, Location="http://192.168.1.1/"),
    "/cloud": answer(b"", status=307, Location="http://169.254.169.254/latest/meta-data"),
    "/mapped": answer(b"", status=302, Location="http://[::ffff:10.0.0.1]/"),
    "/file": answer(b"", status=302, Location="file:///etc/hostname"),
    "/host": lambda request: answer(request.headers["Host"].encode(), "text/plain")(request),
    "/slow": slowly,
    "/silent": silently,
    "/in-part": in_part,
}


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """A web site on this machine."""

    class Handler(BaseHTTPRequestHandler):
        """Answers as the table of pages says."""

        def do_GET(self) -> None:
            """One page."""
            PAGES[self.path](self)

        def log_message(self, *_: Any) -> None:  # noqa: ANN401 - as the library has it
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    _over.set()
    server.shutdown()
    server.server_close()


def refused(url: str, **limits: float) -> str:
    """The line that says why an address can't be fetched."""
    with pytest.raises(PeyvandError) as error:
        Fetcher(allow_private=HERE, **limits).fetch(url)  # type: ignore[arg-type]  # seconds are floats, bytes aren't passed here
    assert "\n" not in str(error.value)
    assert str(error.value).startswith(f"{url}: ")
    return str(error.value)


@pytest.mark.parametrize("path", ["/talks", "/moved", "/packed", "/brief", "/brief.pdf"])
def test_a_page_is_fetched_and_read(site: str, path: str) -> None:
    """After redirects, packed or not, whatever kind of document it is."""
    original = Fetcher(allow_private=HERE).fetch(site + path)
    source = extract(original)
    assert STORY[0] in source.text
    assert source.name == site + path
    assert source.metadata.url == site + ("/talks" if path == "/moved" else path)


def test_a_feed_by_its_address(site: str) -> None:
    """It gives its entries, as one in a file does."""
    (original,) = originals([f"{site}/feed"], fetcher=Fetcher(allow_private=HERE))
    assert isinstance(original, Original)
    assert (extract(original).text, extract(original).metadata.publisher) == (STORY[0], "Courier")


def test_the_encoding_that_the_server_says(site: str) -> None:
    """It counts where the bytes fit it."""
    assert extract(Fetcher(allow_private=HERE).fetch(f"{site}/old")).text == "Côte d’Or"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/gone", "there is no such page (HTTP 404)"),
        ("/forbidden", "its server refuses to give it (HTTP 403)"),
        ("/broken", "its server can't give it now (HTTP 500)"),
        ("/picture", "this is no document (image/png)"),
        ("/json", "this is no document (application/json)"),
        ("/empty", "the page is empty"),
        ("/loop", "it redirects more than 5 times"),
        ("/router", "192.168.1.1 is an address inside your own network"),
        ("/cloud", "169.254.169.254 is an address inside your own network"),
        ("/mapped", "::ffff:10.0.0.1 is an address inside your own network"),
        ("/file", "which is no address of the web"),
        ("/in-part", "broke the connection off"),
        ("/cut-gzip", "sent it only in part"),
        ("/not-gzip", "broke the connection off"),
        ("/brotli", "packs it in a way that isn't known (br)"),
    ],
)
def test_what_can_not_be_fetched(site: str, path: str, reason: str) -> None:
    """One line says why, and names the address that the user gave."""
    assert reason in refused(site + path)


@pytest.mark.parametrize("path", ["/slow", "/silent"])
def test_a_server_holds_nobody_up(site: str, path: str) -> None:
    """Neither by silence nor by a byte now and then."""
    assert "didn't answer in time" in refused(site + path, read=0.5, total=1.0)


@pytest.mark.parametrize("path", ["/large", "/bomb"])
def test_a_page_is_bounded(site: str, path: str) -> None:
    """By what it unpacks to."""
    with pytest.raises(BadAddress, match="larger than 2 MB"):
        Fetcher(allow_private=HERE, limit=2 * 2**20).fetch(site + path)


def test_the_own_machine_is_private(site: str) -> None:
    """Unless the caller says otherwise, and then only the address that is named."""
    for fetcher in (Fetcher(), Fetcher(allow_private=frozenset({"127.0.0.2"}))):
        with pytest.raises(BadAddress, match="inside your own network"):
            fetcher.fetch(f"{site}/talks")


def test_the_address_that_was_checked_is_the_one_that_is_used(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that means an allowed machine when it is asked for first, and another afterwards, leads to neither."""
    answers = iter(["127.0.0.2", "127.0.0.1", "127.0.0.1"])
    resolve = socket.getaddrinfo
    asked: list[object] = []

    def _resolve(host: Any, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - as the library has it
        if host == "rebinding.example":
            asked.append(host)
            host = next(answers)
        return resolve(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", _resolve)
    port = site.rpartition(":")[2]
    with pytest.raises(BadAddress):
        Fetcher(allow_private=frozenset({"127.0.0.2"}), connect=0.3, total=1.0).fetch(f"http://rebinding.example:{port}/talks")
    assert len(asked) == 1


def test_the_host_keeps_its_name(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though the connection goes to an address, the server is asked for the host by name."""
    resolve = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *a, **o: resolve("127.0.0.1" if host == "courier.example" else host, *a, **o)
    )
    port = site.rpartition(":")[2]
    assert Fetcher(allow_private=HERE).fetch(f"http://courier.example:{port}/host").data.decode() == f"courier.example:{port}"


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/", "http://[::1]/", "http://0.0.0.0/", "http://2130706433/", "http://127.1/", "http://10.1.2.3/", "http://172.16.0.1/",
        "http://100.64.0.1/", "http://[fe80::1]/", "http://[fc00::1]/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
    ],
)  # fmt: skip
def test_addresses_inside(url: str) -> None:
    """However they are written."""
    with pytest.raises(BadAddress, match="inside your own network"):
        Fetcher().fetch(url)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://", "no address of the web"),
        ("http://[::1", "no web address"),
        ("http://exa mple.org/", "no web address"),
        ("http://x:99999/", "no web address"),
        ("http://user:secret@courier.example/", "a name or a password in it"),
        ("https://courier.invalid/", "isn't known, or there is no connection"),
    ],
)
def test_addresses_that_are_none(url: str, reason: str) -> None:
    """They are refused before anything is sent, and a batch goes on."""
    (fault,) = originals([url])
    assert isinstance(fault, Fault)
    assert reason in fault.message


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("8.8.8.8", True),
        ("192.0.2.1", False), ("198.18.0.1", False), ("224.0.0.1", False), ("240.0.0.1", False), ("255.255.255.255", False),
        ("ff02::1", False), ("2002:7f00:1::", False), ("2001:db8::1", False), ("64:ff9b::808:808", True),
    ],
)  # fmt: skip
def test_public_addresses(address: str, public: bool) -> None:  # noqa: FBT001 - a table's column
    """Of the internet at large; addresses of version 4 inside others count as what they are."""
    assert is_public(address) is public
