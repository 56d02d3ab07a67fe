"""The file of vectors: kept and found again, never believed unchecked, never the reason that something fails."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from briefbot.retrieval.vector_file import VectorFile
from briefbot.retrieval.vectors import Stored, Vectors, place_of

ROOT = Path(__file__).resolve().parents[2]
ONE, OTHER = "1a" * 32, "2b" * 32
ENCODER = "e" * 16


def row(sha256=ONE, start=0, made_of=b"text", vectors=b"\1\2\3"):
    return Stored(place_of(sha256, start), made_of, vectors)


ROWS = [row(start=n, vectors=bytes([n] * 50)) for n in range(200)]
WANTED = {one.place: one.made_of for one in ROWS}
FOUND = {one.place: one.vectors for one in ROWS}


class Kept(Vectors):
    """Vectors that remember what they told."""

    def __init__(self, path, fingerprint=ENCODER):
        self.told = []
        super().__init__(path, fingerprint, self.told.append)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "library" / "vectors.sqlite"


@pytest.fixture
def kept(path):
    vectors = Kept(path)
    assert vectors.keep(ROWS, of=[ONE], whole=[ONE])
    return vectors


def test_places_of_a_brief_are_together_and_fit_into_sqlite():
    assert place_of(ONE, 1) == place_of(ONE, 0) + 1
    assert place_of("f" * 64, (1 << 26) - 1) == (1 << 63) - 1
    assert place_of("0" * 64, 0) == 0


@pytest.mark.parametrize("lasting", [True, False], ids=["file", "memory"])
def test_what_is_kept_is_found(lasting, path):
    vectors = Kept(path if lasting else None)
    assert vectors.find(WANTED) == {}
    assert vectors.keep(ROWS[:7], of=[ONE])
    assert (vectors.whole(), vectors.begun()) == (set(), {ONE: 7})
    assert vectors.keep(ROWS, of=[ONE], whole=[ONE])
    assert (vectors.whole(), vectors.begun()) == ({ONE}, {})
    assert vectors.find(WANTED) == FOUND
    # A brief that is whole stays so when a question makes one of its rows again.
    assert vectors.keep(ROWS[:1], of=[ONE])
    assert vectors.whole() == {ONE}
    assert vectors.told == []


def test_more_places_than_one_statement_takes(path):
    rows = [row(start=n) for n in range(2_500)]
    vectors = Kept(path)
    vectors.keep(rows, of=[ONE])
    assert len(vectors.find({one.place: one.made_of for one in rows})) == 2_500


def test_the_next_process_finds_it(kept, path):
    kept.file.close()
    again = Kept(path)
    assert again.find(WANTED) == FOUND
    assert again.whole() == {ONE}
    # Closed is not the end.
    assert kept.find(WANTED) == FOUND


def test_a_row_made_of_something_else_is_not_used(kept):
    assert kept.find(dict.fromkeys(WANTED, b"another text")) == {}
    assert kept.told == []


def test_what_another_encoder_made_is_thrown_away(kept, path):
    other = Kept(path, fingerprint="f" * 16)
    assert (other.find(WANTED), other.whole(), other.told) == ({}, set(), [])
    assert other.keep(ROWS[:1], of=[ONE])
    again = Kept(path)
    assert (again.find(WANTED), again.begun()) == ({}, {})


def test_a_file_of_another_format_is_emptied(kept, path):
    kept.file.close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
        db.execute("ALTER TABLE paragraphs DROP COLUMN crc")
    db.close()
    again = Kept(path)
    assert (again.find(WANTED), again.told) == ({}, [])
    assert again.keep(ROWS, of=[ONE])
    assert again.find(WANTED) == FOUND


def test_briefs_that_are_gone_are_forgotten(kept):
    rows = [row(OTHER, n) for n in range(3)]
    kept.keep(rows, of=[OTHER])
    assert kept.settled() == ("", 0)
    assert kept.settle([OTHER], "generation2", 7)
    assert kept.settled() == ("generation2", 7)
    assert kept.find(WANTED) == {}
    assert (kept.whole(), kept.begun()) == (set(), {OTHER: 3})
    assert len(kept.find({one.place: one.made_of for one in rows})) == 3


def test_a_brief_with_the_greatest_hash_is_forgotten_too(path):
    greatest = "f" * 64
    vectors, last = Kept(path), row(greatest, (1 << 26) - 1)
    vectors.keep([last], of=[greatest])
    assert vectors.begun() == {greatest: 1}
    vectors.settle([ONE], "", 0)
    assert vectors.find({last.place: last.made_of}) == {}


def test_nobody_else_on_the_machine_reads_it(kept, path):
    if os.name == "nt":
        pytest.skip("needs modes")
    assert path.parent.stat().st_mode & 0o777 == 0o700


# Damage.


def alter(statement):
    def damage(path):
        with sqlite3.connect(path) as db:
            db.execute(statement)
        db.close()

    return damage


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE paragraphs SET vectors = zeroblob(50)", id="vectors"),
        pytest.param("UPDATE paragraphs SET vectors = 'text'", id="text"),
        pytest.param("UPDATE paragraphs SET vectors = NULL", id="nothing"),
        pytest.param("UPDATE paragraphs SET crc = crc + 1", id="sum"),
        pytest.param("UPDATE paragraphs SET crc = 'x'", id="no sum"),
    ],
)
def test_a_changed_row_is_not_used_and_told_of(kept, path, statement):
    alter(statement + f" WHERE place = {ROWS[3].place}")(path)
    assert kept.find(WANTED) == {place: v for place, v in FOUND.items() if place != ROWS[3].place}
    assert kept.told == ["some vectors were damaged; made again"]
    assert kept.keep([ROWS[3]], of=[ONE])
    assert kept.find(WANTED) == FOUND


def by_another_process(code, *args):
    command = [sys.executable, "-c", code, *map(str, args)]
    environ = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{Path(__file__).parent}"}
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)


DAMAGE = {
    "garbage": lambda path: path.write_bytes(b"no file of ours, " * 3_000),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "half": lambda path: os.truncate(path, path.stat().st_size // 2),
    "a page and a half": lambda path: os.truncate(path, 6_000),
    "a few bytes": lambda path: os.truncate(path, 50),
    "no rows' table": alter("DROP TABLE paragraphs"),
    "another column": alter("ALTER TABLE paragraphs RENAME COLUMN crc TO sum"),
}
# Of these only who opens the file takes note.
AT_OPENING = {
    "no state": alter("DROP TABLE state"),
    "no text": alter("UPDATE state SET value = CAST(x'ff' AS TEXT)"),
}
DAMAGED = [
    pytest.param(what, False, id=f"{name}-closed") for name, what in (DAMAGE | AT_OPENING).items()
]
DAMAGED += [pytest.param(what, True, id=f"{name}-open") for name, what in DAMAGE.items()]


@pytest.mark.parametrize(("damage", "while_open"), DAMAGED)
def test_a_damaged_file_is_begun_anew_and_told_of(kept, path, damage, while_open):
    if not while_open:
        kept.file.close()
    damage(path)
    vectors = kept if while_open else Kept(path)
    found = vectors.find(WANTED)
    assert found.items() <= FOUND.items()
    assert vectors.keep(ROWS, of=[ONE], whole=[ONE])
    assert vectors.find(WANTED) == FOUND
    assert all("damaged" in words for words in vectors.told)
    assert len(vectors.told) == (1 if len(found) < len(FOUND) else 0)
    again = Kept(path)
    assert (again.find(WANTED), again.whole(), again.told) == (FOUND, {ONE}, [])


def test_no_flipped_byte_gives_another_vector(kept, path):
    kept.file.close()
    data = path.read_bytes()
    told = 0
    for at in range(0, len(data), len(data) // 150):
        path.write_bytes(data[:at] + bytes([data[at] ^ (1 << at % 8)]) + data[at + 1 :])
        vectors = Kept(path)
        assert vectors.find(WANTED).items() <= FOUND.items(), at
        vectors.whole(), vectors.begun(), vectors.settled()
        assert vectors.keep(ROWS, of=[ONE], whole=[ONE]), at
        assert vectors.find(WANTED) == FOUND, at
        vectors.file.close()
        told += bool(vectors.told)
    assert told > 10


ENDLESS = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c)"


@pytest.mark.parametrize(
    "statements",
    [
        pytest.param(
            [
                "DROP TABLE paragraphs",
                f"CREATE VIEW paragraphs AS {ENDLESS} SELECT n place, n made_of, 0 crc, n vectors FROM c",
            ],
            id="endless-paragraphs",
        ),
        pytest.param(
            [
                "DROP TABLE briefs",
                f"CREATE VIEW briefs AS {ENDLESS} SELECT n number, 'a' sha256, 1 whole FROM c",
            ],
            id="endless-briefs",
        ),
        pytest.param(
            [
                "CREATE TRIGGER more AFTER INSERT ON paragraphs BEGIN"
                " UPDATE paragraphs SET vectors = x'00', crc = 3523407757; END"
            ],
            id="trigger",
        ),
        pytest.param(["CREATE TABLE others (n)"], id="more-tables"),
    ],
)  # fmt: skip
def test_what_has_other_tables_is_not_ours_and_begun_anew(kept, path, statements):
    kept.file.close()
    with sqlite3.connect(path) as db:
        for statement in statements:
            db.execute(statement)
    db.close()
    again = Kept(path)
    assert again.find(WANTED) == {}
    assert again.told == [
        "the vectors were damaged (its tables are others); made again when needed"
    ]
    assert (again.whole(), again.begun()) == (set(), {})
    assert again.keep(ROWS, of=[ONE], whole=[ONE])
    assert Kept(path).find(WANTED) == FOUND


def test_a_row_larger_than_any_of_ours_is_not_read(kept, path):
    with sqlite3.connect(path) as db:
        db.execute("UPDATE paragraphs SET vectors = zeroblob(2000000) WHERE place % 2")
    db.close()
    again = Kept(path)
    assert again.find(WANTED) == {}
    assert again.told == [
        "the vectors were damaged (string or blob too big); made again when needed"
    ]
    assert path.stat().st_size < 1_000_000


@pytest.mark.parametrize("precious", [b"no database", None], ids=["text", "database"])
def test_a_link_in_its_place_is_left_alone_with_what_it_leads_to(tmp_path, path, precious):
    target = tmp_path / "mine"
    if precious is None:
        with sqlite3.connect(target) as db:
            db.execute("CREATE TABLE mine (n)")
        db.close()
    else:
        target.write_bytes(precious)
    before = target.read_bytes()
    path.parent.mkdir()
    path.symlink_to(target)
    vectors = Kept(path)
    assert vectors.keep(ROWS, of=[ONE], whole=[ONE])
    assert vectors.find(WANTED) == FOUND
    assert target.read_bytes() == before
    assert path.is_symlink()
    assert vectors.told == ["vectors can't be kept (it is a link); set BRIEFBOT_CACHE"]


def test_an_empty_file_is_no_damage(path):
    path.parent.mkdir()
    path.touch()
    vectors = Kept(path)
    assert vectors.keep(ROWS, of=[ONE])
    assert vectors.told == []


# Out of reach.


def test_a_deleted_folder_is_made_again(kept, path):
    kept.file.close()
    path.unlink()
    path.parent.rmdir()
    assert kept.find(WANTED) == {}
    assert kept.keep(ROWS, of=[ONE])
    assert kept.find(WANTED) == FOUND
    assert kept.told == []
    assert path.exists()


@pytest.mark.parametrize("blocked", ["library", "library/vectors.sqlite"])
def test_a_file_that_cannot_be_had_means_memory_and_one_warning(tmp_path, path, blocked):
    if blocked == "library":
        (tmp_path / blocked).touch()
    else:
        (tmp_path / blocked).mkdir(parents=True)
    vectors = Kept(path)
    assert vectors.file.lasting
    assert vectors.keep(ROWS, of=[ONE])
    assert vectors.find(WANTED) == FOUND
    assert not vectors.file.lasting
    (told,) = vectors.told
    assert "can't be kept" in told
    assert "BRIEFBOT_CACHE" in told


# As somebody who is not root, whom no mode stops.
_READ_ONLY = """
import os, sys
from test_vectors import FOUND, ONE, ROWS, WANTED, Kept, Path
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
vectors = Kept(Path(sys.argv[1]))
assert vectors.find(WANTED) == FOUND, vectors.told
assert vectors.told == []
assert vectors.keep(ROWS[:1], of=[ONE])
assert len(vectors.told) == 1 and "can't be kept" in vectors.told[0], vectors.told
assert vectors.find(WANTED) == {ROWS[0].place: ROWS[0].vectors}
"""


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="needs users")
def test_a_file_that_cannot_be_written_is_read():
    # Not in a folder of pytest's, which nobody else may enter.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vectors.sqlite"
        vectors = Kept(path)
        assert vectors.keep(ROWS, of=[ONE])
        vectors.file.close()
        path.chmod(0o444)
        path.parent.chmod(0o555)
        done = by_another_process(_READ_ONLY, path)
        path.parent.chmod(0o700)
    assert done.returncode == 0, done.stderr


def test_memory_is_all_there_is_when_told_to_leave(kept, path):
    kept.file.leave()
    assert kept.find(WANTED) == {}
    assert kept.keep(ROWS[:1], of=[ONE])
    assert Kept(path).find(WANTED) == FOUND


# Other processes.


@pytest.mark.parametrize("lock", ["IMMEDIATE", "EXCLUSIVE"])
def test_while_another_writes_nothing_waits_long_or_fails(kept, path, lock):
    other = sqlite3.connect(path, isolation_level=None)
    other.execute(f"BEGIN {lock}")
    assert kept.find(WANTED) == (FOUND if lock == "IMMEDIATE" else {})
    assert not kept.keep([row(OTHER)], of=[OTHER])
    assert not kept.settle([ONE], "generation", 0)
    assert kept.whole() == ({ONE} if lock == "IMMEDIATE" else set())
    other.execute("ROLLBACK")
    other.close()
    assert kept.find(WANTED) == FOUND
    assert kept.keep([row(OTHER)], of=[OTHER])
    assert kept.told == []


def test_who_comes_second_to_a_new_file_leaves_what_the_first_wrote(kept, path, monkeypatch):
    real, calls = VectorFile._is_ours, []

    def not_yet(self, db):
        calls.append(db)
        # Between this look and the writing the first one was done.
        return len(calls) > 1 and real(self, db)

    monkeypatch.setattr(VectorFile, "_is_ours", not_yet)
    assert Kept(path).find(WANTED) == FOUND


_WRITER = """
import sys
from test_vectors import ONE, ROWS, Kept, Path
vectors, n = Kept(Path(sys.argv[1])), int(sys.argv[2])
for one in ROWS[n:40:4]:
    while not vectors.keep([one], of=[ONE]):
        assert not vectors.told
assert not vectors.told, vectors.told
"""


def test_first_processes_at_once_make_one_file(path):
    with ThreadPoolExecutor(4) as pool:
        ended = list(pool.map(lambda n: by_another_process(_WRITER, path, n), range(4)))
    assert [done.stderr for done in ended] == [""] * 4
    vectors = Kept(path)
    assert vectors.find(WANTED) == {one.place: one.vectors for one in ROWS[:40]}
    assert vectors.begun() == {ONE: 40}
