"""Search over lessons, ways and items by words: full text in SQLite, forgiving unfinished and misspelt words.

Pages are filled when a lesson's proof is kept, under its key, so that only what is proven as it stands is ever found.
"""

import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import msgspec
from msgspec import Struct

from torchquiz.engine.models.proven import Item, Lesson
from torchquiz.engine.models.ways import Way, WayName

TABLES = """
create table if not exists page (
    id integer primary key, key text not null, lesson text not null, title text not null, item text not null, way text not null
);
create index if not exists page_of_key on page (key);
create index if not exists page_of_lesson on page (lesson)
"""
TEXT = "heading, says, code, beliefs"
WITH_FTS = f"create virtual table if not exists words using fts5({TEXT}, tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
WITHOUT_FTS = f"create table if not exists words ({TEXT})"
WEIGHTS = "8.0, 4.0, 2.0, 3.0"
"""What a word counts in a heading, in prose, in code, and in the sentence of a misconception."""
PROSE = {
    "what",
    "when",
    "problem",
    "so",
    "title",
    "text",
    "insight",
    "means",
    "about",
    "brief",
    "done",
    "name",
}
CLOSE = 0.72
"""How alike a word must be to be taken for a misspelt one, from 0 to 1."""
EXCERPT = 90
COMMON = re.compile(
    "a|an|and|are|as|at|by|do|does|for|from|how|in|is|it|of|on|or|that|the|there|this|to|what|when|which|with"
)
"""Words that stand nearly everywhere and are looked for only when there are no others."""


class Page(Struct, frozen=True):
    """What is found as one: a lesson, one of its ways, or one of its items."""

    lesson: str
    title: str
    heading: str = ""
    says: str = ""
    code: str = ""
    beliefs: str = ""
    item: str = ""
    way: WayName | str = ""


class Hit(Struct, frozen=True):
    """A page that was found."""

    lesson: str
    """The lesson's id."""
    title: str
    """The lesson's title."""
    item: str
    """The item's id; empty for a lesson or a way."""
    way: str
    """The way's name; empty for a lesson or an item."""
    excerpt: str
    """A part of it in which the words stand, in one line."""


class Index:
    """The pages in the database of proofs."""

    def __init__(self, db: sqlite3.Connection, *, has_fts: bool = True) -> None:
        self._db = db
        self._has_fts = has_fts
        for statement in TABLES.split(";"):
            db.execute(statement)
        try:
            db.execute(WITH_FTS if has_fts else WITHOUT_FTS)
        except sqlite3.OperationalError as error:
            if "no such module" not in str(error):
                raise
            self._has_fts = False
            db.execute(WITHOUT_FTS)

    def missing(self, keys: Collection[str]) -> list[str]:
        """Those of these lessons that have no page yet."""
        query = (
            "select value from json_each(?) where not exists (select 1 from page where key = value)"
        )
        return [key for (key,) in self._db.execute(query, (json.dumps(list(keys)),))]

    def fill(self, key: str, pages: Iterable[Page]) -> None:
        """Put the pages of a lesson in the place of those it had; within a transaction of the caller."""
        fresh = list(pages)
        old = [
            (one,)
            for lesson in {page.lesson for page in fresh}
            for (one,) in self._old(key, lesson)
        ]
        self._db.executemany("delete from words where rowid = ?", old)
        self._db.executemany("delete from page where id = ?", old)
        for page in fresh:
            row = (key, page.lesson, page.title, page.item, page.way)
            number = self._db.execute(
                "insert into page (key, lesson, title, item, way) values (?, ?, ?, ?, ?)", row
            ).lastrowid
            texts = (
                number,
                *(_apart(text) for text in (page.heading, page.says, page.code, page.beliefs)),
            )
            self._db.execute(f"insert into words (rowid, {TEXT}) values (?, ?, ?, ?, ?)", texts)

    def find(self, text: str, keys: Collection[str], limit: int) -> list[Hit]:
        """The pages of these lessons in which all words stand, best first; misspelt words are mended where nothing is found."""
        typed = re.findall(r"[^\W_]+", text.lower())
        words = [word for word in typed if not COMMON.fullmatch(word)] or typed
        if not words:
            return []
        if not self._has_fts:
            return self._find_alike(words, keys, limit)
        return self._matching([[word] for word in words], keys, limit) or self._matching(
            self._mended(words), keys, limit
        )

    def _old(self, key: str, lesson: str) -> list[tuple[int]]:
        return self._db.execute(
            "select id from page where lesson = ? or key = ?", (lesson, key)
        ).fetchall()

    def _matching(self, words: list[list[str]], keys: Collection[str], limit: int) -> list[Hit]:
        """Pages that hold, for each word, one of its readings or a longer word that begins so."""
        wanted = " AND ".join(
            "(" + " OR ".join(f'"{one}"*' for one in readings) + ")" for readings in words
        )
        rows = self._db.execute(
            f"select lesson, title, item, way, {TEXT}, key from words join page on page.id = words.rowid"
            f" where words match ? and rank match 'bm25({WEIGHTS})' order by rank",
            (wanted,),
        )
        here = set(keys)
        readings = [one for group in words for one in group]
        return [
            _hit(row[:-1], readings)
            for row in islice((row for row in rows if row[-1] in here), limit)
        ]

    def _find_alike(self, words: list[str], keys: Collection[str], limit: int) -> list[Hit]:
        every = " and ".join(
            f"{TEXT.replace(', ', chr(32) + '||' + chr(32))} like ?" for _ in words
        )
        rows = self._db.execute(
            f"select lesson, title, item, way, {TEXT} from words join page on page.id = words.rowid"
            f" where {every} and key in (select value from json_each(?)) order by heading = '', page.id limit ?",
            (*(f"%{word}%" for word in words), json.dumps(list(keys)), limit),
        )
        return [_hit(row, words) for row in rows]

    def _mended(self, words: list[str]) -> list[list[str]]:
        """For each word itself where it is known, else the words that it may have been meant to be."""
        self._db.execute(
            "create virtual table if not exists temp.term using fts5vocab(main, words, 'row')"
        )
        known = [
            term
            for (term,) in self._db.execute("select term from temp.term where length(term) > 2")
        ]
        return [
            [word] if any(term.startswith(word) for term in known) else _close(word, known)
            for word in words
        ]


def pages(
    lesson: Lesson, ways: Iterable[tuple[WayName, Way]], items: Iterable[Item]
) -> Iterator[Page]:
    """What of a lesson can be found; nothing that gives an answer away."""
    yield Page(lesson.id, lesson.title, heading=f"{lesson.title} {lesson.id}", says=lesson.about)
    for name, way in ways:
        prose, code = _texts(msgspec.to_builtins(way))
        yield Page(lesson.id, lesson.title, says="\n".join(prose), code="\n".join(code), way=name)
    for item in items:
        shown = item.variants[0]
        mistakes = (*shown.answer.options, *shown.answer.near)
        beliefs = [mistake.belief for mistake in mistakes]
        believed = " ".join(dict.fromkeys(beliefs))
        yield Page(
            lesson.id,
            lesson.title,
            says=shown.stem,
            code=shown.snippet,
            beliefs=believed,
            item=item.id,
        )


def _texts(body: Any, name: str = "") -> tuple[list[str], list[str]]:
    """The prose and the code in a way's body, from all depths."""
    if isinstance(body, str):
        return ([body] if name in PROSE else []), ([body] if name == "code" else [])
    parts = (
        body.items()
        if isinstance(body, dict)
        else ((name, one) for one in body)
        if isinstance(body, list | tuple)
        else ()
    )
    found = [_texts(part, key) for key, part in parts]
    return [text for prose, _ in found for text in prose], [
        text for _, code in found for text in code
    ]


def _apart(text: str) -> str:
    """The text, followed by the words within its names: `CrossEntropyLoss` is found by `entropy`."""
    names = {
        name: re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)
        for name in set(re.findall(r"[A-Za-z0-9]+", text))
    }
    parts = sorted(
        {part for found in names.values() if len(found) > 1 for part in found if len(part) > 1}
    )
    return f"{text}\n{' '.join(parts)}" if parts else text


def _close(word: str, known: list[str]) -> list[str]:
    """The words most like a misspelt one: the best, and those that are as good; itself when none is near."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, b=word, autojunk=False)
    likeness: dict[str, float] = {}
    for term in known:
        if abs(len(term) - len(word)) <= 2 and (term[0] == word[0] or term[-1] == word[-1]):
            matcher.set_seq1(term)
            if matcher.quick_ratio() >= CLOSE:
                likeness[term] = matcher.ratio()
    best = max(likeness.values(), default=0.0)
    return [term for term, ratio in likeness.items() if ratio >= max(best - 0.02, CLOSE)] or [word]


def _hit(row: Sequence[str], words: Sequence[str]) -> Hit:
    """A hit, with the line in which one of the words first stands."""
    lesson, title, item, way, *texts = row
    lines = [" ".join(line.split()) for text in texts for line in text.splitlines() if line.strip()]
    line = next((line for line in lines if any(word in line.lower() for word in words)), lines[0])
    places = [line.lower().find(word) for word in words if word in line.lower()]
    return Hit(lesson, title, item, way, _around(line, min(places, default=0)))


def _around(line: str, place: int) -> str:
    """The part of a line that begins a little before a place."""
    start = 0 if place < EXCERPT // 2 else line.rfind(" ", 0, place - EXCERPT // 3) + 1
    part = ("…" if start else "") + line[start:]
    return part if len(part) <= EXCERPT else part[: EXCERPT - 1].rstrip() + "…"
