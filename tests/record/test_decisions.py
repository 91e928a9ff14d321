"""What a person decides is never lost: not by reading again, not by another decision, not by force."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import delete, update
from tests.record.conftest import Put
from tests.record.newspaper import concern, entry_of, meeting, news, nunez, quote

from peyvand.errors import DeskFault, NotInRecord
from peyvand.model import Commitment, Event, Item, Kind, Plover, Statement
from peyvand.record.cast import one_actor
from peyvand.record.database import Database
from peyvand.record.decisions import decide
from peyvand.record.log import Act, log
from peyvand.record.queries import Wanted, kept_items, source_rows
from peyvand.record.schema import decisions, items
from peyvand.record.views import KeptItem, Review
from peyvand.record.writing import put_items, put_text


def only(record: Database, kind: Kind) -> KeptItem:
    """The one item of a kind."""
    found = all_of(record, kind)
    assert len(found) == 1
    return found[0]


def all_of(record: Database, kind: Kind) -> list[KeptItem]:
    """The items of a kind that stand."""
    with record.reading() as connection:
        return kept_items(connection, Wanted(kind=kind))


def read_again(record: Database, found: list[Item]) -> None:
    """A newer reader finds these."""
    with record.writing() as connection:
        put_items(connection, replace(entry_of(items=found), reader="2"))


def test_a_newer_reading_replaces_what_nobody_has_looked_at(record: Database, put: Put) -> None:
    """The former items go, the new ones come, and the source says which reader read it."""
    put()
    event = Event(quote=quote("The two signed"), type=Plover.SUPPORT, sources=("Ruritania",))
    read_again(record, [event])
    assert only(record, Kind.EVENT).item == event
    assert all_of(record, Kind.FIGURE) == []
    with record.reading() as connection:
        assert source_rows(connection)[0].reader == "2"


@pytest.mark.parametrize(("act", "review"), [(Act.ACCEPT, Review.ACCEPTED), (Act.REJECT, None)])
def test_a_reviewed_item_survives_a_newer_reading(record: Database, put: Put, act: Act, review: Review | None) -> None:
    """Accepted or rejected, it stays, and the same found again under nearly the same words doesn't come a second time."""
    put()
    before = only(record, Kind.EVENT)
    decide(record, before.id, act, "Ada")
    wider = replace(meeting(), quote=quote("Foreign Minister José Núñez of Ruritania met"), sources=("José Núñez",))
    read_again(record, [wider])
    after = all_of(record, Kind.EVENT)
    assert [(kept.id, kept.review) for kept in after] == ([(before.id, review)] if review else [])
    read_again(record, [])
    assert all_of(record, Kind.EVENT) == after


def test_another_item_on_the_words_of_a_reviewed_one_comes_in(record: Database, put: Put) -> None:
    """What a person rejected as a consultation may be proposed as an agreement."""
    put()
    decide(record, only(record, Kind.EVENT).id, Act.REJECT, "Ada")
    read_again(record, [replace(meeting(), type=Plover.AGREE)])
    assert only(record, Kind.EVENT).item == replace(meeting(), type=Plover.AGREE)


def test_a_correction_takes_the_place_of_what_was_read(record: Database, put: Put) -> None:
    """Fields, quote, date and actors are the person's; the id stays, and a newer reading changes nothing of it."""
    put()
    before = only(record, Kind.EVENT)
    right = replace(
        meeting(), type=Plover.COOPERATE, sources=("Ruritania",), date="2021", quote=quote("met his Zubrowkan counterpart")
    )
    decide(record, before.id, Act.CORRECT, "Ada", corrected=right)
    for _ in range(2):
        after = only(record, Kind.EVENT)
        assert (after.id, after.item, after.review) == (before.id, right, Review.CORRECTED)
        assert after.position == right.quote.start
        assert set(after.actors) == {"Ruritania"}
        with record.reading() as connection:
            assert [kept.id for kept in kept_items(connection, Wanted(until="2021", type="COOPERATE"))] == [before.id]
        read_again(record, news())


def test_a_corrected_actor_is_known_by_the_right_name(record: Database, put: Put) -> None:
    """The misread name is gone, and the items that name the right one lead to it."""
    put(items=[replace(nunez(), name="Jose Nunes", aliases=()), concern()])
    with record.reading() as connection:
        wrong = one_actor(connection, "Jose Nunes")
        item = connection.execute(items.select().where(items.c.kind == "actor")).one().id
    decide(record, item, Act.CORRECT, "Ada", corrected=nunez())
    with record.reading() as connection:
        assert one_actor(connection, "José Núñez").counts[Kind.STATEMENT] == 1
        with pytest.raises(NotInRecord):
            one_actor(connection, wrong.id)


def test_decisions_can_be_undone_and_the_undoing_too(record: Database, put: Put) -> None:
    """The item is as it was before, or as it was decided; the log has every step, with who and when."""
    put()
    before = only(record, Kind.EVENT)
    right = replace(meeting(), type=Plover.AGREE)
    first = decide(record, before.id, Act.CORRECT, "Ada", corrected=right)
    second = decide(record, before.id, Act.REJECT, "Ben", note="never happened")
    assert all_of(record, Kind.EVENT) == []
    third = decide(record, before.id, Act.UNDO, "Ben", undoes=second)
    assert only(record, Kind.EVENT).item == right
    fourth = decide(record, before.id, Act.UNDO, "Ada", undoes=first)
    assert only(record, Kind.EVENT) == before
    decide(record, before.id, Act.UNDO, "Ada", undoes=fourth)
    assert only(record, Kind.EVENT).item == right
    entries = log(record, before.id)
    assert [(entry.number, entry.act, entry.who) for entry in entries[:4]] == [
        (first, Act.CORRECT, "Ada"),
        (second, Act.REJECT, "Ben"),
        (third, Act.UNDO, "Ben"),
        (fourth, Act.UNDO, "Ada"),
    ]
    assert (entries[0].corrected, entries[1].note, entries[2].undoes) == (right, "never happened", second)


def test_an_undone_or_merely_noted_item_is_kept_too(record: Database, put: Put) -> None:
    """Whatever was decided about it, the log goes on to have its item."""
    put()
    statement, commitment = only(record, Kind.STATEMENT), only(record, Kind.COMMITMENT)
    decide(record, statement.id, Act.NOTE, "Ada", note="ask the embassy")
    decide(record, commitment.id, Act.UNDO, "Ada", undoes=decide(record, commitment.id, Act.ACCEPT, "Ada"))
    read_again(record, [])
    kept = [only(record, Kind.STATEMENT), only(record, Kind.COMMITMENT)]
    assert [(one.id, one.review) for one in kept] == [(statement.id, None), (commitment.id, None)]
    assert isinstance(kept[0].item, Statement)
    assert isinstance(kept[1].item, Commitment)


def test_decisions_are_only_ever_appended(record: Database, put: Put) -> None:
    """The database itself refuses to change or remove one, or to remove an item that has one."""
    put()
    event = only(record, Kind.EVENT)
    decide(record, event.id, Act.ACCEPT, "Ada")
    for force in (
        update(decisions).values(who="Mallory"),
        delete(decisions),
        delete(items).where(items.c.id == event.id),
    ):
        with pytest.raises(DeskFault), record.writing() as connection:
            connection.execute(force)
    assert [entry.who for entry in log(record, event.id)] == ["Ada"]


def test_a_text_with_decisions_on_it_is_never_exchanged(record: Database, put: Put) -> None:
    """Quotes of reviewed items stay true: the text that they were taken from stays."""
    entry = put()
    other = replace(entry, source=replace(entry.source, text="Other words."))
    decide(record, only(record, Kind.EVENT).id, Act.ACCEPT, "Ada")
    with record.writing() as connection:
        assert not put_text(connection, other)


def test_a_decision_needs_its_item(record: Database) -> None:
    """The user is told that there is no such item."""
    with pytest.raises(NotInRecord, match="no item"):
        decide(record, "0000", Act.ACCEPT, "Ada")
    with pytest.raises(ValueError, match="CORRECT"):
        decide(record, "0000", Act.CORRECT, "Ada")
