"""What of a text a reader can see, and the marks in it that chat templates give a meaning to.

A server puts a message into its model's template as text: "<|im_end|>" in a brief would end the message
there, "[INST]" begin another. Special tokens are exact strings, so a space inside makes them text again.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Invisible though their category does not say so: fillers, the blank Braille pattern, selectors of variants.
_BLANK = frozenset(
    "\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\u2065\ufffc\u180b\u180c\u180d\u180f"
)
_INVISIBLE = ("Cc", "Cf", "Cs", "Co")
# "❤" with one of these is an emoji or not; a run of them would be hidden bytes.
_PRESENTATION = "\ufe0e\ufe0f"

# What looks like an ASCII character of a mark and is not folded to it by NFKC.
_LOOKALIKES = str.maketrans(
    "〈⟨〈˂❮❰〉⟩〉˃❯❱∣ǀ│❘⎮┃▏¦⎢［］⦋⦌〔〕【】❲❳／⁄∕⧸﹣‐‑‒–—−АВЕКМНОРСТХІЅЈаеорсухіѕјΑΒΕΖΗΙΚΜΝΟΡΤΥΧοꓲ",
    "<<<<<<>>>>>>|||||||||[][][][][]////-------ABEKMHOPCTXISJaeopcyxisjABEZHIKMNOPTYXoI",
)
# Upper case alone: in news, "[system]" is an editor's word in a quotation.
_NAMES = (
    "INST|SYS|SYSTEM|ASSISTANT|USER|HUMAN|DEVELOPER|TOOL|TOOLS|PROMPT|INSTRUCTIONS?|CONTEXT|THINK|BOS|EOS|PAD"
    "|UNK|CLS|SEP|MASK|GMASK|SOP|EOP|ARGS|IMG|PREFIX|MIDDLE|SUFFIX|CALL_ID"
    "|(?:AVAILABLE_)?TOOLS?_?(?:CALLS?|RESULTS?|CONTENT)|AVAILABLE_TOOLS|SYSTEM_(?:PROMPT|MESSAGE|NOTE)"
)
# The tokens of chat templates and their common imitations.
_TOKENS = (
    r"<\||\|>",  # ChatML, Llama 3, Phi, DeepSeek, Cohere
    rf"\[#?(?-i:{_NAMES})\]|\[/(?:{_NAMES})\]",  # Llama 2, Mistral, BERT
    r"<</?\w+>>",
    r"</?(?:s|bos|eos|pad|unk|sep|cls|mask|sop|eop|im_start|im_end|im_sep|start_of_\w+|end_of_\w+|eot|eom|turn"
    r"|extra_id_\d+|unused\d+|fim_\w+|reserved_\w+|\w+_TOKEN|think(?:ing)?|tools?|tool_\w+|function\w*|invoke|parameter"
    r"|system\w*|assistant|user|human|developer|instructions?|prompt|evidence|documents?|context|response|answer|output"
    r"|system-\w+|antml:\w+)(?=[\s/>=:])",
    # "Human:" where a turn may begin: at the start, or behind the end of a sentence.
    r"(?:^|(?<=[.!?:;”\"'>)\]]\s)|(?<=[.!?:;”\"'>)\]]))(?-i:HUMAN|Human|ASSISTANT|Assistant|SYSTEM|USER|User)\s?:",
    r"(?<!#)#{2,}\s?(?:instructions?|response|input|system|user|assistant|human|question|answer)\b",
)
_TOKEN = re.compile("|".join(_TOKENS), re.IGNORECASE)
# Any tag is broken too: one that no list knows may be a token of the next model.
_MARK = re.compile("|".join((*_TOKENS, r"</?[A-Za-z_]", r"<!--|-->|<\?|<!\[")), re.IGNORECASE)


def visible(text: str) -> str:
    """The text without characters that a reader can't see, white space kept.

    Zero-width and format characters (bidirectional controls, tags), controls, private use, fillers and runs of
    variation selectors go; each could carry words for a model alone, or hide a mark by standing inside it.
    """
    if text.isascii() and text.isprintable():
        return text
    kept: list[str] = []
    for character in text:
        if character.isspace() or not _is_hidden(character, kept[-1] if kept else " "):
            kept.append(character)
    return "".join(kept)


def break_marks(text: str) -> str:
    """The visible text with a space inside each mark; text without marks as it is. A second pass changes nothing.

    Marks count in what they look like: full-width, styled and lookalike characters, and with accents left out.
    """
    folded, places = _folded(text)
    gaps: set[int] = set()
    for mark in _MARK.finditer(folded):
        inside = sorted({places[i] for i in range(mark.start(), mark.end())})
        gaps.update(inside[1:] or [inside[0] + 1])
    if not gaps:
        return text
    return "".join(
        f" {c}" if i in gaps and not c.isspace() and not text[i - 1].isspace() else c
        for i, c in enumerate(text)
    )


def folded(text: str) -> str:
    """What the text looks like in plain letters: styled, full-width and lookalike ones folded, accents left out."""
    return _folded(text)[0]


def find_token(text: str) -> str | None:
    """The first token of a chat template in a text, as it stands there; None without."""
    shown = visible(text)
    folded, places = _folded(shown)
    found = _TOKEN.search(folded)
    return shown[places[found.start()] : places[found.end() - 1] + 1] if found else None


def _is_hidden(character: str, before: str) -> bool:
    if character in _PRESENTATION:
        return before.isspace() or before in _PRESENTATION
    code = ord(character)
    # Variation selectors, and the block of tags, assigned or not.
    if 0xFE00 <= code <= 0xFE0D or 0xE0000 <= code <= 0xE0FFF or 0xFFF0 <= code <= 0xFFF8:
        return True
    return character in _BLANK or unicodedata.category(character) in _INVISIBLE


def _folded(text: str) -> tuple[str, list[int]]:
    """What the text looks like in plain letters, and for each of them its place in the text."""
    if text.isascii():
        return text, list(range(len(text)))
    letters: list[str] = []
    places: list[int] = []
    for i, character in enumerate(text):
        plain = character if character.isascii() else _plain(character)
        letters += plain
        places += [i] * len(plain)
    return "".join(letters), places


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """The ASCII a character looks like, "" for an accent, else itself."""
    looks = unicodedata.normalize("NFKD", character).translate(_LOOKALIKES)
    bare = "".join(c for c in looks if unicodedata.category(c) not in ("Mn", "Me"))
    return bare if bare.isascii() else character
