"""The record in other programs' formats: each module writes one, out of what the record knew at a moment."""
