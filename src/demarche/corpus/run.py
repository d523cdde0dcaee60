"""Codes many inputs into a record: in batches, resuming where a run was stopped, one input's fault costing no other."""

import atexit
import gc
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from demarche.base import ReadError
from demarche.classes import open_classes
from demarche.pipeline import Analysis, Coder, Failure, Knowledge
from demarche.read import Report, read_all
from demarche.store import Entry, Record

BATCH = 64
"""Reports in a part: a run that is stopped loses no more than these."""

Source = Path | str


@dataclass(frozen=True, slots=True)
class Tally:
    """What a run did: reports kept, passed over because they were kept before, failed; events found."""

    kept: int = 0
    known: int = 0
    failed: int = 0
    events: int = 0


def read_inputs(inputs: Iterable[Source]) -> Iterator[Report | ReadError]:
    """The reports of all inputs in order; an input that cannot be read gives its error."""
    for one in inputs:
        try:
            yield from read_all(one)
        except ReadError as error:
            yield error


def code_into(
    record: Record, inputs: Iterable[Source], coder: Coder, *, tell: Callable[[Tally], None] | None = None
) -> Tally:
    """Code the inputs and keep them, a part at a time; `tell` hears of the progress after each part."""
    tally = Tally()
    reports = read_inputs(inputs)
    while batch := list(islice(reports, BATCH)):
        known = {one.id for one in batch if isinstance(one, Report) and _is_known(record, one, coder)}
        fresh = [one for one in batch if not (isinstance(one, Report) and one.id in known)]
        done = list(coder.code_many(fresh))
        analyses = [one for one in done if isinstance(one, Analysis)]
        failures = [(one.report, one.room, one.error) for one in done if isinstance(one, Failure)]
        kept = record.keep([entry_of(one) for one in analyses], failures)
        tally = Tally(
            tally.kept + kept, tally.known + len(batch) - len(failures) - kept, tally.failed + len(failures),
            tally.events + sum(len(one.events) for one in analyses),
        )  # fmt: skip
        if tell is not None:
            tell(tally)
    return tally


def _is_known(record: Record, report: Report, coder: Coder) -> bool:
    return record.has(report.id, knowledge=coder.knowledge.version, weights=coder.weights)


def entry_of(analysis: Analysis) -> Entry:
    """What a record keeps of an analysis."""
    return Entry(analysis.report, analysis.statements, analysis.events, analysis.knowledge, analysis.weights)


@dataclass(frozen=True, slots=True)
class Setup:
    """How a coder is set up, so that each process can open its own: folders of knowledge and of event classes, and the
    options of `Coder`."""

    folders: tuple[Path, ...] = ()
    classes: tuple[Path, ...] = ()
    rules_only: bool = False
    min_confidence: float = 0.0

    def open(self) -> Coder:
        """The coder of a process that codes and ends: what has been loaded is never again looked at for garbage.

        Raises:
            DemarcheError: a file in the folders is faulty, or a class was trained with other weights.
        """
        coder = Coder(
            knowledge=Knowledge.load(*self.folders), classes=open_classes(*self.classes), rules_only=self.rules_only,
            min_confidence=self.min_confidence,
        )  # fmt: skip
        gc.collect()
        gc.freeze()
        atexit.register(gc.unfreeze)  # libraries count at the end what they still hold
        return coder


def code_parallel(
    record: Record, inputs: Iterable[Source], *, setup: Setup | None = None, jobs: int = 2,
    tell: Callable[[Tally], None] | None = None,
) -> Tally:  # fmt: skip
    """The same over several processes, each with its own coder; the parent alone writes, in the order of the inputs."""
    setup = setup or Setup()
    tally = Tally()
    version = setup.open().knowledge.version
    reports = read_inputs(inputs)
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(setup,)) as pool:
        while batch := list(islice(reports, BATCH * jobs)):
            errors = [(one.what, "read", str(one)) for one in batch if isinstance(one, ReadError)]
            good = [one for one in batch if isinstance(one, Report)]
            coded = list(pool.map(_code, good, chunksize=8))
            entries = [one for one in coded if isinstance(one, Entry)]
            failures = errors + [(one.report, one.room, one.error) for one in coded if isinstance(one, Failure)]
            kept = record.keep(entries, failures)
            tally = Tally(
                tally.kept + kept, tally.known + len(entries) - kept, tally.failed + len(failures),
                tally.events + sum(len(one.events) for one in entries),
            )  # fmt: skip
            assert all(one.knowledge == version for one in entries)
            if tell is not None:
                tell(tally)
    return tally


_coder: Coder | None = None


def _start(setup: Setup) -> None:
    """Load the coder of a worker process, once: a process has no other way to keep what it loaded."""
    global _coder
    _coder = setup.open()


def _code(report: Report) -> Entry | Failure:
    assert _coder is not None
    found = next(iter(_coder.code_many([report])))
    return entry_of(found) if isinstance(found, Analysis) else found
