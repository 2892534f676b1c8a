"""Measures a search in 500 generated lessons with 20,000 items."""

from collections.abc import Callable, Iterator
from functools import partial
from statistics import median
from time import process_time

from tests.benchmarks.generated_home import ITEMS, MANY, home_with
from tests.benchmarks.measurement import Measurement, show
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.study.catalogue import Catalogue

TITLE = f"a search in {MANY} lessons with {MANY * ITEMS:,} items"
ROUNDS = 9
WORDS = ("kernel", "kernel padding", "lesson 123", "sofmax pading")


def figures() -> Iterator[Measurement]:
    """Measure the processor time of a search; listing the lessons is the baseline."""
    home = home_with(MANY)
    proofs = Proofs(home / "proofs.db")
    catalogue = Catalogue([home / "bank"], proofs)
    entries = catalogue.entries()
    listing_ms = _median_ms(catalogue.entries)
    yield Measurement("list the lessons", listing_ms, "ms")
    for words in WORDS:
        search_ms = _median_ms(partial(catalogue.search, words, entries))
        yield Measurement(f"search “{words}”", search_ms, "ms", search_ms / listing_ms, "listing")
    proofs.close()


def _median_ms(run: Callable[[], object]) -> float:
    times_ms = []
    for _ in range(ROUNDS):
        started = process_time()
        run()
        times_ms.append((process_time() - started) * 1000)
    return median(times_ms)


if __name__ == "__main__":
    show(TITLE, figures())
