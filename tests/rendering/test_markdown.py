"""Markdown that shows a brief's words and nothing else of it."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefbot.rendering import to_markdown
from briefbot.rendering.markdown import escape
from briefbot.rendering.plain import clean

if TYPE_CHECKING:
    from markdown_it.token import Token

    from briefbot.results import Answer, DailySummary

COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKUP = st.text(st.sampled_from(list("ab1 .)(]![*_`<>&#~|:/@-+=\\\"'{}$^\n\t")), max_size=30)
SMUGGLED = [
    "[click](http://evil.example)",
    "![pixel](http://evil.example/p.png)",
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "<http://evil.example>",
    "[ref]: http://evil.example",
    "[^1]: a forged note",
    "# A heading",
    "- a list",
    "12. a list",
    "> a quotation",
    "```\ncode",
    "    code",
    "| a | b |\n|---|---|",
    "**bold** _it_ ~~gone~~ `code`",
    "line\n===",
    "---",
    "&lt;b&gt; &copy; &#106;",
    "a\\",
    "{{ site.secret }}",
]


def tokens(markdown: str) -> list[Token]:
    found = []
    for token in COMMONMARK.parse(markdown):
        found += [token, *(token.children or ())]
    return found


def kinds(markdown: str) -> set[str]:
    """What the Markdown is made of; code is no more than text that GitHub adds nothing to."""
    return {token.type for token in tokens(markdown)} - {"code_inline"}


def shown(markdown: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", COMMONMARK.render(markdown))).strip()


@pytest.mark.parametrize("text", SMUGGLED)
@pytest.mark.parametrize("before", ["", "- ", "- **label:** ", "# "])
def test_markup_in_a_brief_is_shown_not_obeyed(text: str, before: str) -> None:
    assert kinds(before + escape(text)) <= kinds(f"{before}x")
    assert shown(before + escape(text)).removeprefix("label: ") == clean(text)


@given(MARKUP.filter(str.strip))
def test_any_text_is_shown_exactly(text: str) -> None:
    markdown = escape(text)
    assert kinds(markdown) <= {"paragraph_open", "paragraph_close", "inline", "text"}
    assert shown(markdown) == clean(text)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        pytest.param("At 10 a.m. the U.S. (and NATO) met.", None, id="prose stays readable"),
        pytest.param("“Not simple,” he said: no.", None, id="quotation"),
        pytest.param("see https://evil.example", r"see https\://evil.example", id="bare address"),
        pytest.param("see www.evil.example", r"see www\.evil.example", id="www"),
        pytest.param("[Although]", r"\[Although\]", id="brackets"),
        pytest.param("to a@evil.example", "to a`@`evil.example", id="mail"),
        pytest.param("ask @someone", "ask `@`someone", id="somebody on GitHub"),
        pytest.param("see #12 or GH-12", "see `#`12 or GH`-`12", id="issue on GitHub"),
        pytest.param("No. # 12, 100-12", None, id="no issue"),
    ],
)
def test_escape(text: str, escaped: str | None) -> None:
    assert escape(text) == (escaped or text)


def test_a_whole_summary_has_footnotes(summary: DailySummary) -> None:
    markdown = to_markdown(summary)
    assert markdown.startswith("# Wednesday, 2 February 2022\n\nMoscow has amassed troops.[^1]\n")
    assert "- **Build-up:** Moscow has amassed 100,000 troops. *(repaired)* [^1]\n" in markdown
    assert "\n## Drafted but not proved: not to be taken as news\n" in markdown
    body, _, notes = markdown.partition("\n---\n")
    assert list(dict.fromkeys(re.findall(r"\[\^(\d+)\]", body))) == ["1", "2", "3", "4"]
    assert re.findall(r"^\[\^(\d+)\]: 2022-02-02, seeds/a.txt: ", notes, re.MULTILINE) == [
        *("1", "2", "3", "4")
    ]


def test_notes_of_several_results_do_not_collide(answer: Answer, summary: DailySummary) -> None:
    names = [
        set(re.findall(r"\[\^([^\]]+)\]", to_markdown(result, note_prefix=prefix)))
        for result, prefix in ((answer, "a-"), (summary, "s-"))
    ]
    assert names[0] == {"a-1", "a-2"}
    assert names[1] == {"s-1", "s-2", "s-3", "s-4"}


def test_markup_everywhere_in_a_result_adds_no_token(answer: Answer) -> None:
    evil = "![x](http://evil.example)<b>"
    dirty = type(answer).model_validate_json(answer.model_dump_json().replace("Orban", evil))
    assert kinds(to_markdown(dirty)) == kinds(to_markdown(answer))
    assert not kinds(to_markdown(dirty)) & {"image", "html_inline", "html_block"}
