"""Every kind of result as Markdown, read by GitHub's own parser: footnotes of ours, and nothing of the brief's."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbot import Briefbot
from briefbot.rendering import to_markdown
from briefbot.rendering.markdown import escape
from briefbot.rendering.plain import clean

PIECES = [
    *"ab1 .)(]![*_`<>&#~|:/@-+=\\\"'{}$^\n\t",
    *(
        "www.",
        "WWW.",
        "http://",
        "https://evil.example",
        "ftp://",
        "mailto:",
        "xmpp:",
        "a@b.example",
    ),
    *(
        "@someone",
        "#12",
        "GH-3",
        "[^1]",
        "[^1]: x",
        "```",
        "~~~",
        "---",
        "===",
        "<img src=x>",
        "<!--",
        "-->",
    ),
    *(
        "![x](//e)",
        "[x]: //e",
        "&#106;",
        "&lt;",
        "é",
        "“",
        "\u200b",
        "\x1b",
        "<http://e>",
        "|---|",
        "@@",
        "\\\\",
    ),
]
TEXT = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
OURS = {"h1", "h2", "p", "ul", "li", "strong", "em", "hr", "sup", "a", "section", "ol", "code"}
# Raw HTML is shown as HTML, so that whatever gets through is seen here.
OPTIONS = Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_UNSAFE
FREE = {
    "text",
    "quote",
    "source",
    "speaker",
    "topic",
    "question",
    "query",
    "value",
    "unit",
    "what",
    "when",
}
FREE |= {"title", "heading", "before", "after", "model", "model_served", "id"}


class Page(HTMLParser):
    """The tags and addresses of a page."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.others: list[str] = []
        self.feed(cmarkgfm.github_flavored_markdown_to_html(markdown, options=OPTIONS))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name in ("href", "src"):
                self.links.append(value or "")

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    handle_decl = unknown_decl = handle_pi = handle_comment


def foreign(markdown: str) -> list[str]:
    """All of a page that is neither text, nor a footnote, nor of our own."""
    page = Page(markdown)
    links = [link for link in page.links if not re.fullmatch(r"#fn(?:ref)?-[\w-]+", link)]
    return [*sorted(page.tags - OURS), *links, *page.others]


@given(TEXT)
@settings(max_examples=400)
def test_github_shows_any_text_exactly_and_adds_nothing(text: str) -> None:
    markdown = f"- **{escape('x' + text)}:** {escape(text)}"
    assert foreign(markdown) == []
    shown = cmarkgfm.github_flavored_markdown_to_html(escape(f"x{text}"), options=OPTIONS)
    assert html.unescape(re.sub(r"<[^>]*>", "", shown)).strip() == clean(f"x{text}")
    # What GitHub adds after parsing, to mentions and issues, it adds to text outside of code.
    outside = html.unescape(re.sub(r"<code>.*?</code>", "\0", shown))
    assert not re.search(r"@\w", outside)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """One result of each kind, made of two days of news."""
    news = tmp_path_factory.mktemp("news")
    same = "Viktor Orban said the dam at Lake Orvel is safe. "
    (news / "2022-02-01.txt").write_text(f"Lake Orvel\n\n{same}Engineers opened two gates.\n")
    (news / "2022-02-02.txt").write_text(
        f"Lake Orvel\n\n{same}Engineers opened four gates. Experts will inspect Lake Orvel on Feb. 9.\n"
    )
    environ = {"BRIEFBOT_CACHE": str(tmp_path_factory.mktemp("cache"))}
    bot = Briefbot(news, model="extractive", environ=environ)
    return {
        "summary": bot.summarize(date(2022, 2, 2)),
        "answer": bot.ask("How many gates did engineers open?"),
        "abstention": bot.ask("What does Zorkistan demand?"),
        "changes": bot.changes(),
        "story": bot.story("Orvel"),
        "timeline": bot.timeline("Orvel"),
    }


def poisoned(result: Any, text: str) -> Any:
    def walk(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: walk(one, key) for key, one in value.items()}
        if isinstance(value, list):
            return [walk(one, name) for one in value]
        is_free = name in FREE and isinstance(value, str)
        return f"{text}{value}{text}" if is_free else value

    data = walk(json.loads(result.model_dump_json()))
    return type(result).model_validate_json(json.dumps(data))


@pytest.mark.parametrize(
    "kind", ["summary", "answer", "abstention", "changes", "story", "timeline"]
)
@given(text=TEXT)
@settings(max_examples=40)
def test_no_result_of_any_kind_smuggles_anything(
    kind: str, results: dict[str, Any], text: str
) -> None:
    harmless, hostile = (to_markdown(r) for r in (results[kind], poisoned(results[kind], text)))
    assert foreign(hostile) == []
    # No footnote is forged and none is taken away.
    assert Page(hostile).links == Page(harmless).links
    assert hostile.startswith("# ")


def test_a_calendar_has_no_line_of_the_briefs_own(results: dict[str, Any]) -> None:
    pytest.importorskip("icalendar")
    from briefbot.rendering.calendar import to_calendar

    evil = "\r\nATTACH:http://evil.example\nEND:VEVENT\r\nBEGIN:VALARM\u2028URL:x\x0b\x1c;,\\n"
    harmless, hostile = (
        to_calendar(r) for r in (results["timeline"], poisoned(results["timeline"], evil))
    )

    def names(calendar: str) -> list[str]:
        lines = calendar.replace("\r\n ", "").split("\r\n")
        assert not any(set(line) & set("\n\r\x0b\x1c\u2028\x85") for line in lines)
        return [re.split("[:;]", line, maxsplit=1)[0] for line in lines]

    assert "BEGIN" in names(harmless)
    assert harmless.count("BEGIN:VEVENT") == 1
    assert names(hostile) == names(harmless)


def test_the_search_sees_what_is_smuggled() -> None:
    for evil in (
        "https://e.example",
        "a@b.example",
        "a\\@b.example",
        "<b>x</b>",
        "![x](y)",
        "[x](y)",
        "<!-- x -->",
    ):
        assert foreign(evil)
