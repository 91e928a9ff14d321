"""An add and a review on one desk at one time: nothing is lost, nobody is turned away, and how long each waits."""

from __future__ import annotations

import time
from collections.abc import Sequence
from statistics import median

from faults.judging import Score, judge
from faults.rounds import Ground
from faults.work import Running, adding, reviewing, world

_MANY = 100_000


def report(ground: Ground, seconds: float) -> int:
    """Let both work for a while, and print what came of it; what was lost."""
    alone = _reviews_alone(ground, seconds / 4)
    desk = ground.fresh(ground.added(0))
    add = Running(adding(world(7, int(seconds * 12))), desk)
    review = Running(reviewing(9, _MANY, pause=0.05), desk)
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        add.hear()
        review.hear()
        time.sleep(0.01)
    said = [*add.kill(), *review.kill()]
    score = Score()
    judge(desk, said, score)
    sources, waits = sum(line.startswith("source ") for line in said), _seconds(said)
    refused = [line for line in said if line.startswith("refused")]
    figures = f"{sources} sources and {len(waits)} decisions in {seconds:.0f} s"
    print(f"{'add and review':20} {figures}: {score.lost} lost, {score.half} half done, {len(refused)} turned away")
    print(f"    who decides waits {_told(waits)} for the add; without one {_told(alone)}")
    print(f"    a decision then takes {_told(_seconds(said, 4))}")
    for remark in (*score.remarks[:10], *refused[:3]):
        print(f"    {remark}")
    return score.losses + len(refused)


def _reviews_alone(ground: Ground, seconds: float) -> Sequence[float]:
    """How long decisions take that nobody hinders."""
    review = Running(reviewing(9, _MANY, pause=0.05), ground.fresh(ground.added(0)))
    time.sleep(seconds)
    return _seconds(review.kill())


def _seconds(said: Sequence[str], which: int = 3) -> list[float]:
    """How long each waited to be let in; or took, with that wait."""
    return sorted(float(line.split()[which]) for line in said if line.startswith("decision "))


def _told(waits: Sequence[float]) -> str:
    """The middle, the slowest of a hundred, and the slowest."""
    if not waits:
        return "(none)"
    slow = waits[min(len(waits) - 1, int(len(waits) * 0.99))]
    return f"{median(waits) * 1000:.0f} ms (99 of 100 within {slow * 1000:.0f} ms, the longest {waits[-1] * 1000:.0f} ms)"
