"""One document fetched from a web address, and nothing from any address inside the user's own network.

A page may redirect to the user's router, or its name may mean one machine when it is checked and another when it is
fetched. So every hop's name is resolved here, every address it has must be public, and the connection goes to an address
that was checked; host name and certificate are checked as usual.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from peyvand.errors import BadAddress, UnreadableSource
from peyvand.model import Metadata
from peyvand.sources.media import BY_CONTENT_TYPE, KINDS, media_of
from peyvand.sources.original import FILE_LIMIT, Original

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse
    from urllib3.connection import HTTPConnection
    from urllib3.util import Url

_REDIRECTS = (301, 302, 303, 307, 308)
_OK = 200
_SAID = {
    401: "it asks for a password",
    403: "its server refuses to give it",
    404: "there is no such page",
    410: "the page was taken down",
}
_VAGUE_TYPES = ("", "application/octet-stream", "binary/octet-stream", "application/xml", "text/xml", "application/download")
_CHUNK = 64 * 1024
_AGENT = "Mozilla/5.0 (compatible; peyvand; reads one page at a time for its user)"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class _Late(Exception):
    """The time for one document is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """Fetches documents from the web; times are in seconds, the size in bytes.

    `allow_private` are addresses inside the user's own network that it may fetch from all the same.
    """

    allow_private: frozenset[str] = frozenset()
    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    limit: int = FILE_LIMIT
    redirects: int = 5

    def fetch(self, url: str) -> Original:
        """The document at an http(s) address, after redirects; BadAddress or UnreadableSource where there is none."""
        until = time.monotonic() + self.total
        at = url
        for _ in range(self.redirects + 1):
            with self._answer(url, at, until) as (response, target):
                location = response.headers.get("Location")
                if response.status in _REDIRECTS and location:
                    at = urljoin(target.url, location)
                    continue
                return self._document(url, target.url, response, until)
        raise BadAddress(url, f"it redirects more than {self.redirects} times", "Give the address that it ends at.")

    @contextlib.contextmanager
    def _answer(self, url: str, at: str, until: float) -> Iterator[tuple[BaseHTTPResponse, Url]]:
        """The server's answer at one hop; what goes wrong with the connection becomes a BadAddress."""
        from urllib3.exceptions import HTTPError

        target = _parsed(url, at)
        connection = self._connection(url, target)
        timer = threading.Timer(max(0.0, until - time.monotonic()), _cut, (connection,))
        timer.daemon = True
        timer.start()
        try:
            host = target.netloc or ""
            headers = {
                "Host": host,
                "User-Agent": _AGENT,
                "Accept-Encoding": "gzip",
                "Accept": "text/html, application/pdf, */*;q=0.8",
            }
            connection.connect()
            connection.timeout = self.read
            connection.request("GET", target.request_uri, headers=headers, preload_content=False, decode_content=False)
            yield connection.getresponse(), target
        except (HTTPError, OSError, http.client.HTTPException, zlib.error, _Late, ValueError) as error:
            raise BadAddress(
                url, _cause(error, late=time.monotonic() >= until), "Try it again later, or save the page and add the file."
            ) from error
        finally:
            timer.cancel()
            connection.close()

    def _connection(self, url: str, target: Url) -> HTTPConnection:
        """A connection to a checked address of the target's host; nothing is sent yet."""
        from urllib3.connection import HTTPConnection, HTTPSConnection

        host = (target.host or "").strip("[]")
        address = self._address(url, target, host)
        if target.scheme == "https":
            context = ssl.create_default_context()
            port = target.port or 443
            return HTTPSConnection(
                address, port, timeout=self.connect, server_hostname=host, assert_hostname=host, ssl_context=context
            )
        return HTTPConnection(address, target.port or 80, timeout=self.connect)

    def _address(self, url: str, target: Url, host: str) -> str:
        """The first address of a host, all of which must be public."""
        try:
            found = socket.getaddrinfo(host, target.port or 443, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise BadAddress(
                url, f"the name {host} isn't known, or there is no connection to the internet", "Check the address."
            ) from error
        addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
        if not all(is_public(address) or address in self.allow_private for address in addresses):
            reason = f"{host} is an address inside your own network or machine, and a page from the web may not lead there"
            raise BadAddress(url, reason, "If you mean that page, save it and add the file.")
        return addresses[0]

    def _document(self, url: str, final: str, response: BaseHTTPResponse, until: float) -> Original:
        """The document that an answer carries."""
        if response.status != _OK:
            reason = _SAID.get(response.status, "its server can't give it now")
            raise BadAddress(
                url, f"{reason} (HTTP {response.status})", "Check the address, or save the page from a browser and add the file."
            )
        content_type, _, parameters = response.headers.get("Content-Type", "").partition(";")
        content_type = content_type.strip().lower()
        if content_type not in BY_CONTENT_TYPE and content_type not in _VAGUE_TYPES and not content_type.startswith("text/"):
            raise BadAddress(url, f"this is no document ({content_type})", f"Peyvand reads {KINDS}.")
        data = self._body(url, response, until)
        if not data:
            raise UnreadableSource(url, "the page is empty", "Check the address.")
        charset = parameters.partition("charset=")[2].strip(" \"';")
        known = Metadata(url=final, publisher=_site(final), extra={"charset": charset} if charset else {})
        return Original(url, data, media_of(url, data, content_type), known=known)

    def _body(self, url: str, response: BaseHTTPResponse, until: float) -> bytes:
        """The bytes of an answer, unpacked, up to the limit."""
        encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
        if encoding not in ("identity", "gzip", "x-gzip", "deflate", ""):
            raise BadAddress(
                url, f"its server packs it in a way that isn't known ({encoding})", "Save the page and add the file."
            )
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32) if encoding not in ("identity", "") else None
        body = bytearray()
        while chunk := response.read1(_CHUNK, decode_content=False):
            if time.monotonic() >= until:
                raise _Late
            body += unpacker.decompress(chunk, self.limit + 1 - len(body)) if unpacker else chunk
            if len(body) > self.limit:
                raise BadAddress(
                    url, f"it is larger than {self.limit / 2**20:.0f} MB", "Save it, split it into parts, and add those."
                )
        if time.monotonic() >= until:
            raise _Late
        if unpacker and not unpacker.eof:
            raise BadAddress(url, "its server sent it only in part", "Try it again later.")
        return bytes(body)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the internet at large, and to no network inside."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback or ip.is_link_local)


def _parsed(url: str, at: str) -> Url:
    """The parts of an address of the web."""
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    try:
        target = parse_url(at.strip())
    except LocationParseError as error:
        raise BadAddress(url, "this is no web address", "Check it; it begins with https://.") from error
    if target.scheme not in ("http", "https") or not target.host:
        raise BadAddress(url, f"it leads to {at[:80]!r}, which is no address of the web", "Give one that begins with https://.")
    if target.auth:
        raise BadAddress(url, "there is a name or a password in it", "Save the page and add the file.")
    return target


def _cut(connection: HTTPConnection) -> None:
    """Ends a connection from outside, so that a server that sends a byte now and then holds nobody up."""
    sock = connection.sock
    if sock is not None:
        with contextlib.suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)


def _cause(error: Exception, *, late: bool) -> str:
    """Why a connection failed, in the user's words."""
    from urllib3.exceptions import ConnectTimeoutError, NewConnectionError, ReadTimeoutError
    from urllib3.util.ssl_match_hostname import CertificateError

    causes = (error, error.__context__, *error.args)
    if any(isinstance(cause, (ssl.SSLCertVerificationError, CertificateError)) for cause in causes):
        return "its server can't prove that it is what it says (certificate)"
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return "its server doesn't answer in the secure way that https asks for"
    if not late and isinstance(error, (ConnectionError, NewConnectionError)):  # the latter counts as a time-out there
        return "its server can't be reached"
    if late or isinstance(error, (_Late, TimeoutError, ConnectTimeoutError, ReadTimeoutError)):
        return "its server didn't answer in time"
    return "its server broke the connection off"


def _site(url: str) -> str | None:
    """The name of the site that an address belongs to."""
    return (_parsed(url, url).host or "").removeprefix("www.") or None
