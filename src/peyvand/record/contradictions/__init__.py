"""What the record says in two ways that can't both be, each with both sides' words; and plans that nothing came of."""

from __future__ import annotations

from peyvand.record.contradictions.kinds import Contradiction, Difference, Side

__all__ = ["Contradiction", "Difference", "Side"]
