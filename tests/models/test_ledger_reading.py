from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbot.models.base import Completion, Message, Request
from briefbot.models.ledger import Ledger, Noted
from briefbot.models.ledger_lines import LONGEST_LINE, DamagedLineError, from_line, to_line
from briefbot.models.ledger_reading import Kept, read_ledger
from briefbot.models.testing import ScriptedModel
from briefbot.results import Usage

ASK = Request(messages=(Message("user", "x"),), max_output_tokens=10, prompt="ask@1")
USED = Usage(calls=1, input_tokens=9, output_tokens=1)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def write(folder, *times):
    """An attempt for each of the times, numbered by its input tokens."""
    clock = iter(times)
    ledger = Ledger(folder, clock=lambda: next(clock).timestamp())
    replies = [
        Completion("x", "m", USED.model_copy(update={"input_tokens": number + 1}))
        for number in range(len(times))
    ]
    model = Noted(ScriptedModel(replies), ledger)
    for _ in times:
        model.complete(ASK)


def numbers(kept: Kept) -> list[int | None]:
    return [one.ending and one.ending.usage.input_tokens for one in kept.attempts]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The bytes of a ledger with three attempts."""
    folder = tmp_path_factory.mktemp("written")
    write(folder, NOON, NOON, NOON)
    return (folder / "2026-03.jsonl").read_bytes()


@pytest.fixture
def holding(tmp_path):
    """Makes a ledger of some bytes."""

    def make(data: bytes):
        (tmp_path / "2026-03.jsonl").write_bytes(data)
        return tmp_path

    return make


def test_there_may_be_no_ledger(tmp_path):
    assert read_ledger(tmp_path / "none") == Kept(())


def test_other_files_are_no_part_of_it(tmp_path):
    write(tmp_path, NOON)
    for name in ("notes.txt", "2026-03.jsonl.bak", "2026-3.jsonl"):
        (tmp_path / name).write_text("what\n")
    assert read_ledger(tmp_path).damaged == ()


@given(data=st.data())
def test_one_flipped_byte_costs_one_line(written, tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("flipped")
    place = data.draw(st.integers(0, len(written) - 1))
    other = data.draw(st.integers(1, 255))
    changed = written[:place] + bytes([written[place] ^ other]) + written[place + 1 :]
    (folder / "2026-03.jsonl").write_bytes(changed)
    kept = read_ledger(folder)
    # Either line of an attempt says who was asked what, so none is gone altogether.
    assert len(kept.attempts) == 3
    assert len([number for number in numbers(kept) if number]) >= 2
    assert len(kept.damaged) <= 2
    assert set(numbers(kept)) <= {1, 2, 3, None}
    assert bool(kept.damaged) is (changed.strip() != written.strip())


@given(data=st.data())
def test_a_torn_ledger_is_read_up_to_the_tear_and_grows_on(written, tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("torn")
    cut = data.draw(st.integers(0, len(written)))
    (folder / "2026-03.jsonl").write_bytes(written[:cut])
    before = read_ledger(folder)
    whole = [line for line in written[:cut].split(b"\n") if line]
    lines = [line for line in written.split(b"\n") if line]
    acknowledged = sum(line in lines for line in whole)
    assert len(before.damaged) == len(whole) - acknowledged <= 1
    assert len([n for n in numbers(before) if n]) == acknowledged // 2
    write(folder, NOON)
    after = read_ledger(folder)
    assert len(after.attempts) == len(before.attempts) + 1
    assert after.attempts[-1].ending
    assert len(after.damaged) == len(before.damaged)


@given(st.binary(max_size=300))
def test_no_bytes_are_too_odd_to_read(tmp_path_factory, junk):
    folder = tmp_path_factory.mktemp("junk")
    (folder / "2026-03.jsonl").write_bytes(junk)
    assert read_ledger(folder).attempts == ()


@pytest.mark.parametrize(
    ("between", "reason"),
    [
        pytest.param(b"hello", "torn, or no line of a ledger", id="text"),
        pytest.param(b"\0" * 4096, "torn, or no line of a ledger", id="a hole of NULs"),
        pytest.param(b"x" * 3 * LONGEST_LINE, "too long for a line of a ledger", id="endless"),
        pytest.param(b"\xff\xfe", "torn, or no line of a ledger", id="no text"),
        pytest.param(
            to_line({"id": "1"}), "of another version of briefbot (KeyError)", id="other fields"
        ),
    ],
)
def test_damage_is_named_with_its_line_and_the_rest_is_read(written, holding, between, reason):
    lines = written.split(b"\n")
    folder = holding(b"\n".join([*lines[:3], between, *lines[3:]]))
    kept = read_ledger(folder)
    assert numbers(kept) == [1, 2, 3]
    (damage,) = kept.damaged
    assert (damage.line, damage.reason) == (4, reason)
    assert str(damage) == f"{str(folder / '2026-03.jsonl')!r}, line 4: {reason}"


def test_an_endless_last_line_is_damage_too(written, holding):
    kept = read_ledger(holding(written + b"\n" + b"x" * LONGEST_LINE))
    assert numbers(kept) == [1, 2, 3]
    assert [damage.line for damage in kept.damaged] == [8]


def test_an_attempt_whose_first_line_is_lost_is_told_by_its_last(written, holding):
    lines = written.split(b"\n")
    kept = read_ledger(holding(b"\n".join([*lines[:1], b"gone", *lines[2:]])))
    assert numbers(kept) == [1, 2, 3]


def test_lines_that_ran_together_are_told_apart(written, holding):
    lines = [line for line in written.split(b"\n") if line]
    kept = read_ledger(holding(lines[0][:50] + b"".join(lines[1:])))
    assert numbers(kept) == [1, 2, 3]
    assert len(kept.damaged) == 1


def test_an_attempt_without_an_ending_is_kept(written, holding):
    lines = written.split(b"\n")
    kept = read_ledger(holding(b"\n".join(lines[:-1])))
    assert [bool(one.ending) for one in kept.attempts] == [True, True, False]
    assert kept.attempts[2].most.output_tokens == 10


@pytest.mark.parametrize("kind", ["folder", "pipe", "loop"])
def test_what_is_no_file_is_named(tmp_path, kind):
    path = tmp_path / "2026-03.jsonl"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(path)
    write(tmp_path, NOON + timedelta(days=40))
    kept = read_ledger(tmp_path)
    assert len(kept.attempts) == 1
    assert [(damage.path, damage.line) for damage in kept.damaged] == [(str(path), 0)]


def test_a_folder_that_is_none_is_named(tmp_path):
    (tmp_path / "ledger").write_text("x")
    assert [damage.line for damage in read_ledger(tmp_path / "ledger").damaged] == [0]


def test_a_clock_that_jumps_back_breaks_nothing(tmp_path):
    write(tmp_path, NOON, NOON - timedelta(days=1), NOON + timedelta(seconds=1))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-02.jsonl", "2026-03.jsonl"]
    kept = read_ledger(tmp_path)
    assert numbers(kept) == [2, 1, 3]
    write(tmp_path, NOON - timedelta(hours=1))
    # In a file the order is that of the lines, whatever the clock said.
    assert numbers(read_ledger(tmp_path)) == [2, 1, 3, 1]


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (None, None, [1, 2, 3, 4]),
        (date(2026, 3, 1), None, [2, 3, 4]),
        (None, date(2026, 3, 1), [1, 2]),
        (date(2026, 3, 1), date(2026, 3, 31), [2, 3]),
        (date(2026, 3, 2), date(2026, 3, 1), []),
        (date(2027, 1, 1), None, []),
    ],
)
def test_days_are_in_utc(tmp_path, since, until, found):
    times = ("2026-02-28T23:59:59", "2026-03-01T00:00:00", "2026-03-31T23:59:59", "2026-04-01")
    write(tmp_path, *(datetime.fromisoformat(time).replace(tzinfo=UTC) for time in times))
    assert numbers(read_ledger(tmp_path, since=since, until=until)) == found


def test_damage_in_months_not_asked_for_is_not_read(tmp_path):
    write(tmp_path, NOON)
    (tmp_path / "2025-01.jsonl").write_text("damage")
    assert read_ledger(tmp_path, since=date(2026, 1, 1)).damaged == ()
    assert len(read_ledger(tmp_path).damaged) == 1


@given(
    st.dictionaries(
        st.text(max_size=10).filter(lambda name: name not in {"v", "crc"}),
        st.none() | st.booleans() | st.integers() | st.text(max_size=50),
        max_size=5,
    )
)
def test_a_line_comes_back_as_it_was(fields):
    line = to_line(fields)
    assert b"\n" not in line
    assert from_line(line) == {"v": 1, **fields}
    with pytest.raises(DamagedLineError):
        from_line(line[:-1])


LIES = [
    {"micro_usd": "7"},
    {"micro_usd": [1]},
    {"micro_usd": float("nan")},
    {"micro_usd": -(10**9)},
    {"most_micro_usd": "x"},
    {"calls": "2"},
    {"calls": True},
    {"calls": -5},
    {"input_tokens": 10**30},
    {"output_tokens": 1.5},
    {"output_seen": float("inf")},
    {"elapsed_ms": None},
    {"served": [1]},
    {"model": "m" * 10_000},
    {"id": None},
    {"sent": "0001-01-01T00:00:00+14:00"},
]


@pytest.mark.parametrize("lie", LIES, ids=[str(lie)[:40] for lie in LIES])
def test_a_line_with_a_good_checksum_and_values_that_nobody_wrote_is_damaged(written, holding, lie):
    first = from_line(next(line for line in written.splitlines() if b'"ended"' in line))
    lying = to_line({**first, "id": "other", **lie})
    kept = read_ledger(holding(written + b"\n" + lying + b"\n"))
    assert (len(kept.attempts), len(kept.damaged)) == (3, 1)


def test_of_a_million_damaged_lines_a_thousand_are_named(written, holding):
    kept = read_ledger(holding(written + b"\nx" * 20_000))
    assert len(kept.attempts) == 3
    assert (len(kept.damaged), kept.unnamed) == (1_000, 19_000)
