"""Who says it: the speakers a sentence names, and which of its words are theirs.

Three shapes carry nearly all attributions in news: "Putin said he hopes …", "…, Ushakov told
reporters" (or "…,” added Ushakov"), and "according to NP". A verb without a subject of its own
("… but warned …", "…, adding that …") takes the subject of its sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from briefbot.grounding.subjects import (
    ASIDE,
    DAYS,
    RELATIVE,
    antecedent,
    main_subject,
    segment_end,
    subject_before,
)
from briefbot.language.lexicon import (
    ARTICLES,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    MODALS,
    PREPOSITIONS,
    SPEECH,
    is_adverb,
    is_content,
    is_negation,
    stance_of,
)
from briefbot.language.shallow import CLOSING, OPENING, is_break, read
from briefbot.language.words import same_name, split_words, stem

if TYPE_CHECKING:
    from briefbot.documents import Chunk, Sentence
    from briefbot.language.shallow import Shallow
    from briefbot.language.words import Word
    from briefbot.results import Stance


_TELL, _ADD = stem("tell"), stem("add")
# Behind what they tell: "…, exit polls show."
_SHOWING = frozenset(map(stem, "show indicate find read write post".split()))
# "…, a talk show." tells nothing.
_NOUNS = frozenset(map(stem, "show find read post".split()))


@dataclass(frozen=True, slots=True)
class Attribution:
    """One speaker of a sentence.

    Attributes:
        speaker: exact words of the sentence that name the speaker.
        stance: how it was meant.
        verb: index of the reporting verb among the sentence's words.
        frame: word indexes `[start, end)` that only introduce the speech ("Putin said Tuesday").
        content: word indexes `[start, end)` of what is said.
    """

    speaker: str
    stance: Stance
    verb: int
    frame: tuple[int, int]
    content: tuple[int, int]


@lru_cache(maxsize=4096)
def find_attributions(text: str) -> tuple[Attribution, ...]:
    """The attributions of one sentence in order; none when the text reports in its own voice."""
    sentence = read(text)
    found: list[Attribution] = []
    for i, word in enumerate(sentence.words):
        if word.norm == "according" and i + 2 < len(sentence.words):
            found += _according(text, sentence, i)
        elif _reports(sentence, i):
            found += (
                _inverted(text, sentence, i)
                or _trailing(text, sentence, i)
                or _leading(text, sentence, i, found)
            )
    return tuple(_without_overlap(found))


def speaker_of(chunk: Chunk, index: int) -> str | None:
    """Who speaks sentence `index` of a chunk as a whole, None when the brief reports it itself.

    A sentence inside a quotation that began in an earlier sentence belongs to the speaker named there,
    or to the one named where the quotation ends.
    """
    text = chunk.sentences[index].text
    own = find_attributions(text)
    if own:
        return own[0].speaker
    if not _inside_quotation(chunk.sentences, index):
        return None
    for other in (*range(index - 1, -1, -1), *range(index + 1, len(chunk.sentences))):
        found = find_attributions(chunk.sentences[other].text)
        if found:
            return found[-1 if other < index else 0].speaker
    return None


def same_speaker(a: str, b: str) -> bool:
    """Whether two ways of naming a speaker can mean one: every name of the shorter is in the longer."""
    words_a, words_b = (_naming(name) for name in (a, b))
    short, long = sorted((words_a, words_b), key=len)
    return bool(short) and all(any(same_name(s, other) for other in long) for s in short)


def _naming(speaker: str) -> list[str]:
    """The folded words that name a speaker: capitals of the head of the phrase, else all its words.

    The head ends at a comma or preposition: "a senior official [of President Joe Biden]" is not Biden.
    """
    words = split_words(speaker)
    head: list[Word] = []
    for word in words:
        if head and (is_break(word) or word.norm in PREPOSITIONS):
            break
        if is_content(word) and not word.possessive:
            head.append(word)
    return [w.norm for w in head if w.capital] or [w.norm for w in head]


def _inside_quotation(sentences: tuple[Sentence, ...], index: int) -> bool:
    before = "".join(s.text for s in sentences[:index])
    opened = before.count("“") - before.count("”")
    whole = sentences[index].text.strip()
    return opened > 0 or (whole[:1] == "“" and whole[-1:] in "”")


def _reports(sentence: Shallow, i: int) -> bool:
    word = sentence.words[i]
    shows = word.stem in _SHOWING and _closes(sentence, i)
    return (
        (word.stem in SPEECH or shows)
        and word.kind == "word"
        and not sentence.quoted[i]
        and (sentence.verbs[i] or _follows_mark(sentence, i) or _closes(sentence, i))
        and _asserts(sentence, i)
    )


def _closes(sentence: Shallow, i: int) -> bool:
    """Whether the word ends its clause behind its speaker: "…, Human Rights Watch reports.", ", police say, …"."""
    words, end = sentence.words, segment_end(sentence, i)
    start = i
    while start > 0 and not is_break(words[start - 1]):
        start -= 1
    told_by = words[start:i]
    return (
        bool(told_by)
        and words[start - 1].text == ","
        and all(w.norm in DAYS or w.norm == "on" for w in words[i + 1 : end])
        and (_is_last(sentence, end) or words[end].text == ",")
        and (words[i].stem not in _NOUNS or told_by[-1].norm.endswith("s"))
        and told_by[0].norm not in PREPOSITIONS | CONJUNCTIONS
        and not any(sentence.verbs[start:i])
    )


def _is_last(sentence: Shallow, i: int) -> bool:
    return all(w.kind == "mark" for w in sentence.words[i:])


def _follows_mark(sentence: Shallow, i: int) -> bool:
    return i > 0 and is_break(sentence.words[i - 1]) and not sentence.words[i].capital


def _asserts(sentence: Shallow, i: int) -> bool:
    """Whether the verb is not negated, wished for or only possible: "did not say", "refused to say"."""
    verb, before = sentence.words[i], sentence.words[i - 1].norm if i > 0 else ""
    after = [w.norm for w in sentence.words[i + 1 : i + 3]]
    if after[:1] == ["to"] and (verb.stem == _ADD or after[1:] in (["be"], ["have"])):
        return False  # "adding to the fear", "people believed to be dead"
    if verb.norm.endswith("ing") and before in PREPOSITIONS:
        return False  # "a day after announcing …"
    while i > 0:
        i -= 1
        word = sentence.words[i]
        if is_negation(word) or word.norm in MODALS or word.norm == "to":
            return False
        if word.norm in BE and not verb.norm.endswith("ing"):
            return False  # "Kohl is reported to be …": others report it
        if word.norm not in AUXILIARIES | ASIDE and not is_adverb(word):
            break
    return True


def _slice(text: str, sentence: Shallow, start: int, end: int) -> str:
    return text[sentence.words[start].start : sentence.words[end - 1].end]


def _stance(sentence: Shallow, verb: int) -> Stance:
    return stance_of(sentence.words[verb]) or "said"


def _trailing(text: str, sentence: Shallow, verb: int) -> list[Attribution]:
    """`…, NP said …` with little after the verb: what is said stands before."""
    subject = subject_before(sentence, verb)
    if subject is None or subject[0] == 0:
        return []
    words, (start, end) = sentence.words, subject
    if not is_break(words[start - 1]) or words[start - 1].text in OPENING:
        return []
    tail = segment_end(sentence, verb)
    rest = words[verb + 1 : tail]
    if any(sentence.verbs[verb + 1 : tail]) or any(w.norm in ("that", "of") for w in rest):
        return []
    if tail < len(words) and words[tail].text in OPENING:
        return []  # "NP said: “…" leads
    start = _with_apposition(sentence, start)
    if not any(sentence.verbs[:start]) and not any(sentence.quoted[:start]):
        return []
    speaker = _slice(text, sentence, start, end)
    return [Attribution(speaker, _stance(sentence, verb), verb, (start, tail), (0, start))]


def _with_apposition(sentence: Shallow, start: int) -> int:
    """The start of "Dmitry Polyanskiy, deputy ambassador to the UN": the name before the comma too."""
    words = sentence.words
    if start < 3 or words[start - 1].text != ",":
        return start
    begin = start - 1
    while begin > 0 and not is_break(words[begin - 1]):
        begin -= 1
    name = words[begin : start - 1]
    after_quote = begin > 0 and words[begin - 1].text in CLOSING | {'"'}
    if after_quote and 0 < len(name) <= 5 and all(w.capital for w in name):
        return begin
    return start


def _inverted(text: str, sentence: Shallow, verb: int) -> list[Attribution]:
    """`…,” added Ushakov, …`: the verb right behind a mark, its subject after it."""
    words = sentence.words
    if verb == 0 or words[verb - 1].text not in CLOSING | {",", '"'}:
        return []
    start = end = verb + 1
    while end < len(words) and not is_break(words[end]) and not sentence.verbs[end]:
        if words[end].norm in PREPOSITIONS - {"of", "for"} or words[end].norm in DAYS:
            break
        end += 1
    if start == end or not words[end - 1].kind == "word" or words[verb].norm.endswith("ing"):
        return []
    at_end = all(w.norm in DAYS or w.norm == "on" for w in words[end : segment_end(sentence, end)])
    if words[verb - 1].text == "," and not at_end:
        return []  # "Lee, the envoy, says more than …" has its speaker before
    if not any(w.capital for w in words[start:end]) and words[start].norm not in ARTICLES | {
        "he",
        "she",
        "they",
    }:
        return []
    speaker = _slice(text, sentence, start, end)
    frame = (verb, segment_end(sentence, end))
    return [Attribution(speaker, _stance(sentence, verb), verb, frame, (0, verb))]


def _leading(
    text: str, sentence: Shallow, verb: int, found: list[Attribution]
) -> list[Attribution]:
    """`NP said …`: what is said follows. A verb without a subject takes the sentence's."""
    size = len(sentence.words)
    if not any(is_content(w) for w in sentence.words[verb + 1 :]):
        return []
    subject = subject_before(sentence, verb)
    start = verb
    if subject is not None:
        start = subject[0]
        speaker = _slice(text, sentence, *antecedent(sentence, *subject))
    elif found and _continues(sentence, verb):
        speaker = found[-1].speaker
    elif found:
        return []  # whose it is, the shape does not tell
    else:
        main = main_subject(sentence, verb)
        if main is None:
            return []
        speaker = _slice(text, sentence, *main)
    end = _addressed(sentence, verb)
    while end < size and (
        sentence.words[end].norm in DAYS
        or sentence.words[end].norm in ("on", "that", "late", "reporters", ",", ":")
    ):
        end += 1
    if end >= size:
        return []
    # "Lee, who said he was ill, left": a relative clause ends at its comma.
    relative = subject is not None and sentence.words[subject[0]].norm in RELATIVE
    stop = segment_end(sentence, end) if relative else size
    return [Attribution(speaker, _stance(sentence, verb), verb, (start, end), (end, stop))]


def _addressed(sentence: Shallow, verb: int) -> int:
    """Where what is said begins after "told" and those it was told to."""
    words, end = sentence.words, verb + 1
    if words[verb].stem != _TELL:
        return end
    that = next((i for i in range(end, min(end + 8, len(words))) if words[i].norm == "that"), None)
    if that is not None and not any(sentence.verbs[end:that]):
        return that
    while end < len(words) and words[end].capital:
        end += 1
    return end


def _continues(sentence: Shallow, verb: int) -> bool:
    """Whether a verb goes on with the speech before it: "… but warned", "…, adding that"."""
    i = verb - 1
    while i > 0 and is_adverb(sentence.words[i]):
        i -= 1
    joined = i >= 0 and sentence.words[i].norm in CONJUNCTIONS | ASIDE
    return joined or sentence.words[verb].norm.endswith("ing")


def _according(text: str, sentence: Shallow, i: int) -> list[Attribution]:
    end = segment_end(sentence, i)
    if sentence.words[i + 1].norm != "to" or end <= i + 2:
        return []
    speaker = _slice(text, sentence, i + 2, end)
    content = (end, len(sentence.words)) if i == 0 else (0, i)
    return [Attribution(speaker, "said", i, (i, end), content)]


def _without_overlap(found: list[Attribution]) -> list[Attribution]:
    """Content ends where the next attribution's frame begins, unless it is all that is said.

    "According to the FAA, a crew reported …": that the crew reported it is the FAA's.
    """
    cut: list[Attribution] = []
    for i, a in enumerate(found):
        start, end = a.content
        for other in found[i + 1 :]:
            if start + 1 < other.frame[0] < end and other.content[0] >= other.frame[1]:
                end = other.frame[0]
                break
        cut.append(Attribution(a.speaker, a.stance, a.verb, a.frame, (start, end)))
    return cut
