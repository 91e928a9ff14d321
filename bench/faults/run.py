"""Stops a desk's programs at random moments, fills its disk and cuts its power, and counts what is lost: it must be nothing.

    python bench/faults/run.py [--rounds 200] [--seed 1] [--seconds 20] [KIND…]

Each round has a small desk of its own (sources made up at random, without the reader, so that a round takes a second or two).
After each stop the desk is opened and checked as `peyvand check` does; all that its caller was told is in it, nothing is half
done, and the same command goes on to a desk that exports the same, byte for byte, as one that was never disturbed. At the end
an add and a review work on one desk for some seconds. The exit status is 1 where anything was lost.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from faults import together
from faults.judging import Score
from faults.rounds import ROUNDS, Ground


def main() -> int:
    """The exit status."""
    options = argparse.ArgumentParser(description="Stop, fill and cut a desk at random moments.")
    options.add_argument("kinds", nargs="*", metavar="KIND", help="; ".join(ROUNDS))
    options.add_argument("--rounds", type=int, default=200, help="of all kinds together (200)")
    options.add_argument("--seed", type=int, default=1, help="what the moments hang on (1)")
    options.add_argument("--seconds", type=float, default=20.0, help="of an add and a review on one desk (20)")
    given = options.parse_args()
    if unknown := [kind for kind in given.kinds if kind not in ROUNDS]:
        print(f"{unknown[0]}: there is no such kind; known are {'; '.join(ROUNDS)}.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="peyvand-faults-") as folder:
        losses = sum(rounds_of(kind, given.rounds, given.seed, Ground(Path(folder))) for kind in given.kinds or ROUNDS)
        if given.seconds > 0:
            losses += together.report(Ground(Path(folder)), given.seconds)
    print(f"losses: {losses}")
    return 1 if losses else 0


def rounds_of(kind: str, rounds: int, seed: int, ground: Ground) -> int:
    """Some rounds of a kind, printed; what was lost."""
    one, share = ROUNDS[kind]
    score = Score()
    begun = time.monotonic()
    for number in range(max(1, round(rounds * share / 200))):
        one(ground, random.Random(f"{seed} {kind} {number}"), score)
        if score.skipped:
            print(f"{kind:20} skipped: {score.skipped}", flush=True)
            return 0
        score.rounds += 1
    figures = f"{score.rounds:4} rounds {score.stops:4} desks looked at {score.told:5} told"
    lost = f"{score.lost} lost, {score.half} half done, {score.other} other than undisturbed"
    print(f"{kind:20} {figures}: {lost} ({time.monotonic() - begun:.0f} s)", flush=True)
    for remark in score.remarks[:10]:
        print(f"    {remark}")
    return score.losses


if __name__ == "__main__":
    sys.exit(main())
