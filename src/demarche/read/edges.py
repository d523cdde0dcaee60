"""What is mended at the edges of a page once it is read: a name taken for the headline, notes and signs at the end."""

import re
from dataclasses import replace

from demarche.base import ByRule, Span
from demarche.read.reading import FULL, Reading, agency_of, find_furniture


def unmask(reading: Reading) -> None:
    """Where what was taken for the headline is a name at the head of the page, and one stands below a line of dates:
    change them."""
    told = next((at for at, part in enumerate(reading.parts) if part.kind == "paragraph"), 0)
    head = reading.parts[:told]
    if not head or head[0].kind != "headline" or not _is_masthead(head[0].words):
        return
    at = next((at for at, part in enumerate(head) if part.kind == "heading" and len(part.words.split()) > 4), None)
    if at is None or reading.dated is None or not 0 < reading.dated <= at:
        return  # a deck below a headline has its dates after it
    name, title = head[0].words, replace(head[at], kind="headline")
    reading.parts[: at + 1] = [title]
    reading.dropped += at
    reading.facts = [found for found in reading.facts if found[1].name != "headline"]
    reading.say("headline", title.words, ByRule("furniture.headline", "the line below the name of the page"), 1)
    reading.say("outlet", name, ByRule("furniture.headline", name), 3)


def _is_masthead(words: str) -> bool:
    """Whether the line may be a paper's name: two to four words, all with capitals."""
    parts = words.split()
    return 2 <= len(parts) <= 4 and all(part[:1].isupper() or part.lower() in {"of", "the", "and"} for part in parts)


def trim_tail(reading: Reading) -> None:
    """Drop what stands at the end and tells nothing: headings with no text, notes on the author."""
    told = sum(part.kind == "paragraph" for part in reading.parts)
    while told and reading.parts:
        last = reading.parts[-1]
        note = last.kind == "paragraph" and told > 1 and find_furniture(last.words, reading.lexicon, "tail")
        if last.kind != "heading" and not note:
            break
        reading.parts.pop()
        told -= last.kind == "paragraph"
        reading.dropped += 1


def read_endings(reading: Reading) -> None:
    """Cut what signs the end of paragraphs: `(Yonhap)`, `(END)`, `— AFP`; an agency there is the report's."""
    for at, part in enumerate(reading.parts):
        if part.kind != "paragraph":
            continue
        words = part.words
        for id_, ending in (*reading.lexicon.endings, *reading.lexicon.endings):
            found = ending.search(words)
            if not found or not FULL.search(words[: found.start()]):
                continue
            if id_ == "ending.agency" and (agency := re.search(reading.lexicon.agency, found["end"])):
                reading.say("agency", agency_of(agency[0], reading.lexicon), ByRule(id_, found["end"]), 2)
            words = words[: found.start()]
        if words != part.words:
            origin = part.origin and Span(part.origin.start, part.origin.start + len(words))
            reading.parts[at] = replace(part, words=words, origin=origin)
