"""
How fast articles are read, beside what people use today, each pair in the same run.

(a) Documents per second over a corpus in which one sentence in fifty concerns the case, beside
the whole pipeline of the spaCy model over the same texts, one process each.  (b) The scan for
every name of the world, from the text as it stands to offsets in it, beside flashgeotext.
The texts are made of the word lists in ``sentences.toml``.  Seconds are the processor's, in pairs
that take turns: what else the machine does then counts for neither.
"""

from __future__ import annotations

import gc
import random
import statistics
import sys
import time
import tomllib
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path

from flashgeotext.geotext import GeoText
from table import Row, finish

from geo.articles import article_of
from geo.case import read_case
from geo.claims.parser import DEFAULT_MODEL
from geo.extraction import Extractor
from geo.toponyms.folding import flat
from geo.toponyms.lexicon import world_lexicon
from geo.toponyms.scan import named

HERE = Path(__file__).parent
DOCUMENTS = 24
SENTENCES = 50  # a document; one in fifty concerns the case
ROUNDS = 5
COPIES = 2  # of all documents, for the scan
DOCUMENTS_BOUND = 8.0
SCAN_BOUND = 2.0
PUBLISHED = date(2020, 11, 25)


def corpus() -> list[str]:
    """Make the documents; the same ones each time."""
    words = tomllib.loads((HERE / "sentences.toml").read_text("utf-8"))
    chance = random.Random(2020)  # noqa: S311 - texts, not secrets
    keys = ("openings", "subjects", "verbs", "endings")
    documents = []
    for number in range(DOCUMENTS):
        sentences = []
        for _ in range(SENTENCES - 1):
            opening, subject, verb, ending = (chance.choice(words[key]) for key in keys)
            subject = subject[0].lower() + subject[1:] if opening else subject
            sentences.append(f"{opening}{subject} {verb} {ending}".strip() + ".")
        told = words["relevant"][number % len(words["relevant"])]
        sentences.insert(chance.randrange(SENTENCES), told)
        paragraphs = [" ".join(sentences[at : at + 5]) for at in range(0, SENTENCES, 5)]
        documents.append("\n\n".join(paragraphs))
    return documents


def seconds(work: Callable[[], object]) -> float:
    """Give how many seconds of the processor a piece of work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def pairs(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float, float]:
    """Give our seconds, theirs, and the ratio theirs to ours, each in the middle of the rounds."""
    gc.freeze()  # what is loaded by now is searched through for neither
    both = [(seconds(ours), seconds(theirs)) for _ in range(ROUNDS)]
    ratio = statistics.median(other / own for own, other in both)
    own, other = (statistics.median(column) for column in zip(*both, strict=True))
    return own, other, ratio


def reading(documents: list[str]) -> Row:
    """Measure documents a second of both."""
    case = read_case(HERE.parent)
    extractor = Extractor(case.file, case.places)
    pipeline = import_module(DEFAULT_MODEL).load()

    def ours() -> int:
        articles = (article_of(text, published=PUBLISHED) for text in documents)
        return sum(len(found.claims) for found in extractor.extract_each(articles))

    def theirs() -> int:
        return sum(len(document) for document in pipeline.pipe(documents))

    claims = ours()  # and everything is loaded
    own, other, ratio = pairs(ours, theirs)
    what = f"extract, {DOCUMENTS} documents of {SENTENCES} sentences, {claims} claims"
    rates, beside = (DOCUMENTS / own, DOCUMENTS / other), "spaCy's pipeline"
    return Row(what, rates[0], "documents/s", beside, rates[1], ratio, "at least", DOCUMENTS_BOUND)


def scanning(documents: list[str]) -> Row:
    """Measure MB a second of both."""
    text = "\n\n".join(documents * COPIES)
    megabytes = len(text.encode()) / 1_000_000
    world = world_lexicon()
    other_tool = GeoText()

    def ours() -> int:
        return len(named(flat(text), world))

    def theirs() -> int:
        found = other_tool.extract(input_text=text, span_info=True)
        return sum(place["count"] for kind in found.values() for place in kind.values())

    names, others = ours(), theirs()  # and everything is loaded
    own, other, ratio = pairs(ours, theirs)
    what = f"scan for {len(world):,} names of the world, {names:,} found"
    rates, beside = (megabytes / own, megabytes / other), f"flashgeotext, {others:,} found"
    return Row(what, rates[0], "MB/s", beside, rates[1], ratio, "at least", SCAN_BOUND)


def main() -> int:
    """Print both comparisons; 1 when a ratio is under its bound."""
    documents = corpus()
    return finish([reading(documents), scanning(documents)])


if __name__ == "__main__":
    sys.exit(main())
