"""Measures how well the record knows what is one and what is two: names of actors, and events told by several sources.

    python bench/resolve.py [names] [events] [--show]

Each part has a table of pairs in data/resolution, and is measured on all of it and on the third that is set aside (the
CRC-32 of the pair's id leaves 0 when divided by 3). Precision: of the pairs taken for one, how many are; recall: of those
that are one, how many are taken for it. `--show` prints the pairs that were told wrongly, but for those set aside, with
what spoke for and against. The exit status is 1 where a part is below its floor.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from types import ModuleType

import resolve_events
import resolve_names

PARTS: Mapping[str, ModuleType] = {"names": resolve_names, "events": resolve_events}


def main() -> int:
    """The exit status."""
    options = argparse.ArgumentParser(description="Measure what is told to be one and what two.")
    options.add_argument("parts", nargs="*", metavar="PART", help=" or ".join(PARTS))
    options.add_argument("--show", action="store_true", help="print the pairs told wrongly, but those set aside")
    given = options.parse_args()
    unknown = [part for part in given.parts if part not in PARTS]
    if unknown:
        print(f"{unknown[0]}: there is no such part; known are {' and '.join(PARTS)}.", file=sys.stderr)
        return 2
    return max(report(name, PARTS[name], show=given.show) for name in given.parts or PARTS)


def report(name: str, part: ModuleType, *, show: bool) -> int:
    """Print the figures of one part; 1 where it falls short."""
    judged = list(part.pairs(part.TABLE))
    if show:
        print("\n".join(part._miss(one) for one in judged if one.merged is not one.same and not one.aside))  # noqa: SLF001
    aside = [one for one in judged if one.aside]
    print(f"{name}: all pairs\n{part.figures(judged)}\nthe third set aside\n{part.figures(aside)}")
    if hasattr(part, "selectivity"):
        print(part.selectivity())
    reached = all(part.precision(some) >= part.PRECISION and part.recall(some) >= part.RECALL for some in (judged, aside))
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
