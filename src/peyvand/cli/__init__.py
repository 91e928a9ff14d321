"""The command line: `peyvand COMMAND …`, for people and for scripts.

What is asked for goes to standard output, what is to be known about it to standard error. The exit status is 0 where
all went well, 1 where something was left out, 2 where the command can't be carried out, 3 for a fault of the program,
130 after Ctrl-C.
"""

from __future__ import annotations

from peyvand.cli import adding, deciding, differing, documents, explaining, keeping, lists, reading, reviewing
from peyvand.cli.app import peyvand as main

__all__ = ["main"]

for command in (
    adding.new,
    adding.add,
    reading.read,
    lists.timeline,
    lists.actors,
    lists.who,
    lists.statements,
    lists.commitments,
    lists.figures,
    lists.sources,
    lists.search,
    explaining.explain,
    deciding.show_entry,
    differing.contradictions,
    reviewing.review,
    deciding.accept,
    deciding.reject,
    deciding.correct,
    deciding.note_item,
    deciding.merge,
    deciding.split,
    differing.dismiss,
    differing.grade,
    deciding.undo,
    deciding.log,
    reviewing.lessons,
    documents.export,
    documents.archive,
    documents.take_in,
    keeping.check,
    keeping.backup,
    documents.site,
    documents.demo,
):
    main.add_command(command)
