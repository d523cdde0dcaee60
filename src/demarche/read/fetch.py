"""Pages by address: only http and https, only hosts of the open network, never more than the limit."""

import ipaddress
import re
import socket
import time
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from demarche.base import ReadError
from demarche.read.decode import LIMIT, too_large
from demarche.read.draft import Page

if TYPE_CHECKING:
    import httpx2

_SECONDS = 30.0  # for the whole page, from the first connection to the last byte
_REDIRECTS = 5
_SENT = {
    "User-Agent": "demarche (reads one news report)",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9",
    "Accept-Encoding": "gzip",
}


def fetch(url: str) -> Page:
    """The page at the address.

    Raises:
        ReadError: the address is no web address, its host is not of the open network, it cannot be had in time, it
            answers with an error, or it is too large.
    """
    import httpx2

    deadline = time.monotonic() + _SECONDS
    address = url
    with httpx2.Client(transport=_transport(url), timeout=10.0, follow_redirects=False, trust_env=False) as client:
        for _ in range(_REDIRECTS + 1):
            _refuse_scheme(url, address)
            try:
                with client.stream("GET", address, headers=_SENT) as response:
                    if response.is_redirect:
                        address = urljoin(address, response.headers.get("location", ""))
                        continue
                    if response.status_code != 200:
                        raise ReadError(
                            url, f"the site answers {response.status_code}", "open it in a browser and save it"
                        )
                    charset = re.search(r"charset=\"?([\w.:-]+)", response.headers.get("content-type", ""), re.I)
                    return Page(
                        url, _body(response, url, deadline), url=address, charset=charset[1] if charset else None
                    )
            except (httpx2.HTTPError, httpx2.InvalidURL, zlib.error) as error:
                reason = str(error) or type(error).__name__
                raise ReadError(url, f"cannot be had: {reason}", "check the address and the connection") from error
    raise ReadError(url, f"redirects more than {_REDIRECTS} times", "give the address that it ends at")


def _refuse_scheme(url: str, address: str) -> None:
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    except ValueError:
        usable = False
    if not usable:
        raise ReadError(url, f"leads to {address[:80]!r}, which is no web address", "give an http or https address")


def _body(response: "httpx2.Response", url: str, deadline: float) -> bytes:
    """The bytes, unpacked; packed and unpacked both stay under the limit."""
    packing = response.headers.get("content-encoding", "identity").lower()
    if packing not in ("identity", "gzip", "x-gzip", ""):
        raise ReadError(
            url, f"comes packed as {packing!r}, which was not asked for", "open it in a browser and save it"
        )
    data = bytearray()
    for chunk in response.iter_raw():
        data += chunk
        if len(data) > LIMIT:
            raise too_large(url)
        if time.monotonic() > deadline:
            raise ReadError(url, f"takes longer than {_SECONDS:.0f} seconds", "try again later")
    if "gzip" not in packing:
        return bytes(data)
    unpacked = zlib.decompressobj(31).decompress(bytes(data), LIMIT + 1)
    if len(unpacked) > LIMIT:
        raise too_large(url)
    return unpacked


def resolve(host: str, port: int, name: str) -> str:
    """The first address of the host, if all of its addresses are of the open network.

    Raises:
        ReadError: it has none, or one of them is private, local or reserved.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ReadError(name, f"host {host!r} is not found", "check the address and the connection") from error
    addresses = [str(each[4][0]) for each in found]
    for address in addresses:
        if not _is_open(address):
            raise ReadError(
                name, f"host {host!r} is {address}, an address of a private network", "save the page and give the file"
            )
    return addresses[0]


def _is_open(address: str) -> bool:
    """Whether the address belongs to the open network; one inside another (IPv4 in IPv6) counts as the inner one."""
    ip = ipaddress.ip_address(address.split("%", 1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return _is_open(str(inner))
    return ip.is_global and not ip.is_multicast


def _transport(name: str) -> "httpx2.BaseTransport":
    """A transport that resolves each host once, checks it, and connects to the very address it checked."""
    import httpcore2
    import httpx2

    class Guard(httpcore2.NetworkBackend):
        def __init__(self) -> None:
            self.inner = httpcore2.SyncBackend()

        def connect_tcp(
            self,
            host: str,
            port: int,
            timeout: float | None = None,
            local_address: str | None = None,
            socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
        ) -> httpcore2.NetworkStream:
            return self.inner.connect_tcp(resolve(host, port, name), port, timeout, local_address, socket_options)

    transport = httpx2.HTTPTransport(trust_env=False)
    # httpx2 has no public door for a network backend; tests/read/test_fetch.py pins that this one is used.
    transport._pool = httpcore2.ConnectionPool(
        ssl_context=httpx2.create_ssl_context(trust_env=False), network_backend=Guard()
    )
    return transport
