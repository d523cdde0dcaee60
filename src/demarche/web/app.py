"""The workbench: plain pages over a record, complete without JavaScript, on this machine alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, select_autoescape

from demarche.store import Record, open_record

POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
LOCAL = frozenset({"127.0.0.1", "localhost", "testserver"})


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event as the page of its report shows it."""

    id: str
    type: str
    source: str
    target: str
    start: str | None
    place: str | None
    status: str
    claim: str
    trigger: str
    derivation: str


def make_app(folder: Path) -> FastAPI:
    """The workbench over the record in the folder.

    Raises:
        StoreError: there is no record there.
    """
    record = open_record(folder)
    pages = Environment(loader=PackageLoader("demarche.web", "views"), autoescape=select_autoescape())
    app = FastAPI(title="Demarche", docs_url=None, redoc_url=None, openapi_url=None)

    @app.middleware("http")
    async def guard(request: Request, go_on) -> Response:  # type: ignore[no-untyped-def]  # Starlette's own type
        if (request.url.hostname or "") not in LOCAL:  # no page elsewhere may read the record by another host's name
            return Response("unknown host", status_code=400)
        response: Response = await go_on(request)
        response.headers["Content-Security-Policy"] = POLICY
        return response

    @app.get("/", response_class=HTMLResponse)
    def index() -> str:
        found = record.query(
            "select id, published_on, headline, outlet, events from reports order by published_on desc, id"
        )
        events = sum(int(str(row[4])) for row in found.rows)
        return pages.get_template("index.html").render(reports=found.rows, events=events)

    @app.get("/reports/{report}", response_class=HTMLResponse)
    def one(report: str) -> str:
        text = record.text(report) if report.isalnum() else None
        if text is None:
            raise HTTPException(404, "no such report")
        about = record.query(f"select headline, outlet, agency, published from reports where id = '{report}'").rows[0]
        return pages.get_template("report.html").render(
            id=report, headline=about[0], outlet=about[1], agency=about[2], published=about[3],
            events=_events(record, report), paragraphs=cut_marks(text, _evidence(record, report)),
        )  # fmt: skip

    return app


def _events(record: Record, report: str) -> list[EventLine]:
    found = record.query(
        "select id, type, source_name, target_name, cast(date_start as varchar), place_name, status, claim, trigger, "
        f"derivation from events where report_id = '{report}' order by trigger_start"
    )
    return [EventLine(*(None if cell is None else str(cell) for cell in row)) for row in found.rows]  # type: ignore[arg-type]


def _evidence(record: Record, report: str) -> list[tuple[int, int, str]]:
    found = record.query(f"select start, \"end\", role from evidence where report_id = '{report}'")
    return sorted({(int(str(a)), int(str(b)), str(role)) for a, b, role in found.rows})


def cut_marks(text: str, spans: Sequence[tuple[int, int, str]]) -> list[list[tuple[str, str]]]:
    """The text's paragraphs, each cut where a span begins or ends, as (words, the roles that hold them)."""
    paragraphs: list[list[tuple[str, str]]] = []
    start = 0
    for part in text.split("\n\n"):
        end = start + len(part)
        edges = sorted({start, end, *(edge for a, b, _ in spans for edge in (a, b) if start < edge < end)})
        pieces = []
        for first, last in pairwise(edges):
            roles = dict.fromkeys(role for a, b, role in spans if a <= first and last <= b)
            pieces.append((text[first:last], " ".join(roles)))
        paragraphs.append(pieces)
        start = end + 2
    return paragraphs


def serve(folder: Path, *, port: int) -> None:
    """Serve the workbench on the loopback address until stopped.

    Raises:
        StoreError: there is no record in the folder.
    """
    import uvicorn

    uvicorn.run(make_app(folder), host="127.0.0.1", port=port, log_level="warning")
