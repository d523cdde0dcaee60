"""The workbench: whole pages without JavaScript, safe against what the page's text holds."""

from datetime import date

import pytest
from fastapi.testclient import TestClient

from demarche.corpus import entry_of
from demarche.pipeline import Coder
from demarche.store import Record
from demarche.web import cut_marks, make_app

TEXT = "Iran and Iraq met in Geneva on March 3. <script>alert(1)</script> was painted on a wall."


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, coder: Coder) -> TestClient:
    folder = tmp_path_factory.mktemp("web") / "record"
    Record(folder).keep([entry_of(coder.code_text(TEXT, published=date(2024, 3, 14)))])
    return TestClient(make_app(folder))


def test_index_and_report(client: TestClient) -> None:
    index = client.get("/")
    assert index.status_code == 200
    link = index.text.partition('href="/reports/')[2].partition('"')[0]
    page = client.get(f"/reports/{link}")
    assert page.status_code == 200
    assert "CONSULT" in page.text and '<mark class="trigger"' in page.text
    assert "<script>" not in page.text and "&lt;script&gt;" in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/reports/nothing", "/reports/a'b", "/reports/..%2f..%2fetc"])
def test_unknown_reports(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_other_hosts_are_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_marks_are_cut_at_the_ends_of_spans() -> None:
    assert cut_marks("ab cd\n\nef", [(0, 2, "source"), (1, 5, "x"), (7, 9, "y")]) == [
        [("a", "source"), ("b", "source x"), (" cd", "x")],
        [("ef", "y")],
    ]
