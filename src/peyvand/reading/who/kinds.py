"""Whether an unlisted name is a person's, a body's or a place's: the model's guesses, set right by what stands around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from itertools import pairwise
from typing import TYPE_CHECKING

from peyvand.model import BlockKind
from peyvand.reading.lexicon.words import is_female, word_list
from peyvand.reading.who.gazetteer import Gazetteer, Named
from peyvand.reading.who.mentions import Mention
from peyvand.reading.who.naming import Names, folded, lay, person_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_FIRMS = word_list("economy") | {"group", "lender", "maker", "shipper", "producer"}
_SHORTEST_SURNAME = 2
_LONGEST_NAME = 4  # words of a person's name that begins with a given name


def settle_kinds(everywhere: Collection[Names], gazetteer: Gazetteer) -> None:
    """Set right what the model took a name for: by its words, its neighbours, and the document's other mentions of it."""
    for names in everywhere:
        for mention in names.mentions:
            if _is_unlisted(mention):
                mention.named = _by_itself(names, mention)
        if names.part.block.kind is not BlockKind.HEADING:  # capitals mean nothing there
            _find_full_names(names)
    _outvote(everywhere, gazetteer)
    _find_surnames(everywhere, gazetteer)
    _find_acronyms(everywhere)


def _is_unlisted(mention: Mention) -> bool:
    return mention.key is None and mention.country is None and mention.named is not Named.REGION


def _by_itself(names: Names, mention: Mention) -> Named:
    """What the words of a name and those beside it say that it is."""
    words, root = mention.text.split(), names.part.doc[mention.root]
    if words[-1].lower() in word_list("firm_words") or any(_is_firm(child) for child in root.children) or _is_firm_named(root):
        return Named.ORGANIZATION
    if root.dep_ == "pobj" and root.head.lower_ == "of" and root.head.head.lower_ in word_list("localities"):
        mention.polity = True
        return Named.PLACE
    if words[0].lower() in word_list("storms"):
        return Named.PLACE
    if words[-1].lower() in word_list("place_words") and len(words) > 1:
        return Named.PLACE
    if mention.named is not Named.ORGANIZATION and mention.first and names.words[mention.first - 1].lower() in word_list("craft"):
        return Named.ORGANIZATION  # "the freighter X"
    named_so = 1 < len(words) <= _LONGEST_NAME and is_female(folded(words[0])) is not None
    if named_so and word_list("body_heads").isdisjoint(one.lower() for one in words) and words[-1][0].isupper():
        return Named.PERSON
    return mention.named


def _is_firm(child: Token) -> bool:
    """Whether an apposition says that something is a company: "X, a Danish shipping company"."""
    return child.dep_ == "appos" and child.lower_ in _FIRMS


def _is_firm_named(root: Token) -> bool:
    """Whether a name stands right behind a word for a company: "the feed producer X Y"."""
    return root.dep_ == "appos" and root.head.tag_ == "NN" and _FIRMS.issuperset({root.head.lower_})


def _outvote(everywhere: Collection[Names], gazetteer: Gazetteer) -> None:
    """Let a document's many mentions of one word outvote a single slip of the model."""
    votes: dict[str, Counter[Named]] = {}
    surnames: set[str] = set()
    for names in everywhere:
        for mention in names.mentions:
            if mention.key is None and mention.country is None:
                votes.setdefault(folded(mention.text), Counter())[mention.named] += 1
                if mention.named is Named.PERSON and mention.last > mention.first:
                    surnames.update(person_words(mention.text, gazetteer))
    singles = {text for text, kinds in votes.items() if " " not in text and kinds.most_common(1)[0][0] is Named.PERSON}
    for names in everywhere:
        for mention in names.mentions:
            if mention.key is None and _holds_surname(names, mention, singles):
                mention.named = Named.PERSON
            if not _is_unlisted(mention):
                continue
            words = person_words(mention.text, gazetteer)
            if words and surnames.issuperset(words):
                mention.named = Named.PERSON
            elif mention.first == mention.last:
                mention.named = votes[folded(mention.text)].most_common(1)[0][0]
                if mention.named is Named.PERSON and _stands_as_place(names, mention):
                    mention.named = Named.PLACE


def _holds_surname(names: Names, mention: Mention, singles: Collection[str]) -> bool:
    """Whether a name that the model didn't know has for its first or last word one that names a person by itself."""
    words = folded(mention.text).split()
    if mention.named is not Named.ORGANIZATION or len(words) == 1:
        return False
    if not (word_list("body_heads") | word_list("firm_words")).isdisjoint(words):
        return False
    unknown = names.part.doc[mention.first].ent_type_ in {"", "PERSON"}
    return words[-1] in singles or (unknown and words[0] in singles)


def _find_surnames(everywhere: Collection[Names], gazetteer: Gazetteer) -> None:
    """Find the words by which persons named in full are called later, where the model passed them over."""
    surnames = {
        word
        for names in everywhere
        for mention in names.mentions
        if mention.named is Named.PERSON and mention.last > mention.first and "-" not in mention.text
        for word in mention.text.split()
        if word[0].isupper() and len(word) >= _SHORTEST_SURNAME and word[1].islower() and person_words(word, gazetteer)
    }
    for names in everywhere:
        for at, word in enumerate(names.words):
            if word in surnames and names.at_token[at] is None:
                mention = Mention(Named.PERSON, at, at, word)
                mention.settle(names.part)
                lay(names.mentions, names.at_token, mention)
                names.mentions.sort(key=lambda one: one.first)


def _find_acronyms(everywhere: Collection[Names]) -> None:
    """Find the acronyms that stand in brackets behind the name of a body, and again alone, where the model passed them over."""
    acronyms = {
        names.words[at + 1]
        for names in everywhere
        for at, word in enumerate(names.words[:-2])
        if word == "(" and names.words[at + 2] == ")" and _is_short_for_body(names, at)
    }
    for names in everywhere if acronyms else ():
        for at, word in enumerate(names.words):
            known = names.at_token[at]
            if word not in acronyms or (known is not None and (known.key or known.country or known.last > known.first)):
                continue
            mention = Mention(Named.ORGANIZATION, at, at, word)
            mention.settle(names.part)
            lay(names.mentions, names.at_token, mention)
            names.mentions.sort(key=lambda one: one.first)


def _find_full_names(names: Names) -> None:
    """Find the names that begin with a given name and that the model passed over: "Ana Rojas"."""
    for at, (word, after) in enumerate(pairwise(names.words)):
        if not (word[0].isupper() and after[0].isupper()) or names.at_token[at] is not None or names.at_token[at + 1] is not None:
            continue
        if any(after.lower() in word_list(ends) for ends in ("place_words", "body_heads", "firm_words")):
            continue
        one, other = names.part.doc[at], names.part.doc[at + 1]
        whole = one.dep_ == "compound" and one.head == other and other.pos_ == "PROPN" and other.dep_ != "compound"
        if whole and is_female(folded(word)) is not None:
            mention = Mention(Named.PERSON, at, at + 1, names.part.doc[at : at + 2].text)
            mention.settle(names.part)
            lay(names.mentions, names.at_token, mention)
            names.mentions.sort(key=lambda one: one.first)


def _is_short_for_body(names: Names, bracket: int) -> bool:
    """Whether a bracket holds an acronym whose letters begin the words of the body named before it."""
    short = names.words[bracket + 1]
    if not (short.isalpha() and short.isupper() and len(short) > 1):
        return False
    last = names.at_token[bracket - 1] if bracket else None
    body = last if last is None or last.named is Named.ORGANIZATION else names.at_token[max(last.first - 2, 0)]
    if body is None or body.named is not Named.ORGANIZATION or body.first == body.last:
        return False
    initials = "".join(word[0] for word in names.words[body.first : bracket] if word[0].isupper())
    return initials == short or initials.startswith(short)


def _stands_as_place(names: Names, mention: Mention) -> bool:
    """Whether a single word that the model took for a person stands where a place does: "in X", "between X and Y"."""
    root = names.part.doc[mention.root]
    while root.dep_ == "conj":
        root = root.head
    titled = mention.first and names.words[mention.first - 1][0].isupper()
    return root.dep_ == "pobj" and root.head.lower_ in {"in", "at", "near", "from", "to", "between", "through"} and not titled
