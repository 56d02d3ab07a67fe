"""The story a query asks for: the words that must be there, and whether a text has them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.errors import QuestionError
from briefbot.grounding.answers.matching import wording
from briefbot.language.kinds import is_place
from briefbot.language.kinship import DERIVED, kin
from briefbot.language.lexicon import QUESTION_WORDS, is_content
from briefbot.language.questions import check_characters
from briefbot.language.rarity import rarity
from briefbot.language.words import split_words, stem
from briefbot.library.headings import marked_heading
from briefbot.retrieval.chunking import normalized
from briefbot.retrieval.telling import Needed, is_spelling

if TYPE_CHECKING:
    from briefbot.documents import Chunk
    from briefbot.grounding.answers.matching import Wording
    from briefbot.language.words import Word

LONGEST_QUERY = 500
_FAR = 2_000
# From here on a word tells stories apart: "flight", "crisis" and "bridge" do, "attack" and "war" don't.
_TELLING = 2.5
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"”“»]")
# "Crimean", "Nepalese", "Iranian", "Israeli": what is added to the name of a place for its people.
_PEOPLE = ("n", "an", "ian", "ese", "i")
# Two names for one, of which the index has both.
_WRITTEN_OUT = {
    "usa": ("United States", "US", "USA", "U.S."),
    "uk": ("United Kingdom", "UK", "U.K."),
    "un": ("United Nations", "UN", "U.N."),
    "eu": ("European Union", "EU", "E.U."),
}


@dataclass(frozen=True)
class Story:
    """What a query asks for.

    Attributes:
        words: the words that must be there, in the paragraph or the heading above it.
        phrases: normalized texts that must be there as they are.
        stems: the stems of all its words; every step has them, so they tell no two apart.
    """

    words: tuple[Word, ...]
    phrases: tuple[str, ...]
    stems: frozenset[str]

    @property
    def needed(self) -> tuple[Needed, ...]:
        """The words as an index looks for them."""
        return tuple(map(_needed, self.words))

    def has(self, text: str) -> int:
        """How many of the words and phrases a text has."""
        stems = {word.stem for word in split_words(text)}
        plain = f" {normalized(text)} " if self.phrases else ""
        # Nearly always a word is there as itself, which is looked up fastest.
        words = sum(
            w.stem in stems or _is_there(w, wording(text)) or _has_people(w, text)
            for w in self.words
        )
        return words + sum(f" {phrase} " in plain for phrase in self.phrases)

    @property
    def size(self) -> int:
        """How many words and phrases there are to have."""
        return len(self.words) + len(self.phrases)

    def is_told_in(self, chunk: Chunk) -> bool:
        """Whether a paragraph, with the heading above it, has all of them.

        A heading that does not speak for its paragraphs makes none of them this story's by itself.
        """
        if self.has(f"{chunk.heading}\n{chunk.text}") < self.size:
            return False
        return bool(heading_of(chunk)) or self.has(chunk.text) > 0


def heading_of(chunk: Chunk) -> str:
    """The heading that speaks for a paragraph, "" without one.

    Not the title of a whole brief, and of lines that nothing marks as a heading only one right above it.
    """
    heading, text = chunk.heading, chunk.brief.text
    if not heading or heading == chunk.brief.title:
        return ""
    at = text.rfind(heading, 0, chunk.span.start)
    line = text[text.rfind("\n", 0, at) + 1 : text.find("\n", at)]
    # Far below a heading there is text between them; all of it need not be looked at for each paragraph.
    between = text[at + len(heading) : min(chunk.span.start, at + _FAR)].strip(" \t\r\n#*_")
    is_marked = bool(marked_heading(line)) or between[:3] in ("===", "---")
    return heading if is_marked or not between else ""


def read_story(query: str) -> Story:
    """The story a query asks for; text in quotation marks must be there word for word.

    Names and rare words must be there, common ones only where there are no others.

    Raises:
        QuestionError: it is too long, or has no word to look for.
    """
    if len(query) > LONGEST_QUERY:
        raise QuestionError(
            f"the query has {len(query):,} characters; name the story in at most {LONGEST_QUERY:,}"
        )
    check_characters(query)
    content = [w for w in split_words(query) if is_content(w) and w.norm not in QUESTION_WORDS]
    if not content:
        raise QuestionError(
            f'nothing to look for in {query!r}; name what the story is about, like "Crimea"'
        )
    quoted = [m.span(1) for m in _QUOTED.finditer(query)]
    inside = [w for w in content if any(a <= w.start < b for a, b in quoted)]
    free = [w for w in content if w not in inside]
    telling = [w for w in free if w.capital or rarity(w.stem) >= _TELLING]
    words = [*inside, *(telling or ([] if inside else free))]
    return Story(
        words=tuple({w.stem: w for w in words}.values()),
        phrases=tuple(n for a, b in quoted if (n := normalized(query[a:b]))),
        stems=frozenset(w.stem for w in content),
    )


def _needed(word: Word) -> Needed:
    related = [other for other, strength in kin(word.stem).items() if strength >= DERIVED]
    wordings = (*_WRITTEN_OUT.get(word.stem, (word.text,)), *related, *_people(word))
    return Needed(tuple(dict.fromkeys(wordings)), word.norm if word.capital else "")


def _is_there(word: Word, text: Wording) -> bool:
    """Whether a text has a relative of the word, its short form, or a name in another spelling."""
    if word.capital and word.norm in text.acronyms:
        return True
    if any(s >= DERIVED and other in text.places for other, s in kin(word.stem).items()):
        return True
    return word.capital and any(is_spelling(word.norm, name) for name in text.names)


def _people(word: Word) -> tuple[str, ...]:
    """What the people of a place may be called, as it is written; () for what is no place."""
    name = word.norm.capitalize()
    if not is_place(split_words(name)[0]):
        return ()
    return tuple(name + ending for ending in _PEOPLE)


def _has_people(word: Word, text: str) -> bool:
    """Whether a text has the people of a place: "Crimean" for Crimea, but not the Crimean–Congo fever."""
    stems = {stem(people.lower()) for people in _people(word)}
    words = split_words(text)
    for i, other in enumerate(words):
        if other.capital and other.stem in stems:
            mark, after = (*words[i + 1 : i + 3], None, None)[:2]
            joined = mark is not None and mark.text in "-–" and mark.start == other.end
            if not (joined and after is not None and is_place(after)):
                return True
    return False
