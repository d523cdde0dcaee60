"""The records as plain data: nested for JSON, flat for tables. Names as the product has them."""

from collections.abc import Mapping, Sequence
from datetime import date

from demarche.base import Because, say
from demarche.coding.record import ContentRecord, EventRecord, Party, Size, When, Where
from demarche.read import Report
from demarche.sizes import span_of, write_amount

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]


def to_dict(record: EventRecord, report: Report, *, knowledge: str, weights: str) -> dict[str, Value]:
    """One event as a nested mapping that JSON can hold; offsets are characters of `report.text`."""
    return {
        "id": record.id,
        "type": record.type,
        "mode": record.mode,
        "contexts": list(record.contexts),
        "classes": list(record.classes),
        "quad": record.quad,
        "cameo": record.cameo,
        "goldstein": record.goldstein,
        "intensity": record.intensity,
        "status": record.status,
        "claim": record.claim,
        "source": [_party(party) for party in record.source],
        "target": [_party(party) for party in record.target],
        "content": [_content(one) for one in record.contents],
        "date": _when(record.date),
        "place": _where(record.place),
        "sizes": [_size(size) for size in record.sizes],
        "trigger": {"text": record.trigger_text, "start": record.trigger.start, "end": record.trigger.end},
        "sentence": {"text": record.sentence_text, "start": record.sentence.start, "end": record.sentence.end},
        "speakers": [
            {
                "name": voice.name,
                "code": voice.code,
                "cue": voice.cue,
                "stance": voice.stance,
                "kind": voice.kind,
                "hedged": voice.hedged,
            }
            for voice in record.speakers
        ],
        "confidence": record.confidence,
        "because": [say(because) for because in flatten(record.because)],
        "report": {
            "id": report.id,
            "url": report.url,
            "headline": report.headline,
            "outlet": report.outlet,
            "agency": report.agency,
            "published": _iso(report.published),
        },
        "incident": None,
        "knowledge": knowledge,
        "weights": weights,
    }


def flatten(because: tuple[Because, ...]) -> tuple[Because, ...]:
    """The reasons of a record and, one step down, those that each stood on, each once."""
    out: dict[Because, None] = {}
    for one in because:
        out[one] = None
        out.update(dict.fromkeys(one.parents))
    return tuple(out)


def _iso(moment: date | None) -> str | None:
    return moment.isoformat() if moment else None


def _party(party: Party) -> dict[str, Value]:
    return {
        "text": party.text,
        "start": party.span.start,
        "end": party.span.end,
        "name": party.name,
        "country": party.country,
        "sector": party.sector,
        "sectors": list(party.sectors),
        "code": party.code,
        "title": party.title,
        "tags": list(party.tags),
    }


def _content(content: ContentRecord) -> dict[str, Value]:
    return {
        "text": content.text,
        "start": content.span.start,
        "end": content.span.end,
        "type": content.type,
        "mode": content.mode,
        "negated": content.negated,
        "source": [_party(party) for party in content.source],
        "target": [_party(party) for party in content.target],
        "object": content.object_text,
        "content": [_content(one) for one in content.contents],
    }


def say_content(content: ContentRecord) -> str:
    """The content in one line: "AID(KEN GOV>PER): send food"; what it speaks of in its turn stands behind an arrow.

    Of somebody without a code the name stands; an act of no known type is "-".
    """
    sides = [", ".join(party.code or party.name for party in side) for side in (content.source, content.target)]
    both = sides[0] if content.source == content.target or not sides[1] else f"{sides[0]}>{sides[1]}"
    said = ("not " if content.negated else "") + (content.type or "-") + (f"({both})" if both else "")
    inner = " + ".join(say_content(one) for one in content.contents)
    return f"{said}: {content.text}" + (f" → {inner}" if inner else "")


def _when(when: When | None) -> dict[str, Value] | None:
    if when is None:
        return None
    return {
        "start": _iso(when.start),
        "end": _iso(when.end),
        "granularity": when.granularity,
        "basis": when.basis,
        "historical": when.historical,
        "timex": when.timex,
        "text": when.text,
    }


def _where(where: Where | None) -> dict[str, Value] | None:
    if where is None:
        return None
    return {
        "text": where.text,
        "name": where.name,
        "kind": where.kind,
        "country": where.country,
        "admin1": where.admin1,
        "latitude": where.latitude,
        "longitude": where.longitude,
        "geonames_id": where.geonames_id,
        "basis": where.basis,
    }


def _size(size: Size) -> dict[str, Value]:
    return {
        "kind": size.kind,
        "low": size.low,
        "high": size.high,
        "exact": size.exact,
        "unit": size.unit,
        "text": size.text,
        "start": size.span.start,
        "end": size.span.end,
    }


def write_size(size: Size) -> str:
    """The amount in short: `19`, `~19` for about, `19-` for at least, `-50` for at most, `20-30`."""
    return write_amount(size.low, size.high, exact=size.exact)


COUNTED = ("dead", "injured", "arrested", "participants", "troops", "money")
"""Kinds of size with columns of their own; of troops people alone."""

SIZED = (*(f"{kind}_{end}" for kind in COUNTED for end in ("low", "high")), "currency")
"""The columns of sizes in numbers."""

FLAT = (
    "id", "type", "mode", "contexts", "classes", "quad", "cameo", "goldstein", "intensity", "status", "claim",
    "source_code", "source_name", "source_text", "target_code", "target_name", "target_text", "content_type", "content",
    "date_start", "date_end",
    "date_granularity", "date_basis", "date_text", "place_name", "place_kind", "place_country", "place_admin1",
    "latitude", "longitude", "geonames_id", "place_basis", *SIZED, "sizes", "trigger", "trigger_start", "trigger_end",
    "sentence", "sentence_start", "sentence_end", "speakers", "confidence", "because", "report_id", "report_name",
    "url", "headline", "outlet", "agency", "published", "knowledge", "weights",
)  # fmt: skip
"""The columns of csv, tsv and parquet; lists are joined by "; "."""


def write_sizes(sizes: Sequence[Size]) -> str:
    """All sizes in short: `dead 19-; injured 24-99; money 3000000 USD`; what is told twice once."""
    return "; ".join(
        dict.fromkeys(f"{one.kind} {write_size(one)}" + (f" {one.unit}" if one.unit else "") for one in sizes)
    )


def _sized(sizes: Sequence[Size]) -> dict[str, int | str | None]:
    """The lowest and the highest that is told of each kind; of money in the currency that comes first."""
    out: dict[str, int | str | None] = dict.fromkeys(SIZED)
    money = [one for one in sizes if one.kind == "money"]
    out["currency"] = money[0].unit if money else None
    for kind in COUNTED:
        unit = out["currency"] if kind == "money" else None
        told = [(one.low, one.high) for one in sizes if one.kind == kind and one.unit == unit]
        if told:
            out[f"{kind}_low"], out[f"{kind}_high"] = span_of(told)
    return out


def to_row(record: EventRecord, report: Report, *, knowledge: str, weights: str) -> dict[str, str | int | float | None]:
    """One event as one flat row with the columns of `FLAT`."""
    when, where = record.date, record.place

    def joined(parties: tuple[Party, ...], field: str) -> str:
        return "; ".join(str(getattr(party, field)) for party in parties)

    cells: Mapping[str, str | int | float | None] = {
        "id": record.id, "type": record.type, "mode": record.mode, "contexts": "; ".join(record.contexts),
        "classes": "; ".join(record.classes),
        "quad": record.quad, "cameo": record.cameo, "goldstein": record.goldstein, "intensity": record.intensity,
        "status": record.status, "claim": record.claim,
        "source_code": joined(record.source, "code"), "source_name": joined(record.source, "name"),
        "source_text": joined(record.source, "text"), "target_code": joined(record.target, "code"),
        "target_name": joined(record.target, "name"), "target_text": joined(record.target, "text"),
        "content_type": "; ".join(one.type or "-" for one in record.contents),
        "content": "; ".join(say_content(one) for one in record.contents),
        "date_start": _iso(when.start) if when else None, "date_end": _iso(when.end) if when else None,
        "date_granularity": when.granularity if when else None, "date_basis": when.basis if when else None,
        "date_text": when.text if when else None,
        "place_name": where.name if where else None, "place_kind": where.kind if where else None,
        "place_country": where.country if where else None,
        "place_admin1": where.admin1 if where else None, "latitude": where.latitude if where else None,
        "longitude": where.longitude if where else None, "geonames_id": where.geonames_id if where else None,
        "place_basis": where.basis if where else None,
        **_sized(record.sizes), "sizes": write_sizes(record.sizes),
        "trigger": record.trigger_text, "trigger_start": record.trigger.start, "trigger_end": record.trigger.end,
        "sentence": record.sentence_text, "sentence_start": record.sentence.start, "sentence_end": record.sentence.end,
        "speakers": "; ".join(f"{voice.name} ({voice.cue})" if voice.cue else voice.name for voice in record.speakers),
        "confidence": record.confidence, "because": "; ".join(say(one) for one in flatten(record.because)),
        "report_id": report.id, "report_name": report.name, "url": report.url, "headline": report.headline,
        "outlet": report.outlet, "agency": report.agency, "published": _iso(report.published),
        "knowledge": knowledge, "weights": weights,
    }  # fmt: skip
    return {column: cells[column] for column in FLAT}
