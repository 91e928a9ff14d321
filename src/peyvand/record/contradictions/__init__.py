"""What the record says in two ways that can't both be, each with both sides' words; and plans that nothing came of."""

from __future__ import annotations

from peyvand.record.contradictions.dismissing import dismiss
from peyvand.record.contradictions.kinds import Contradiction, Difference, Side
from peyvand.record.contradictions.listing import contradictions

__all__ = ["Contradiction", "Difference", "Side", "contradictions", "dismiss"]
