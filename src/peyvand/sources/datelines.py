"""Dates as documents write them about themselves: in a line of their own, or in a wire's dateline. English only."""

from __future__ import annotations

import re

from peyvand.dates import check_date
from peyvand.errors import BadDate

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,? +)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_WEEKDAY}{_MONTH} +{_DAY},? +{_YEAR}",
        rf"{_WEEKDAY}{_DAY} +(?:of +)?{_MONTH},? +{_YEAR}",
        rf"(?P<day>){_MONTH},? +{_YEAR}",
        r"(?P<year>1[89]\d\d|20\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)",
    )
)
_AROUND = re.compile(
    r"(?:published|posted|(?:last )?updated|issued|released|dated?|created|on|at|as of|[:,|()\s–—-]"
    r"|\d{1,2}[:.]\d{2}(?::\d{2})?|[ap]\.?m\.?|gmt|utc|est|edt|jst|local time|hours?)*",
    re.IGNORECASE,
)
_NO_YEAR = re.compile(
    rf"{_WEEKDAY}(?:{_MONTH} +{_DAY}|{_DAY.replace('day', 'day2')} +{_MONTH.replace('month', 'month2')})\Z", re.IGNORECASE
)
_LONGEST_LINE = 200  # characters of a line that may be about a date
_SET_APART = re.compile(r"(?:\A|[,|·•:–—-]\s+)(?:on )?\Z")
_THEN_APART = re.compile(r"\s*[,|·–—]\s")
_DATELINE = re.compile(r"[A-Z][A-Za-z .'’/-]{1,40}(?:, ?[A-Z][A-Za-z .]{1,30})?,? \(?")


def find_date(text: str) -> tuple[str, int, int] | None:
    """The first date with a year in a text as EDTF, and where it stands."""
    found = [(match.start(), -match.end(), match) for form in _FORMS if (match := form.search(text))]
    for _, _, match in sorted(found, key=lambda one: one[:2]):
        if (date := _edtf(match)) is not None:
            return date, match.start(), match.end()
    return None


def is_date_line(text: str) -> bool:
    """Whether a line has a date, with words such as "Published:" and a time at most, and nothing else."""
    line = text.strip()
    if len(line) > _LONGEST_LINE:
        return False
    if _NO_YEAR.match(line):
        return True
    found = find_date(line)
    return found is not None and bool(_AROUND.fullmatch(line[: found[1]])) and bool(_AROUND.fullmatch(line[found[2] :]))


def sets_date_apart(line: str) -> bool:
    """Whether a line ends or begins with a date that is set apart ("Policy note, 3 March 2024")."""
    found = find_date(line) if len(line) <= _LONGEST_LINE else None
    if found is None:
        return False
    before, after = line[: found[1]], line[found[2] :]
    return bool(_SET_APART.search(before) and _AROUND.fullmatch(after)) or bool(
        _AROUND.fullmatch(before) and _THEN_APART.match(after)
    )


def dateline(paragraph: str) -> str | None:
    """The date with a year in a dateline ("GENEVA, March 3, 2024 - …") that a paragraph begins with."""
    place = _DATELINE.match(paragraph)
    found = find_date(paragraph[:120])
    if place is None or found is None or found[1] > place.end():
        return None
    return found[0] if re.match(r"\)?\s*(?:\([A-Za-z ./]+\)\s*)?[-–—:]", paragraph[found[2] :]) else None


def _edtf(match: re.Match[str]) -> str | None:
    """The date that a match writes."""
    month = match["month"].lower().rstrip(".")
    number = int(month) if month.isdigit() else next(at for at, name in enumerate(_MONTHS, 1) if name.startswith(month[:3]))
    day = f"-{int(match['day']):02}" if match["day"] else ""
    try:
        return check_date(f"{match['year']}-{number:02}{day}")
    except BadDate:
        return None
