"""One citation, parsed: author, title, publisher, date, address, pages, and what its author adds as a remark.

Notes (author, "title," publisher, date, address), bibliographies (author, year, title, publisher), what news agencies and
ministries publish, addresses alone, and interviews and messages that were never published are understood. Marks of other
scripts are read as their ASCII forms, one character for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from peyvand.model import Cited
from peyvand.sources.citation_dates import Dated, date_in, date_of_address
from peyvand.sources.wording import compiled

_LONGEST = 4_000  # characters of a citation that are looked at; what stands behind them is remark
_PLAIN = str.maketrans(
    "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩０１２３４５６７８９،؛、。（）：，；\u00a0", "012345678901234567890123456789,;,.():,; "
)
_QUOTED = (
    re.compile(
        r"[\"“”„](?P<title>[^\"“”„]*(?:(?<=\s)[\"“][^\"“”]+[\"”][^\"“”„]+)*?)[,.]?[\"”“](?=[\s,.;:()]|\Z)[,.;]?", re.DOTALL
    ),
    re.compile(r"«(?P<title>[^«»]+)»[,.;]?"),
    re.compile(r"「(?P<title>[^「」]+)」[,.;]?"),
    re.compile(r"(?<!\w)[‘'](?P<title>[^\s‘'](?:[^‘’']|[’'](?=\w))+?)[,.]?[’'](?=[\s,.;()]|\Z)[,.;]?"),
)
_BOOK_QUOTED = re.compile(r"『(?P<title>[^『』]+)』[,.;]?")
_ITALIC = re.compile(r"(?<![\w*_])(?P<mark>\*{1,2}|_)(?=\S)(?P<title>[^*_]+?)[,.]?(?P=mark)(?![\w*_])[,.;]?")
_URL = re.compile(r"https?://|\bwww\.|(?<![\w@./-])(?:[a-z0-9-]{1,40}\. ?){1,4}[a-z]{2,12}/(?=\S| \S)")
_DOI = re.compile(r"\bdoi:? ?(?P<doi>10\.\d{4,9}/\S+)", re.IGNORECASE)
_WORD = re.compile(r"[^\s<>\"“”]+")
_BREAKS_OFF = re.compile(r"[./=?&_%-]\Z")
_GOES_ON = re.compile(r"[a-z0-9][\w.-]*/|[\w%-]*[/=%-][\w%./=&-]*")
_LOOKED_AT = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:最終)?閲覧|[\d/.-]+ ?(?:最終)?閲覧")
_PAGES = re.compile(
    r",? ?(?:\b(?:at )?pp?\. ?|\bpages? |\bS\. |\bص(?:ص)?\.? ?|: ?(?=\d+ ?[–-])|(?<=\)), (?=\d+(?:[–-]\d+)?(?:[.;,]|\Z)))"
    r"(?P<pages>\d{1,4}[a-z]?(?:\s?[–-]\s?\d{1,4})?)頁?"
    r"|,? ?(?P<counted>\d{1,4}(?:[–-]\d{1,4})?)頁"
)
_YEAR_FIRST = re.compile(
    r"(?P<author>[^\"“(]{2,200}?)"
    r"(?:[.,]?\s*\((?P<year>(?:1[89]|20)\d\d|n\.d\.)[a-h]?(?:, (?P<day>[A-Z][a-z]+(?: \d{1,2})?))?\)[.:,]?"
    r"|[.,]\s+(?P<bare>(?:1[89]|20)\d\d|n\.d\.)[a-h]?[.:])\s+(?=\S)"
)
_HARVARD = re.compile(r"(?P<title>[^,]{8,}), (?P<behind>[A-Z][^,]{2,60}(?:, [A-Z][^,]{2,40}){0,2})\.?")  # title, press, place
_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\b[Vv]ol)(?<!\b[Nn]o)(?<!\bed)(?<!\bSt)\.(?=\s+[^\W\d_a-z]|\Z)|[?!](?=\s+[A-Z])")
_EDITORS = re.compile(r"\b(?:eds?|edited by|trans(?:lated by|l)?)\b\.? [^,(]{3,80}?(?=[,(]|\Z)")
_PRESS = re.compile(
    r"(?:\(|\A\s*|[,.] )[^\W\d_][^:;(),.\d]{1,40}(?:, (?:[A-Z]\.){2}|, [^:;(),.\d]{2,30})?: ?"
    r"(?P<press>[^\W\d_][^:;(),]{1,80}?)(?=[,;).]|\Z)"
)
_CAPITAL = r"(?:[A-Z][\w.’'-]*|de|van|von|bin|al|el|of|on|for|the|and|&|et|der|la)"
_NAME = re.compile(rf"{_CAPITAL}(?:\.?[ -]{_CAPITAL}){{0,9}}")
_MOST_WORKS = 30  # of one entry; what stands behind them belongs to the last
_STRIPPED = " \t\n,;:.–—-|/"
_REMARK = re.compile(r"(?:\A\s*|[.;)\]]\s+)(?P<words>[^\W\d_].*)\Z", re.DOTALL)
_LEAST_REMARK = 4  # words


@dataclass(frozen=True, slots=True)
class Citation:
    """The fields of a citation; a remark without a work has only that."""

    author: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    kind: Cited = Cited.WORK
    pages: str | None = None
    remark: str | None = None

    @property
    def is_work(self) -> bool:
        """Whether it says what is cited."""
        return any((self.title, self.url, self.published, self.publisher))


def plain(words: str) -> str:
    """Words with ASCII digits, commas and brackets, of the same length."""
    return words.translate(_PLAIN)


def cites(words: str) -> bool:
    """Whether words have what only a citation has: an address, a title in marks, or a date."""
    short = words[:_LONGEST]
    return bool(_URL.search(short) or _DOI.search(short) or _title(short) or date_in(short))


def names_work(words: str) -> bool:
    """Whether words name a work, by a title in marks or an address."""
    return bool(_URL.search(words) or _title(words))


def parse(body: str) -> Citation:
    """The citation that an entry, or a part of one, is; its digits and marks plain (`plain`), white space collapsed."""
    words, behind = body[:_LONGEST], body[_LONGEST:]
    words = compiled("lead", "words", r"\A(?:{}[,:]? )+(?-i:(?=[^a-z]))").sub("", words, count=1)
    words = _without_access(words)
    words, url, after = _address(words)
    kind = _kind(words)
    found = _fields(words.strip(), kind)
    if not found.published and url and (day := date_of_address(url)):
        found = replace(found, published=day)
    remark = _remark(f"{after}{behind}") or found.remark
    found = replace(found, url=url, kind=kind, remark=remark)
    return found if found.is_work else Citation(remark=body.strip() or None)


def _fields(words: str, kind: Cited) -> Citation:
    """Author, title, publisher, date and pages of a citation without its address."""
    title = _title(words)
    if title is not None:
        return _with_title(words, title, kind)
    if not words or (date_in(words) is None and kind is Cited.WORK):
        return Citation()
    if kind is not Cited.WORK:
        return _said(words)
    return _year_first(words) or _in_segments(words)


def _title(words: str) -> re.Match[str] | None:
    """The first title in marks: an article's, else a book's."""
    quoted = [match for pattern in _QUOTED if (match := pattern.search(words)) and any(map(str.isalnum, match["title"]))]
    if quoted:
        return min(quoted, key=lambda match: match.start())
    return _BOOK_QUOTED.search(words) or _ITALIC.search(words)


def _with_title(words: str, title: re.Match[str], kind: Cited) -> Citation:
    """A citation whose title stands in marks: who stands before it, and the rest behind."""
    if kind is not Cited.WORK and title.re is _ITALIC and _is_saying(words[: title.start()]):
        said = _said(f"{words[: title.start()].strip(_STRIPPED)}, {words[title.end() :].strip(_STRIPPED)}")
        return replace(said, publisher=title["title"].strip(_STRIPPED))  # "interview by Karl Voss, *Courier*"
    before, rest = words[: title.start()].strip(_STRIPPED), words[title.end() :]
    early = date_in(before)
    if early is not None and (before.endswith((before[early.start : early.end], ")"))):
        before = before[: early.start].strip(_STRIPPED + "(")
        date: Dated | None = None
    else:
        early, date = None, date_in(_without_pages(rest))
    dated = early or date
    if kind is Cited.INTERVIEW:
        before = re.sub(r",? interview(?:ed)? (?:by|with) .*\Z", "", before)
    author = _author(before)
    pages, paged = _pages(rest)
    return Citation(
        author,
        " ".join(title["title"].split()).strip(" ,"),
        _publisher(rest, date),
        dated.edtf if dated else None,
        pages=pages,
        remark=_remark(rest[max(date.end if date else 0, paged) :]) if date or paged else None,
    )


def _author(before: str) -> str | None:
    """Who stands before a title; an outlet that a date follows is one too ("Kyodo News, 3 May 2021")."""
    before = re.sub(r",? ?\(?\b(?:eds?|Hrsg)\.\)?,?\Z", "", before).strip(_STRIPPED + "(")
    initial = re.search(r"\b[A-Z]\Z", before)  # "Laine, A." keeps its point
    return (f"{before}." if initial else before) or None


def _publisher(rest: str, date: Dated | None) -> str | None:
    """Who published a work, between its title and its date: an outlet, a journal, or the press of "Place: Press"."""
    until = rest[: date.start] if date else rest
    if in_marks := (_ITALIC.search(until) or _BOOK_QUOTED.search(until)):
        name = in_marks["title"]
        is_collection = re.match(r"[\s,.]*in:?\s", until) is not None
        press = _PRESS.search(until, in_marks.end()) if is_collection else None
        return (press["press"] if press else name).strip(_STRIPPED) or None
    if press := _PRESS.search(until):
        return press["press"].strip(_STRIPPED) or None
    until = _EDITORS.sub("", until)
    for segment in re.split(r",|\(|;|\s\d|:\s|\.\s|\[|\s[–—|]\s", until):
        name = segment.strip(_STRIPPED + '()[]*"“”')
        if name and (name == "X" or re.search(r"[^\W\d_]{2}", name)) and not (_is_series(name) or _is_saying(name)):
            return re.sub(r"\A(?:in|at|for|on):? ", "", name) or None
    return None


def _is_series(words: str) -> bool:
    """Whether words tell a work's number, edition or kind, and no publisher."""
    return (
        compiled(
            "work", "series", r"\A(?:{}[\s.]*(?:no\.?\s*)?[\w./-]*\Z|\d[\w:()–/-]*\Z|第?\d+[巻号]|[A-Z]+/[\w/.()-]+\Z)"
        ).match(words)
        is not None
    )


def _is_saying(words: str) -> bool:
    """Whether words tell of an interview, a message or a speech."""
    return any(compiled("said", kind.value).search(words) for kind in (Cited.INTERVIEW, Cited.MESSAGE, Cited.REMARKS))


def _said(words: str) -> Citation:
    """An interview, a message, a speech that bears no title: what it was, and when."""
    date = date_in(words)
    until = words[: date.start] if date else words
    what = re.sub(r"[\s,(]*(?:on|dated|of|in)?\s*\Z", "", until.strip()).strip(_STRIPPED)
    author, _, rest = what.partition(", ")
    named = (
        rest
        and _NAME.fullmatch(author)
        and re.match(r"(?:e-?mail|interview|letter|personal|remarks|speech|telephone|phone|message)", rest)
    )
    return Citation(
        author=author if named else None,
        title=(rest if named else what) or None,
        published=date.edtf if date else None,
        remark=_remark(words[date.end :]) if date else None,
    )


def _year_first(words: str) -> Citation | None:
    """An entry of a bibliography: "Laine, Aino. 2021. Title. Place: Press"."""
    match = _YEAR_FIRST.match(words)
    if match is None or not re.search(r"[^\W\d_]{2}", match["author"]) or date_in(match["author"]):
        return None
    year = match["year"] or match["bare"]
    if match["author"].count(",") > 8 or re.search(r"\b(?:[a-z]{4,}) (?:[a-z]{4,})\b", match["author"]):
        return None  # a clause, no name
    rest = words[match.end() :]
    end = _SENTENCE_END.search(rest)
    title = (rest[: end.end()] if end else rest).strip()
    behind = rest[end.end() :] if end else ""
    if not behind.strip(_STRIPPED) and (harvard := _HARVARD.fullmatch(title)):
        title, behind = harvard["title"], harvard["behind"]
    date = date_in(f"{match['day']}, {year}" if match["day"] else year)
    pages, _ = _pages(behind)
    return Citation(
        _author(match["author"].strip(_STRIPPED)),
        title.rstrip(" .,") or None,
        _publisher(behind, None),
        date.edtf if date else None,
        pages=pages,
    )


def _in_segments(words: str) -> Citation:
    """A citation without marks around its title, by its commas or full stops: author, title, publisher, date."""
    date: Dated | None = date_in(_without_pages(words))
    until = words[: date.start] if date else words
    pages, paged = _pages(words)
    press = _PRESS.search(until)
    publisher = press["press"].strip(_STRIPPED) if press else None
    until = re.sub(r" \([A-Z]{2,8}\)(?=,)", "", until[: press.start()] if press else until)  # "Energy Agency (EA), "
    stops = [one for one in _SENTENCE_END.split(until) if one.strip(_STRIPPED)]
    segments = stops if len(stops) > 1 else re.split(r",\s+|\s\(|;\s", until)
    segments = [one.strip(_STRIPPED + "()*") for one in segments]
    segments = [one for one in segments if any(map(str.isalnum, one)) and not _PAGES.fullmatch(one)]
    author = None
    if len(segments) > 1 and len(segments[0].split()) <= 12 and _NAME.match(segments[0]):
        author, segments = segments[0], segments[1:]
    named = [one for one in segments[1:] if not _is_series(one)]
    title: str | None = segments[0] if segments else None
    if (
        title is not None
        and author is None
        and not named
        and compiled("work", "outlet", r"\b{}\b").search(title)
        and len(title.split()) <= 4
    ):
        title, publisher = None, publisher or title
    return Citation(
        author,
        title or None,
        publisher or (named[0] if named else None),
        date.edtf if date else None,
        pages=pages,
        remark=_remark(words[max(date.end, paged) :]) if date else None,
    )


def _kind(words: str) -> Cited:
    """Whether something said is cited, and what; a title in marks is left aside, for works have titles such as these."""
    title = _title(words)
    shown = words if title is None else f"{words[: title.start()]} {words[title.end() :]}"
    for kind in (Cited.INTERVIEW, Cited.MESSAGE, Cited.REMARKS):
        if compiled("said", kind.value).search(shown.strip()):
            return kind
    return Cited.WORK


# ---------------------------------------------------------------- what surrounds the fields


def _without_access(words: str) -> str:
    """The words without the day on which an address was looked at."""
    if compiled("accessed", "words").search(words) is None:
        return words
    inside = compiled("accessed", "words", r"[(\[][^()\[\]]{0,60}{}[^()\[\]]{0,60}[)\]]")
    words = _LOOKED_AT.sub("", inside.sub("", words))
    marked = compiled("accessed", "words", r"(?<!\w){}(?!\w)[:\s]{0,3}(?:on |am |le |el |in )?").search(words)
    date = date_in(words[marked.end() : marked.end() + 40]) if marked is not None else None
    if marked is None or date is None or date.start > 3:
        return words
    return f"{words[: marked.start()].rstrip(' ,;.([')}.{words[marked.end() + date.end :].lstrip(')]')}"


def _address(words: str) -> tuple[str, str | None, str]:
    """What stands before a web address, the address without the spaces that a layout broke it with, and what stands behind."""
    if doi := _DOI.search(words):
        address = f"https://doi.org/{doi['doi'].rstrip('.,;)')}"
        return words[: doi.start()], address, words[doi.end() :]
    start = _URL.search(words)
    if start is None:
        return words, None, ""
    address, at = "", start.start()
    while word := _WORD.match(words, at):
        piece = word.group()
        cut = re.search(r"[,;)]+(?=\Z)|[,;](?=[A-Z])", piece)
        address += piece[: cut.start()] if cut else piece
        at = word.start() + (cut.start() if cut else len(piece))
        following = re.compile(r" (?=\S)").match(words, at)
        if cut or following is None or not _continues(address, words[following.end() :]):
            break
        at = following.end()
    return words[: start.start()], address.rstrip(".,;)>") or None, words[at:]


def _continues(address: str, rest: str) -> bool:
    """Whether an address goes on behind a space."""
    piece = rest.split(" ", 1)[0]
    if address.endswith("://") or address == "www.":
        return True
    if not _BREAKS_OFF.search(address):
        return False
    is_last = re.fullmatch(r"\S+?[.,;)]*(?:\s*\(.*)?", rest) is not None
    if address.endswith("."):
        return re.match(r"[a-z0-9-]+(?:\.[a-z]{2,})*/|[a-z]{2,4}\Z", piece) is not None
    return bool(_GOES_ON.match(piece)) or (is_last and bool(re.fullmatch(r"[\w%.~-]+[.,;)]*", piece)))


def _pages(rest: str) -> tuple[str | None, int]:
    """The pages cited, and where their mention ends."""
    match = _PAGES.search(rest)
    return ((match["pages"] or match["counted"]).replace(" ", ""), match.end()) if match else (None, 0)


def _without_pages(rest: str) -> str:
    """The words with their pages blanked, so that none is taken for a year; of the same length."""
    return _PAGES.sub(lambda match: " " * len(match.group()), rest)


def _remark(rest: str) -> str | None:
    """The sentences that follow a citation and add something to it."""
    match = _REMARK.search(rest)
    words = match["words"].strip(" ,;()") if match else ""
    is_sentence = len(words.split()) >= _LEAST_REMARK and re.search(r"\b[a-z]{2,}\b.*\b[a-z]{2,}\b", words) is not None
    return words if is_sentence else None


# ---------------------------------------------------------------- several works in one entry


def works(body: str) -> Sequence[tuple[int, int]]:
    """Where the works that an entry cites begin and end; of an entry that cites one, all of it."""
    pieces = list(_pieces(body))
    if len(pieces) == 1:
        return pieces
    found: list[tuple[int, int]] = []
    waiting: int | None = None
    for start, end in pieces[:_MOST_WORKS]:
        begin = start if waiting is None else waiting
        waiting = None
        if cites(body[begin:end]) or is_pointer(body[begin:end]):
            found.append((begin, end))
        elif found:
            found[-1] = (found[-1][0], end)
        else:
            waiting = begin
    if found:
        found[-1] = (found[-1][0], len(body) if waiting is not None or len(pieces) > _MOST_WORKS else found[-1][1])
    return found or [(0, len(body))]


def is_pointer(words: str) -> bool:
    """Whether words point to another entry."""
    short = words[:_LONGEST]
    return any(compiled("pointing", key, r"(?<!\w){}").search(short) for key in ("ibid", "number", "earlier"))


def _pieces(body: str) -> Iterator[tuple[int, int]]:
    """An entry cut at its semicolons, those in titles and brackets aside, and before "See also"."""
    start = depth = 0
    inside = ""
    for at, sign in enumerate(body):
        if inside:
            inside = "" if sign in inside else inside
        elif sign in "“„«「『" or (sign == '"' and body[at - 1 : at] in ("", " ", "(")):
            inside = {"«": "»", "「": "」", "『": "』"}.get(sign, '”"“' if sign != "“" else '”"')
        elif sign in "([":
            depth += 1
        elif sign in ")]":
            depth = max(0, depth - 1)
        elif depth == 0 and (sign == ";" or (sign == "." and re.match(r"\. (?:See|Cf\.|But see|Also) ", body[at : at + 10]))):
            yield start, at
            start = at + 1
    if start < len(body):
        yield start, len(body)
