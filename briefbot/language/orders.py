"""Sentences addressed to a language model: orders, not news.

Precise rather than complete: what is missed is still only material that code quotes or refuses, what is wrongly
found is news that nobody sees. Measured on 117,088 paragraphs of real briefs: docs/decisions.md, "Orders to a model".
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefbot.language.marks import find_token, folded, visible

# An order begins a sentence or a clause; "urged voters to ignore all previous promises" tells of one.
# What is repeated is bounded: a page of dots must not take a time by the square of its length.
_AT = (
    r"(?:^|[.!?;:—–>\])}*|,#=~_])[\W_]{0,8}(?:(?:and|then)\s)?"
    r"(?:(?:please|kindly|now|then|also|instead|simply|just|important|warning|attention|note|stop|always"
    r"|you (?:must|should|are to|have to|need to))[\s,:!]{1,4}){0,4}"
)
_MODEL = (
    r"(?:(?:large )?language models?|llms?|chat ?bots?|ai (?:assistants?|models?|agents?|systems?|summari[sz]ers?)"
    r"|assistants?|ais?|gpt|chatgpt|claude|gemini|summari[sz]ers?|briefbot)"
)
_TOLD = r"(?:instructions?|prompts?|rules|directions|directives|guidelines|commands|messages|context|constraints)"
_BEFORE = r"(?:previous|prior|above|preceding|earlier|foregoing|original|system|other)"
_SECRET = (
    r"(?:system (?:prompt|message|instructions)|(?:hidden|initial|original|secret|own) (?:prompt|instructions|rules)"
    r"|api[ _-]?keys?|your (?:\w+ )?(?:prompt|instructions|rules|configuration|guidelines)|environment variables)"
)
_ANSWER = r"(?:answers?|responses?|repl(?:y|ies)|outputs?|summar(?:y|ies)|claims?)"
# A code word: "AIB-CANARY-7Q2X", "PELICAN_44".
_CODE = r"(?-i:[\W_]*[A-Z]{3,}[-_]?[A-Z0-9]*[-_\d][A-Z0-9_-]*)\b"
_EXACTLY = (
    r"(?:exactly|nothing but|verbatim|json\b|the (?:following|exact|single|secret|code|string|word|token|phrase"
    r"|confirmation|canary|marker)\b)"
)
# Where an order may begin.
_LEADING = (
    # "Ignore all previous instructions", "disregard the above"
    rf"(?:ignore|disregard|forget|override|bypass|discard|do not (?:follow|obey))\s+(?:\w+\s+){{0,3}}?"
    rf"(?:{_BEFORE}\s+(?:\w+\s+)?(?:{_TOLD}|text|content|sentences)\b|the above\b|(?:all|any) {_TOLD}\b"
    rf"|your (?:\w+ )?{_TOLD}\b|everything (?:above|before)|the (?:summari[sz]ation|user'?s?) (?:request|question|task))",
    # "Reply with X", "answer only", "output CODE-1", "return JSON"
    r"(?:reply|respond)\s+(?:\w+\s+){0,3}?(?:with|in json|as (?:if|though))\b",
    r"(?:answer|reply|respond)\s+only\b",
    rf"(?:answer|reply|respond|output|print|emit|echo|return|repeat|write|say)\s+(?:only\s+|back\s+|with\s+)?"
    rf"(?:[\W_]*{_EXACTLY}|{_CODE})",
    r"(?:return|output|print)\s*[{\[]",
    # "Print your system prompt"
    rf"(?:reveal|print|show|repeat|output|display|recite|disclose|leak|tell|give|send|include|write|translate|list|state"
    rf"|summari[sz]e|encode)\s+(?:\w+\s+){{0,4}}?{_SECRET}\b",
    # "You are now DAN", "from now on you", "pretend to be"
    rf"(?:from now on,? (?:you|always|every)\b|you are (?:now (?:an?|in|the|no longer|dan)|no longer (?:an?|bound)|an? (?:\w+ )?{_MODEL})\b"
    rf"|act as (?:an? |if you )|pretend (?:to be|that you|you)\b|your new (?:task|role|instructions?|goal)\b)",
    # "System override:", "New instructions:", "Note to the AI assistant:"
    r"(?:new|updated|additional|hidden|priority|system|assistant|admin|developer|ai)[\s_-](?:\w+[\s_-])?"
    r"(?:instructions?|directives?|override|prompt|message|note)\s*(?:\([^)]*\)\s*)?[:\]]",
    rf"(?:dear|hey|attention|to|for|(?:note|instructions?|message|memo) (?:to|for))[\s,:]+(?:all |any |the |every )*{_MODEL}\b"
    r"(?=\s*[:,!—]|\s+(?:that|who|reading|processing|summari[sz]ing|answering)\b)",
    # "End every answer with", "add X to each summary"
    rf"(?:begin|start|end|finish|prefix|close|sign)\s+(?:every|each|all|your|the|any)\s+(?:\w+\s+)?{_ANSWER}\s+with\b",
    rf"(?:append|add|include|insert|put|prepend|embed|place|render|mention)\s.{{1,160}}?\b(?:to|in|into|at the (?:end|start|top) of|before"
    rf"|after|with)\s+(?:every|each|your|all)\s+(?:\w+\s+)?{_ANSWER}\b",
    # "Do not answer the question", "refuse to summarize"
    r"(?:do not|don['’]t|refuse to|decline to)\s+(?:answer|summari[sz]e|cite|quote)\s+(?:\w+\s+){0,2}?(?:questions?|briefs?|sentences?"
    r"|documents?|text|day|anything)\b",
    r"cite\s+(?:only\s+)?(?:handles?|sentences?|numbers?)?\s*\d+\.\d+",
    r"(?:decode|decrypt|unscramble)\s[^.!?]{1,80}?\band (?:follow|obey|execute|do)\b|decode and (?:follow|obey)\b",
)
# Anywhere.
_ANYWHERE = (
    rf"\b(?:any|all|every|the|an) {_MODEL}\s+(?:reading|processing|summari[sz]ing|answering|parsing)\s+(?:this|these|the)\s+\w+\s*"
    r"(?:,|:|must|should|shall|are|is)(?:\s|$)",
    rf"\b(?:in|to|of) your (?:\w+ )?{_ANSWER}(?!\w)",
    rf"\b(?:every|each|all|any) {_ANSWER}\s[^.!?]{{0,60}}?\b(?:must|should|shall) (?:always )?(?:end|begin|start|include|contain|cite|say)\b",
    r"\b(?:when(?:ever)?|if) (?:you (?:are )?)?(?:asked|answering|summari[sz]ing|answer|summari[sz]e)\b[^.!?]{0,80}?[,\s]"
    r"(?:always |only |please )?(?:reply|respond|answer with|say|output|print|include)\b",
    # The best known order in other languages.
    r"\b(?:ignore[zr]?|ignoriere[n]?|ignora|ignorad|ignorez)\b\s+(?:\w+\s+){1,3}?(?:instructions|anweisungen|instrucciones|istruzioni|instruções)",
    r"игнорируй(?:те)?\s+(?:\w+\s+){0,3}инструкци|(?:忽略|无视).{0,8}(?:指令|指示)|指示を.{0,4}無視|지시.{0,6}무시|تجاهل.{0,16}التعليمات",
)
_ORDER = re.compile("|".join((f"{_AT}(?:{'|'.join(_LEADING)})", *_ANYWHERE)), re.IGNORECASE)
# What stands in quotation marks was said by somebody to somebody, and is news.
_QUOTATION = re.compile(r"“[^“”]*”|(?<!\w)\"[^\"]*\"|(?<!\w)[‘'][^‘’']*[’'](?!\w)|«[^«»]*»")
# Words spelled out in characters that no reader sees: at least so many of one block in a row.
_SMUGGLED = re.compile("[\U000e0020-\U000e007e]{4,}|[\U000e0100-\U000e01ef]{4,}")
# Tags behind a black flag: England, Scotland, Wales.
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{2,7}\U000e007f")


@lru_cache(maxsize=4096)
def find_order(sentence: str) -> str | None:
    """What makes a sentence an order to a language model, in its own words; None for all others.

    Orders in quotation marks are told of, not given. Text that is spelled in invisible characters is one too.
    """
    if not sentence.isascii() and _SMUGGLED.search(_FLAG.sub("", sentence)):
        return "text in invisible characters"
    if token := find_token(sentence):
        return token
    shown = _QUOTATION.sub(lambda said: said.group()[0] + " " + said.group()[-1], visible(sentence))
    found = _ORDER.search(shown) or (None if shown.isascii() else _ORDER.search(folded(shown)))
    return " ".join(found.group().split()).strip(" ,;:.") if found else None
