"""A large CSV cut into records as its bytes come; only those that may be wanted are ever looked into.

Parsing millions of rows to keep a few thousand would take most of the time. Quotes and line breaks alone say
where a record ends, and they are found in whole blocks at once. A record that does not hold the bytes wanted
cannot hold the value wanted: it is counted, and left unread. What is handed on is what ``csv.reader`` with
``strict=True`` would read as that row; a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

QUOTE, LINE_FEED, RETURN = b'"'[0], b"\n"[0], b"\r"[0]
MARK = b"\xef\xbb\xbf"
AT_ONCE = 1 << 20
"""Bytes that are looked through in one go, if as many come."""
LONGEST_RECORD = 4_000_000
"""Bytes; a longer one means a quote that nobody closed."""
LINE_BREAK = b"\r\n"
EDGES = b"," + LINE_BREAK
"""What may stand before the quote that opens a value, and after the one that closes it."""
IS_EDGE = np.isin(np.arange(256), list(EDGES))
FOUR = 4
"""Bytes of a number of 32 bits, and the fewest a needle may have."""

Bytes: TypeAlias = npt.NDArray[np.uint8]
Places: TypeAlias = npt.NDArray[np.intp]
"""Where in the bytes at hand something stands, in order."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record without its line break. ``number`` counts all that are not blank, the header being 1."""

    number: int
    content: bytes


class BrokenRecord(ValueError):
    """Bytes that are no sound CSV; ``number`` is the record they stand in."""

    def __init__(self, number: int, reason: str) -> None:
        self.number, self.reason = number, reason
        super().__init__(f"row {number:,}: {reason}")


def records_with(needle: bytes, blocks: Iterator[bytes], at_once: int = AT_ONCE) -> Iterator[Record]:
    """The first record, every record in which ``needle`` stands, and the last one: each once, in order.

    The number of the last says how many there are. A byte-order mark is taken off, and blank lines are
    passed over. Blocks may break anywhere; ``at_once`` bytes, one block and one record are held at a time.
    ``needle`` has four bytes at least. Raises BrokenRecord for a quote inside a quoted value that is not
    doubled, and for a file that ends inside a quoted value.
    """
    count, given, last = 0, 0, b""
    for window, is_end in _windows(_without_mark(blocks), at_once):
        ends = _ends(window, count, is_end)
        starts, filled = _starts(ends), _filled(window.held, ends)
        if filled.size:
            wanted = {int(place) for place in np.searchsorted(filled, _holding(needle, window, ends))}
            if not count:
                wanted.add(0)
            for place in sorted(wanted):
                given, record = count + place + 1, filled[place]
                yield Record(given, _content(window.held[starts[record] : ends[record]]))
            count += filled.size
            last = _content(window.held[starts[filled[-1]] : ends[filled[-1]]])
        if ends.size:
            window.drop(int(ends[-1]))
        if window.size > LONGEST_RECORD:
            reason = f"it is longer than {LONGEST_RECORD:,} bytes: a quote may be missing"
            raise BrokenRecord(count + 1, reason)
    if count > given:
        yield Record(count, last)


class _Window:
    """The bytes at hand, the first of which begins a record, in memory that is used over and over.

    To take and give back a megabyte for each block costs as much time as all the rest.
    """

    def __init__(self) -> None:
        self.size = 0
        self.has_returns = False
        """Whether a carriage return has ever come; most files have none and need not be searched for them."""
        self._space, self._marks = np.empty(0, np.uint8), np.empty(0, np.bool_)

    @property
    def held(self) -> Bytes:
        """All bytes at hand, as long as none are added or dropped."""
        return self._space[: self.size]

    def add(self, block: bytes) -> None:
        """Put more bytes behind."""
        self.has_returns = self.has_returns or RETURN in block
        size = self.size + len(block)
        if size > self._space.size:
            space = np.empty(max(size, 2 * self._space.size), np.uint8)
            space[: self.size] = self.held
            self._space, self._marks = space, np.empty(space.size, np.bool_)
        self._space[self.size : size] = np.frombuffer(block, np.uint8)
        self.size = size

    def drop(self, count: int) -> None:
        """Take bytes off the front."""
        left = self.held[count:].copy()
        self._space[: left.size] = left
        self.size = left.size

    def where(self, byte: int) -> Places:
        """Where a byte stands."""
        return np.flatnonzero(np.equal(self.held, byte, out=self._marks[: self.size]))

    def where_word(self, word: bytes, offset: int) -> Places:
        """Where four bytes stand at ``offset`` and every fourth place after it."""
        count = max(0, self.size - offset) // FOUR
        words = self._space[offset : offset + count * FOUR].view(np.uint32)
        sought = np.frombuffer(word, np.uint32)[0]
        return np.flatnonzero(np.equal(words, sought, out=self._marks[:count])) * FOUR + offset


def _windows(blocks: Iterator[bytes], at_once: int) -> Iterator[tuple[_Window, bool]]:
    """All bytes so far that nobody dropped, whenever enough have come, and at the end."""
    window, left = _Window(), 0
    for block in blocks:
        window.add(block)
        if window.size - left >= at_once:
            yield window, False
            left = window.size
    yield window, True


def _without_mark(blocks: Iterator[bytes]) -> Iterator[bytes]:
    start = b""
    for block in blocks:
        start += block
        if len(start) >= len(MARK):
            break
    yield start.removeprefix(MARK)
    yield from blocks


def _ends(window: _Window, count: int, is_end: bool) -> Places:
    """Where records end, the first of which begins the window: the place after each one's line break.

    What follows the last is not complete yet, unless ``is_end``. ``count`` records came before.
    """
    breaks = _line_breaks(window, is_end)
    quotes = window.where(QUOTE)
    if not _is_sound(window.held, quotes):
        quotes = _paired(window.held, quotes.tolist(), breaks, count)
    ends: Places = breaks[np.searchsorted(quotes, breaks) % 2 == 0]
    if is_end and quotes.size % 2:
        number = count + _filled(window.held, ends).size + 1
        raise BrokenRecord(number, "the file ends inside a quoted value: a part is missing")
    if is_end and window.size and (not ends.size or ends[-1] < window.size):
        ends = np.append(ends, window.size)
    return ends


def _line_breaks(window: _Window, is_end: bool) -> Places:
    """The place after each line break, whichever kind it is; one of two bytes is one."""
    feeds = window.where(LINE_FEED) + 1
    if not window.has_returns:
        return feeds
    returns = window.where(RETURN) + 1
    known = returns[returns < window.size]
    alone = known[window.held[known] != LINE_FEED]
    # Whether a return at the very end stands alone is not known before the next byte.
    if is_end and known.size < returns.size:
        alone = np.append(alone, window.size)
    return np.union1d(feeds, alone) if alone.size else feeds


def _is_sound(content: Bytes, quotes: Places) -> bool:
    """Whether every quote that opens a value begins it, and one that closes it ends it or is doubled."""
    if not quotes.size:
        return True
    doubled = np.diff(quotes) == 1
    opening, closing = quotes[::2], quotes[1::2]
    opens = IS_EDGE[content[opening - 1]]
    opens[0] |= opening[0] == 0
    opens[1:] |= doubled[1::2]
    following = closing + 1
    if following.size and following[-1] == content.size:
        following = following[:-1]
    closes = IS_EDGE[content[following]]
    closes[: doubled[1::2].size] |= doubled[1::2]
    return bool(opens.all() and closes.all())


def _paired(content: Bytes, quotes: list[int], breaks: Places, count: int) -> Places:
    """Those quotes that open and close values, one by one: in a value that is not quoted, a quote is text."""
    data, kept = content.tobytes(), []
    is_open, passed = False, -1
    for place in quotes:
        if place == passed:
            continue
        if not is_open:
            if place == 0 or data[place - 1] in EDGES:
                kept.append(place)
                is_open = True
            continue
        follows = data[place + 1 : place + 2]
        if follows == b'"':
            passed = place + 1
            continue
        if follows not in (b"", b",", b"\r", b"\n"):
            before = breaks[breaks <= place]
            ends = before[np.searchsorted(kept, before) % 2 == 0]
            number = count + _filled(content, ends).size + 1
            raise BrokenRecord(number, "a quote inside a quoted value is not doubled")
        kept.append(place)
        is_open = False
    return np.array(kept, np.intp)


def _starts(ends: Places) -> Places:
    """Where the records begin that end there."""
    return np.concatenate((np.zeros(1, np.intp), ends[:-1])) if ends.size else ends


def _filled(content: Bytes, ends: Places) -> Places:
    """The numbers, from 0, of the records that are more than a line break."""
    starts = _starts(ends)
    lengths = ends - starts
    if not lengths.size or lengths.min() > len(LINE_BREAK):
        return np.arange(ends.size)
    spans = zip(starts, ends, strict=True)
    return np.flatnonzero([bool(_content(content[start:end])) for start, end in spans])


def _holding(needle: bytes, window: _Window, ends: Places) -> Places:
    """The numbers, from 0, of the complete records in which ``needle`` stands; some more than once.

    Its first four bytes are looked for as one number, which is twice as fast as ``bytes.find``.
    """
    content = window.held
    begun = np.concatenate([window.where_word(needle[:FOUR], offset) for offset in range(FOUR)])
    places = [place for place in begun if content[place : place + len(needle)].tobytes() == needle]
    found = np.searchsorted(ends, np.array(places, np.intp), side="right")
    return found[found < ends.size]


def _content(record: Bytes) -> bytes:
    return record.tobytes().rstrip(LINE_BREAK)
