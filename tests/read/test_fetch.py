"""Addresses: only the open network, never too much."""

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from demarche.base import ReadError
from demarche.read import fetch as fetching
from demarche.read import read
from demarche.read.fetch import fetch

PAGE = (
    b"<html><head><title>Port of Karu shelled</title></head><body><p>Rebels shelled the port of Karu at dawn on "
    b"Tuesday, the mayor said.</p><p>Two dockers died in the fire and nine were hurt, doctors at the hospital said.</p>"
    b"</body></html>"
)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "169.254.169.254",
        "[::ffff:10.0.0.1]",
        "0.0.0.0",
        "2130706433",
        "10.1.2.3",
        "[64:ff9b::a00:1]",
        "[2002:a00:1::]",
    ],
)
def test_private_hosts_are_refused_before_a_connection(host: str) -> None:
    with pytest.raises(ReadError, match=r"private network|not found"):
        fetch(f"http://{host}:9/x")


@pytest.mark.parametrize(
    ("address", "is_open"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("192.168.1.1", False),
        ("224.0.0.1", False),
        ("100.64.0.1", False),
        ("fe80::1%eth0", False),
    ],
)
def test_open_addresses(address: str, is_open: bool) -> None:
    assert fetching._is_open(address) is is_open


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body, headers, status = PAGE, {"Content-Type": "text/html; charset=utf-8"}, 200
        if self.path == "/packed":
            body, headers["Content-Encoding"] = gzip.compress(PAGE), "gzip"
        elif self.path == "/bomb":
            body, headers["Content-Encoding"] = gzip.compress(b" " * 30_000_000), "gzip"
        elif self.path == "/large":
            body = b"x" * 10_000_001
        elif self.path == "/file":
            status, headers["Location"] = 302, "file:///etc/passwd"
        elif self.path == "/loop":
            status, headers["Location"] = 302, "/loop"
        elif self.path == "/away":
            status, headers["Location"] = 302, "/page"
        elif self.path == "/gone":
            status = 404
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A site on this machine, which the test lets pass as the open network."""
    monkeypatch.setattr(fetching, "_is_open", lambda address: True)
    server = HTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/page", "/packed", "/away"])
def test_a_page_is_fetched_and_read(site: str, path: str) -> None:
    report = read(site + path)
    assert report.headline == "Port of Karu shelled"
    assert report.name == site + path
    assert report.url == site + ("/page" if path == "/away" else path)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/large", "larger than 10 MB"),
        ("/bomb", "larger than 10 MB"),
        ("/file", "no web address"),
        ("/loop", "redirects"),
        ("/gone", "404"),
    ],
)
def test_what_a_site_may_not_do(site: str, path: str, why: str) -> None:
    with pytest.raises(ReadError, match=why):
        fetch(site + path)


def test_a_redirect_into_the_private_network_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def once(address: str) -> bool:
        asked.append(address)
        return len(asked) == 1

    monkeypatch.setattr(fetching, "_is_open", once)
    monkeypatch.setattr(Site, "protocol_version", "HTTP/1.0")  # each request a connection of its own
    with pytest.raises(ReadError, match="private network"):
        fetch(site + "/away")
