"""Reading: a source becomes items, each with the words it rests on."""

from peyvand.reading.reader import VERSION, Reader, can_read

__all__ = ["VERSION", "Reader", "can_read"]
