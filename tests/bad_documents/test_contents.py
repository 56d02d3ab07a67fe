"""Every bad file is read, or skipped with a reason in one line; the good brief beside it is used all the same."""

from __future__ import annotations

import pytest

from benchmarks.bad_documents.__main__ import run
from benchmarks.bad_documents.contents import CONTENTS
from benchmarks.bad_documents.folders import add_good
from briefbot.errors import BriefFormatError
from briefbot.library.readers.text import read_text

MOST_MB = 600


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_a_file_is_read_or_skipped_with_a_reason(content):
    if not content.read:
        with pytest.raises(BriefFormatError, match=content.says):
            read_text(content.data, id="2022.txt", source="2022.txt")
        return
    reading = read_text(content.data, id="2022.txt", source="2022.txt")
    assert bool(reading.notices) == bool(content.says)
    assert all(content.says in notice.reason for notice in reading.notices[:1])
    assert reading.brief.text.encode(reading.brief.encoding) == content.data


def test_all_of_them_in_one_folder_stop_no_command(tmp_path):
    for number, content in enumerate(CONTENTS.values()):
        (tmp_path / f"{number:02}.txt").write_bytes(content.data)
    add_good(tmp_path)
    rows = run(tmp_path)
    assert len(rows) == 9
    for row in rows:
        assert row["code"] in (0, 3), row
        assert row["peak_mb"] < MOST_MB
        for line in (row["out"] + row["err"]).splitlines():
            assert line.isprintable() or line.replace("\u200d", "").isprintable(), (
                row["command"],
                line,
            )
    days = next(row["out"] for row in rows if row["command"] == "days")
    assert "2022-02-03" in days
    used = sum(content.read for content in CONTENTS.values())
    assert f"{used} briefs" in days
