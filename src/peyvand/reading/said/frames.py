"""A frame of saying: one place where a sentence attributes a position to a speaker. Offsets are half-open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.model import Stance
    from peyvand.reading.text.document import Sentence
    from peyvand.reading.text.quotation import Quotation
    from peyvand.reading.who.naming import Entity


@dataclass(slots=True)
class Frame:
    """One attribution: who, how, and which words."""

    sentence: Sentence
    verb: Token
    speakers: tuple[Entity, ...]
    start: int
    end: int
    topic: Token | None
    content: Token | None = None  # the head of what is said, where it is a clause
    stance: Stance | None = None
    quotation: Quotation | None = None  # the direct speech, where there is any
    credited: bool = False  # by "according to" and the like, not by a verb
    yields: bool = False  # whether what is said overrules the stance
    subject: Token | None = None  # the head of the phrase that names the speaker
    own_subject: bool = True  # whether the verb has its subject beside it
    via: tuple[Entity, ...] = ()  # who reports it, the outermost first
    addressees: tuple[Entity, ...] = ()  # to whom it is said
    behalf: tuple[Entity, ...] = ()  # the body whose position it is, where the speaker may be but a spokesman
