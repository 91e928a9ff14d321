from peyvand.cli.listing import Entry, columns, lines, wrap


def plain(entry: Entry, width: int) -> list[str]:
    """An entry's lines without styles."""
    import click

    return [click.unstyle(line) for line in lines(entry, width)]


def test_lines_keep_to_the_terminal() -> None:
    """A quote is wrapped between words, under its date."""
    quote = "The two ministers agreed to meet again in the spring and to let their experts draw up a list of projects."
    shown = plain(
        Entry("2024-05-17", "CONSULT: Aino Laine → Carlos Vega", ("Lima · occurred",), quote, "Lima Gazette · 12ab"), 60
    )
    assert all(columns(line) <= 60 for line in shown)
    assert shown[0] == "2024-05-17  CONSULT: Aino Laine → Carlos Vega"
    assert all(line.startswith(" " * 12) for line in shown[1:])
    assert " ".join(line.strip() for line in shown[2:-1]) == f"“{quote}”"


def test_japanese_takes_two_columns() -> None:
    """A title without spaces is broken where the line is full, not past it."""
    title = "日本とペルーの経済連携に関する共同声明" * 3
    assert columns("日本") == 4
    assert "".join(wrap(title, 20)) == title
    assert all(columns(line) <= 20 for line in wrap(title, 20))


def test_combining_marks_take_no_column() -> None:
    """An accent written apart stands on its letter."""
    assert columns("e\u0301") == 1


def test_a_long_address_is_broken_not_cut() -> None:
    """Nothing of what was asked for is lost at the edge."""
    address = "https://example.org/" + "a" * 100
    assert "".join(wrap(address, 30)) == address


def test_an_interval_has_its_own_line() -> None:
    """A date too long for its column doesn't push the rest aside."""
    shown = plain(Entry("2012-03-01/2016-05-31", "12 barrels: imports"), 60)
    assert shown == ["2012-03-01/2016-05-31", " " * 12 + "12 barrels: imports"]
