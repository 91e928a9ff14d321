"""The reader: one shared parse of each source, and from it the items of all five kinds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

from peyvand.model import Item, Quoted, Source

if TYPE_CHECKING:
    from peyvand.reading.grounds import Explained, Grounds
    from peyvand.reading.lexicon.tables import Value
    from peyvand.reading.text.document import Analysis

VERSION = "3"  # raised with every change that makes the reader read otherwise; sources read by an older one can be read again
Opinion: TypeAlias = Literal["best", "linear", "none"]
_LANGUAGES = frozenset({"en"})


def can_read(source: Source) -> bool:
    """Whether the source is in a language that can be read; one whose language isn't known is tried."""
    language = source.metadata.language
    return language is None or language in _LANGUAGES


class Reader:
    """Reads sources. `extra_lexicon` adds an analyst's words, a table a lexicon file (see `lexicon`).

    `classifier` says who gives a second opinion on acts: "best" (what can run here), "linear" (which needs no further
    package) or "none".
    """

    def __init__(self, extra_lexicon: Mapping[str, Mapping[str, Value]] | None = None, classifier: Opinion = "best") -> None:
        from peyvand.reading.about.tagging import Tagging
        from peyvand.reading.done.acts import Acts
        from peyvand.reading.done.classifier import Classifier
        from peyvand.reading.lexicon import Lexicon, standard
        from peyvand.reading.promised.promising import promising
        from peyvand.reading.said.saying import saying
        from peyvand.reading.who.gazetteer import Gazetteer

        extra = extra_lexicon or {}
        lexicon = Lexicon(extra) if extra else standard()
        self._gazetteer = Gazetteer(lexicon)
        self._acts = Acts(lexicon)
        self._saying = saying(extra.get("saying"))
        self._promising = promising(extra.get("commitments"))
        self._tagging = Tagging(extra)
        self._classifier = None if classifier == "none" else Classifier.load(plain=classifier == "linear")

    def read(self, source: Source) -> list[Item]:
        """The items of one source, by kind and in the order of the text."""
        for _, items in self.read_all([source]):
            return items
        return []

    def read_all(self, sources: Iterable[Source]) -> Iterator[tuple[Source, list[Item]]]:
        """The items of many sources, parsed in one stream of batches; each source is given as soon as it is read."""
        from peyvand.reading.grounds import Grounds
        from peyvand.reading.text.document import analyse

        grounds = Grounds(classifier=self._opinion)
        for analysis in analyse(sources):
            yield analysis.source, self._items(analysis, grounds)

    def explain(self, source: Source) -> list[Explained]:
        """The items of one source, each with how it was read and what its confidence is made of."""
        from peyvand.reading.grounds import Grounds
        from peyvand.reading.text.document import analyse

        grounds = Grounds(kept=[], classifier=self._opinion)
        for analysis in analyse([source]):
            self._items(analysis, grounds)
        return grounds.explained()

    @property
    def _opinion(self) -> str:
        return "none" if self._classifier is None else self._classifier.kind

    def _items(self, analysis: Analysis, grounds: Grounds) -> list[Item]:
        from peyvand.reading.about.citing import cite
        from peyvand.reading.counted.figures import read_figures
        from peyvand.reading.done.events import read_events
        from peyvand.reading.promised.commitments import read_commitments
        from peyvand.reading.said.statements import read_statements
        from peyvand.reading.when.dates import Dates
        from peyvand.reading.who.actors import Cast
        from peyvand.reading.who.tenure import tenures

        cast = Cast(analysis, self._gazetteer)
        dates = Dates(analysis)
        items: list[Quoted] = [
            *read_events(analysis, cast, dates, self._acts, grounds, self._classifier),
            *read_statements(analysis, cast, dates, self._saying, grounds),
            *read_commitments(analysis, cast, dates, self._promising, grounds),
            *read_figures(analysis, cast, dates, grounds),
        ]
        actors = list(cast.actors(grounds, tenures(analysis, cast, dates)))
        cited = self._tagging.tagged(cite(items, actors, analysis, dates), analysis)
        grounds.changed(zip(items, cited, strict=True))
        return [*cited, *actors]
