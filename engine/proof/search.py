"""Full-text search over lessons, activities and items.

A query may contain partial and misspelt words. The pages of a lesson are indexed under its key when
its proof is stored. Therefore a search finds only pages that have been proven for the current
content of the file.
"""

import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct

from torchquiz.engine.proof.search_pages import SearchPage
from torchquiz.engine.proof.search_words import close_words, with_inner_words

TABLES = """
create table if not exists page (
    id integer primary key,
    key text not null,
    lesson text not null,
    title text not null,
    item text not null,
    way text not null
);
create index if not exists page_of_key on page (key);
create index if not exists page_of_lesson on page (lesson)
"""
COLUMNS = ("heading", "says", "code", "beliefs")
TEXT = ", ".join(COLUMNS)
WITH_FTS = (
    f"create virtual table if not exists words using fts5({TEXT},"
    " tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
)
WITHOUT_FTS = f"create table if not exists words ({TEXT})"
"""SQL that creates a plain table, for versions of SQLite that lack full-text search."""
WEIGHTS = "8.0, 4.0, 2.0, 3.0"
"""Weights of matches in a heading, in prose, in code and in a misconception."""
EXCERPT = 90
"""The maximum number of characters of a page that are shown in a hit."""
WORD = re.compile(r"[^\W_]+")
"""Matches a word made of letters and digits, so that `max_pool` counts as two words."""
COMMON = re.compile(
    "a|an|and|are|as|at|by|do|does|for|from|how|in|is|it|of|on|or|that|the|there|this|to|what"
    "|when|which|with"
)
"""Matches a common word such as `the`, which is ignored unless the query has no other words."""


class Hit(Struct, frozen=True):
    """A page that a search found, with an excerpt that contains one of the words searched for."""

    lesson: str
    """The lesson's id."""
    title: str
    """The lesson's title."""
    item: str
    """The item's id, or an empty string for a lesson or an activity."""
    way: str
    """The name of the activity, or an empty string for a lesson or an item."""
    excerpt: str
    """Part of a line of the page that contains one of the words."""
    is_belief: bool = False
    """Whether the excerpt describes a misconception, which a learner must not take as a fact."""


class Index:
    """The search index, which is part of the database of proofs."""

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
        """Return those of the given keys for which the index contains no pages yet."""
        query = (
            "select value from json_each(?) where not exists (select 1 from page where key = value)"
        )
        return [key for (key,) in self._db.execute(query, (json.dumps(list(keys)),))]

    def fill(self, key: str, pages: Iterable[SearchPage]) -> None:
        """Replace the indexed pages of a lesson. The caller must have opened a transaction."""
        new_pages = list(pages)
        for lesson in {page.lesson for page in new_pages}:
            self._delete(key, lesson)
        for page in new_pages:
            self._add(key, page)

    def find(self, text: str, keys: Collection[str], limit: int) -> list[Hit]:
        """Return the pages under these keys that contain every word of the query, best first.

        If there are none, words that look misspelt are replaced with the closest known words.
        """
        typed = WORD.findall(text.lower())
        words = [word for word in typed if not COMMON.fullmatch(word)] or typed
        if not words:
            return []
        if not self._has_fts:
            return self._containing(words, keys, limit)
        hits = self._matching([[word] for word in words], keys, limit)
        return hits or self._matching(self._corrected(words), keys, limit)

    def _delete(self, key: str, lesson: str) -> None:
        query = "select id from page where lesson = ? or key = ?"
        old = self._db.execute(query, (lesson, key)).fetchall()
        self._db.executemany("delete from words where rowid = ?", old)
        self._db.executemany("delete from page where id = ?", old)

    def _add(self, key: str, page: SearchPage) -> None:
        number = self._db.execute(
            "insert into page (key, lesson, title, item, way) values (?, ?, ?, ?, ?)",
            (key, page.lesson, page.title, page.item, page.way),
        ).lastrowid
        texts = [with_inner_words(getattr(page, column)) for column in COLUMNS]
        self._db.execute(
            f"insert into words (rowid, {TEXT}) values (?, ?, ?, ?, ?)", (number, *texts)
        )

    def _matching(self, words: list[list[str]], keys: Collection[str], limit: int) -> list[Hit]:
        """Return the pages that contain at least one of the given spellings of each word."""
        groups = [" OR ".join(f'"{spelling}"*' for spelling in spellings) for spellings in words]
        wanted = " AND ".join(f"({group})" for group in groups)
        rows = self._db.execute(
            f"select lesson, title, item, way, {TEXT}, key"
            " from words join page on page.id = words.rowid"
            f" where words match ? and rank match 'bm25({WEIGHTS})' order by rank",
            (wanted,),
        )
        all_spellings = [spelling for spellings in words for spelling in spellings]
        allowed = set(keys)
        hits: list[Hit] = []
        for *row, key in rows:
            if len(hits) == limit:
                break
            if key in allowed:
                hits.append(_hit(row, all_spellings))
        return hits

    def _containing(self, words: list[str], keys: Collection[str], limit: int) -> list[Hit]:
        """Return the pages that contain every word, without using SQLite's full-text search."""
        whole_page = " || ' ' || ".join(COLUMNS)
        conditions = " and ".join(f"{whole_page} like ?" for _ in words)
        rows = self._db.execute(
            f"select lesson, title, item, way, {TEXT}"
            " from words join page on page.id = words.rowid"
            f" where {conditions} and key in (select value from json_each(?))"
            " order by heading = '', page.id limit ?",
            (*(f"%{word}%" for word in words), json.dumps(list(keys)), limit),
        )
        return [_hit(row, words) for row in rows]

    def _corrected(self, words: list[str]) -> list[list[str]]:
        """Return the spellings to try for each word of the query.

        These are the word itself if it is known, and otherwise the most similar known words.
        """
        self._db.execute(
            "create virtual table if not exists temp.term using fts5vocab(main, words, 'row')"
        )
        rows = self._db.execute("select term from temp.term where length(term) > 2")
        known = [term for (term,) in rows]
        return [
            [word] if any(term.startswith(word) for term in known) else close_words(word, known)
            for word in words
        ]


def _hit(row: Sequence[object], words: Sequence[str]) -> Hit:
    """Create a hit, with an excerpt from the first line that contains any of the words."""
    # In a damaged file, a column may contain data of any type.
    lesson, title, item, way, *texts = ("" if value is None else str(value) for value in row)
    lines = [" ".join(line.split()) for line in "\n".join(texts).splitlines() if line.strip()]
    line = next((line for line in lines if _positions(line, words)), "".join(lines[:1]))
    excerpt = _excerpt(line, min(_positions(line, words), default=0))
    beliefs = " ".join(texts[COLUMNS.index("beliefs")].split())
    return Hit(lesson, title, item, way, excerpt, is_belief=line == beliefs)


def _positions(line: str, words: Sequence[str]) -> list[int]:
    """Return the positions at which words first occur in a line. Absent words are left out."""
    lower = line.lower()
    return [lower.find(word) for word in words if word in lower]


def _excerpt(line: str, position: int) -> str:
    """Return an excerpt of a line that begins shortly before a position."""
    start = 0
    if position >= EXCERPT // 2:
        start = line.rfind(" ", 0, position - EXCERPT // 3) + 1
    part = ("…" if start else "") + line[start:]
    return part if len(part) <= EXCERPT else part[: EXCERPT - 1].rstrip() + "…"
