"""The environment as settings."""

from __future__ import annotations

import pytest

from briefbot.settings import Settings


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        pytest.param({}, Settings(), id="nothing set"),
        pytest.param({"BRIEFBOT_BRIEFS": "  ", "BRIEFBOT_MODEL": ""}, Settings(), id="blank"),
        pytest.param({"BRIEFBOT_BRIEFS": "news"}, Settings(briefs="news"), id="briefs"),
        pytest.param({"BRIEFBOT_MODEL": " extractive "}, Settings(model="extractive"), id="model"),
        pytest.param({"BRIEFBOT_PROMPTS": "p"}, Settings(prompts="p"), id="prompts"),
        pytest.param({"BRIEFBOT_CACHE": "/c"}, Settings(cache="/c"), id="cache"),
        pytest.param({"BRIEFBOT_ENCODER": " off "}, Settings(encoder="off"), id="encoder"),
        pytest.param({"briefbot_model": "x"}, Settings(), id="names are upper case"),
    ],
)
def test_from_environ(environ: dict[str, str], expected: Settings) -> None:
    assert Settings.from_environ(environ) == expected


def test_default_briefs_is_the_seeds_folder() -> None:
    assert Settings().briefs == "seeds"
