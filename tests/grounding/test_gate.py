"""The four outcomes of the gate, with what each reports."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbot.drafts import DraftClaim
from briefbot.grounding.gate import LONGEST_STATEMENT, check_claim
from briefbot.results import Claim, Rejected

MET = "Johnson on Tuesday met with Ukrainian President Volodomyr Zelenskiy in Kyiv."
TROOPS = "Moscow has amassed some 100,000 troops close to the border with Ukraine."
ORBAN = "“It is possible to make such an agreement,” Orban told a joint press conference."
QUOTE = (
    "“There is always room for diplomacy. We don't trust them,” Dmitry Polyanskiy told Sky News."
)
PARAGRAPHS = (MET, TROOPS, ORBAN, QUOTE)  # handles 1.1, 2.1, 3.1, 4.1


@pytest.fixture
def check(evidence_of):
    """Checks a drafted statement against the four paragraphs."""
    evidence = evidence_of(*PARAGRAPHS)

    def run(text, *handles, speaker=None, evidence=evidence):
        return check_claim(DraftClaim(text, handles, speaker), evidence, part="claims[0]")

    return run


def failed(claim):
    return {c.name: c.detail for c in claim.checks if not c.passed}


def test_a_proved_claim_is_supported_as_drafted(check):
    claim = check("Johnson met with Zelenskyy on Tuesday.", "1.1")
    assert isinstance(claim, Claim)
    assert (claim.status, claim.text) == ("supported", "Johnson met with Zelenskyy on Tuesday.")
    assert claim.speaker is None
    assert claim.drafted is None
    assert [c.quote for c in claim.citations] == [MET]
    assert failed(claim) == {}
    assert {"citations", "numbers", "dates", "names", "negation", "speaker"} <= {
        c.name for c in claim.checks
    }


def test_two_sentences_may_rest_on_two_citations(check):
    claim = check(
        "Johnson met with Zelenskiy. Moscow has amassed some 100,000 troops.", "1.1", "2.1"
    )
    assert claim.status == "supported"
    assert [c.quote for c in claim.citations] == [MET, TROOPS]


@pytest.mark.parametrize("text", ["https://e.org/cap", "[x](https://e.org/cap)", "“www.e.org”."])
def test_an_address_alone_is_no_statement(check, evidence_of, text):
    evidence = evidence_of("More is at https://e.org/cap and [x](https://e.org/cap), “www.e.org”.")
    rejected = check(text, "1.1", evidence=evidence)
    assert isinstance(rejected, Rejected)
    assert rejected.reasons == ("an address is no statement",)


@pytest.mark.parametrize("second", ["Ghana won the cup.", "Moscow has amassed 190,000 troops."])
def test_one_proved_sentence_does_not_carry_another(check, second):
    claim = check(f"Johnson met with Zelenskiy. {second}", "1.1", "2.1")
    assert isinstance(claim, Rejected) or claim.status == "quoted"


def test_two_sentences_by_two_people_are_said_by_neither(evidence_of, check):
    evidence = evidence_of("“The dam is safe,” Orban said.", "“The road is closed,” Lee said.")
    text = "“The dam is safe,” Orban said. “The road is closed,” Lee said."
    claim = check(text, "1.1", "2.1", evidence=evidence)
    assert (claim.status, claim.speaker, len(claim.citations)) == ("supported", None, 2)


def test_two_sentences_glued_into_one_are_not_proved(check):
    claim = check("Johnson met with 100,000 troops.", "1.1", "2.1")
    assert isinstance(claim, Rejected) or claim.status == "quoted"


@pytest.mark.parametrize(
    "text",
    [
        "Storm Ida hit Cuba and the harbour of Havana was closed.",
        "The harbour of Havana was closed because Storm Ida hit Cuba.",
        "The harbour of Havana was closed after Storm Ida hit Cuba.",
        "Storm Ida hit Cuba, so the harbour of Havana was closed.",
        "Storm Ida closed the harbour of Havana.",
        "Storm Ida hit Cuba. Therefore, the harbour of Havana was closed.",
    ],
)
def test_a_new_relation_between_two_sentences_is_told(evidence_of, check, text):
    evidence = evidence_of("Storm Ida hit Cuba on Friday.", "The harbour of Havana was closed.")
    claim = check(text, "1.1", "2.1", evidence=evidence)
    assert claim.status == "quoted"
    assert failed(claim)["glue"] == "joins two sentences into something neither says"
    apart = check(
        "Storm Ida hit Cuba. The harbour of Havana was closed.", "1.1", "2.1", evidence=evidence
    )
    assert (apart.status, failed(apart)) == ("supported", {})


def test_a_pronoun_of_another_paragraph_is_somebody_else(evidence_of, check):
    evidence = evidence_of(
        "Lee won the vote. He thanked the army.", "Park lost the vote. He resigned."
    )
    right = check("Lee won the vote. He thanked the army.", "1.1", "1.2", evidence=evidence)
    assert right.status == "supported"
    wrong = check("Lee won the vote. He resigned.", "1.1", "2.2", evidence=evidence)
    assert isinstance(wrong, Rejected) or wrong.status == "quoted"


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Lee was arrested in Paris. He denies the charge. Kim was freed in Rome.",),
        ("Kim was freed in Rome. Park was tried in Bonn. He denies the charge.",),
        ("Kim was freed in Rome.", "Lee was arrested in Paris. He denies the charge."),
    ],
)
def test_a_pronoun_moved_behind_another_sentence_is_somebody_else(evidence_of, check, paragraphs):
    evidence = evidence_of(*paragraphs)
    text = "Kim was freed in Rome. He denies the charge."
    wrong = check(text, *evidence.by_handle, evidence=evidence)
    assert isinstance(wrong, Rejected) or wrong.status == "quoted"


@pytest.mark.parametrize("opening", ["As a result, two", "In response, two", "However, two"])
def test_a_link_to_the_sentence_before_stays_with_it(evidence_of, check, opening):
    second = f"{opening} people fled to Chad."
    evidence = evidence_of(f"The rebels won. {second}", "The army attacked.")
    right = check(f"The rebels won. {second}", "1.1", "1.2", evidence=evidence)
    assert right.status == "supported"
    wrong = check(f"The army attacked. {second}", "2.1", "1.2", evidence=evidence)
    assert isinstance(wrong, Rejected) or wrong.status == "quoted"


def test_a_repair_puts_no_two_paragraphs_together(evidence_of, check):
    evidence = evidence_of(
        "A quake struck Nepal. At least 40 people died.",
        "A flood struck Iran. At least 12 people died.",
    )
    text = "A quake struck Nepal. At least 12 people died."
    wrong = check(text, "1.1", evidence=evidence)
    assert isinstance(wrong, Rejected) or wrong.status == "quoted"
    assert check(text.replace("12", "40"), "1.1", evidence=evidence).status == "repaired"


@pytest.mark.parametrize("speaker", [None, "he", "He "])
def test_what_only_he_claims_is_not_told_as_fact(evidence_of, check, speaker):
    evidence = evidence_of("Lee won the vote in Peru, he claims.")
    claim = check("Lee won the vote in Peru.", "1.1", speaker=speaker, evidence=evidence)
    assert claim.status == "quoted"


def test_a_claim_of_many_sentences_takes_no_longer_than_they_do(evidence_of, check):
    evidence = evidence_of("Lee won. Kim lost. " * 300)
    text = "Lee won. Kim lost. " * 100
    start = time.perf_counter()
    check(text, *evidence.by_handle, evidence=evidence)
    assert time.perf_counter() - start < 2


def test_citations_that_prove_nothing_are_pruned(check):
    claim = check("Johnson met with Zelenskiy.", "2.1", "1.1", "3.1", "1.1")
    assert claim.status == "supported"
    assert [c.quote for c in claim.citations] == [MET]


def test_a_wrong_citation_is_repaired(check):
    claim = check("Johnson met with Zelenskiy.", "2.1")
    assert claim.status == "repaired"
    assert [c.quote for c in claim.citations] == [MET]
    assert failed(claim)


def test_a_missing_citation_is_repaired(check):
    claim = check("Johnson met with Zelenskiy.")
    assert claim.status == "repaired"
    assert failed(claim) == {"citations": "nothing was cited"}


def test_handles_that_do_not_exist_are_counted(check):
    claim = check("Johnson met with Zelenskiy.", "1.1", "9.9", "x", "")
    assert claim.status == "supported"
    assert failed(claim) == {"citations": "no such handle: '9.9', 'x', ''"}
    rejected = check("Ghana won the cup.", "9.9")
    assert "no such handle: '9.9'" in rejected.reasons


@pytest.mark.parametrize("drafted", [None, "Putin", "Volodymyr Zelenskiy"])
def test_a_missing_or_wrong_speaker_is_repaired(check, drafted):
    claim = check("It is possible to make such an agreement.", "3.1", speaker=drafted)
    assert (claim.status, claim.speaker) == ("repaired", "Orban")
    assert "'Orban' says so" in failed(claim)["speaker"]


def test_the_speaker_is_named_as_the_source_names_them(check):
    claim = check("It is possible to make such an agreement.", "3.1", speaker="Viktor Orban")
    assert (claim.status, claim.speaker) == ("supported", "Orban")


def test_of_two_who_say_it_the_one_that_proves_it_is_named(evidence_of, check):
    evidence = evidence_of(
        "The boy's mother had urged the town to fix the window, a neighbour says."
    )
    text = "The boy's mother had urged the town to fix the window"
    claim = check(text, "1.1", speaker="a neighbour", evidence=evidence)
    assert (claim.status, claim.speaker) == ("supported", "a neighbour")


def test_a_sentence_inside_a_quotation_gets_its_speaker(evidence_of, check):
    evidence = evidence_of(
        "“We will stay. The base is ours.”", "“We will go,” Lee said. “The base is theirs.”"
    )
    handle = next(h for h, s in evidence if "theirs" in s.text)
    claim = check("The base is theirs.", handle, evidence=evidence)
    assert (claim.status, claim.speaker) == ("repaired", "Lee")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Moscow has massed some 100,000 soldiers close to the border.", "words"),
        ("Moscow has amassed some 100,000 troops close to the border with Ukraine again.", "words"),
        ("Ukraine has amassed some 100,000 troops close to the border with Moscow.", "roles"),
        ("Moscow has amassed troops with Ukraine.", "context"),
    ],
)
def test_what_cannot_be_proved_is_quoted(check, text, name):
    claim = check(text, "2.1")
    assert (claim.status, claim.text, claim.drafted) == ("quoted", TROOPS, text)
    assert [c.quote for c in claim.citations] == [TROOPS]
    assert failed(claim)[name]


def test_a_quoted_claim_carries_its_speaker(check):
    claim = check("An agreement is quite possible to make, Orban told the press conference.", "3.1")
    assert (claim.status, claim.text, claim.speaker) == ("quoted", ORBAN, "Orban")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Moscow has amassed some 190,000 troops close to the border with Ukraine.", "'190,000'"),
        ("Moscow has not amassed some 100,000 troops close to the border.", "'not'"),
        ("Johnson on Monday met with Ukrainian President Volodomyr Zelenskiy.", "'Monday'"),
    ],
)
def test_what_the_source_contradicts_is_rejected(check, text, reason):
    rejected = check(text, "2.1", "1.1")
    assert isinstance(rejected, Rejected)
    assert (rejected.part, rejected.text) == ("claims[0]", text)
    assert any("the source says otherwise" in r and reason in r for r in rejected.reasons)


def test_what_nothing_is_about_is_rejected(check):
    rejected = check("Ghana won the football cup in Accra.", "1.1", speaker="Smith")
    assert isinstance(rejected, Rejected)
    assert rejected.reasons[-1] == "nothing in the evidence is close to it"
    assert (rejected.handles, rejected.speaker) == (("1.1",), "Smith")


@pytest.mark.parametrize(
    "text",
    ["", " \n\t ", "…", ".,;:!?", "“”", "\x00", "The.", "of the", "\ud800", "a\ud83dx \udfff"],
    ids=ascii,
)
def test_nothing_said_is_rejected(check, text):
    rejected = check(text, "1.1")
    assert isinstance(rejected, Rejected)
    assert rejected.reasons
    rejected.model_dump_json()


def test_odd_characters_in_every_field_are_survived(check):
    claim = check("Johnson\x00 met \ud800 Zelenskiy.", "1.1\ud800", "\x00", speaker="\udc00")
    claim.model_dump_json()
    claim = check("Johnson met with Zelenskiy.", "1.1", speaker="\ud800")
    claim.model_dump_json()
    assert claim.speaker is None


@pytest.mark.parametrize("word", ["troops ", "Moscow has amassed ", "x", "“", "not ", "1", ", "])
def test_a_statement_too_long_is_rejected_at_once(check, word):
    started = time.perf_counter()
    rejected = check(word * (100_000 // len(word)), "1.1", "2.1")
    assert isinstance(rejected, Rejected)
    assert f"{LONGEST_STATEMENT:,}" in rejected.reasons[0]
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize("word", ["troops met ", "Johnson said ", "“met” ", "not 1 "])
def test_the_longest_statement_takes_bounded_time(evidence_of, check, word):
    evidence = evidence_of(*[f"{word * (1_900 // len(word))}in {n}." for n in range(4)])
    started = time.perf_counter()
    check((word * 300)[: LONGEST_STATEMENT - 9] + " ended.", "1.1", evidence=evidence)
    assert time.perf_counter() - started < 5


def test_three_claims_take_milliseconds(check):
    drafts = ["Johnson met with Zelenskiy.", "Moscow has amassed troops again.", "Ghana won."]
    for draft in drafts:
        check(draft, "1.1", "2.1")
    started = time.perf_counter()
    for draft in drafts:
        check(draft, "1.1", "2.1")
    assert time.perf_counter() - started < 0.1  # about 3 ms on a slow core


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_one_changed_character_is_never_supported(data):
    """In a name, number, date or quotation of a claim that was supported before."""
    from briefbot.grounding.support import Source, prove

    sentence = "Johnson on Feb. 1 told Kyiv that 45,300 troops are “ready for war” in Belarus."
    day = __import__("datetime").date(2022, 2, 2)
    exact = ["Johnson", "Feb. 1", "Kyiv", "45,300", "“ready for war”", "Belarus"]
    target = data.draw(st.sampled_from(exact))
    start = sentence.index(target)
    letters = [i for i in range(start, start + len(target)) if sentence[i].isalnum()]
    at = data.draw(st.sampled_from(letters))
    kind = "0123456789" if sentence[at].isdigit() else "bcdfghklmnpqrstvwxz"
    new = data.draw(st.sampled_from([c for c in kind if c != sentence[at].lower()]))
    changed = sentence[:at] + new + sentence[at + 1 :]
    assert prove(sentence, None, Source(sentence, day)).ok
    assert not prove(changed, None, Source(sentence, day)).ok


@given(text=st.text(max_size=200), handles=st.lists(st.text(max_size=5), max_size=4))
@settings(max_examples=100, deadline=None)
def test_any_draft_gives_a_claim_or_reasons_and_always_the_same(text, handles):
    from briefbot.documents import Evidence
    from briefbot.library.readers.text import brief_from_text
    from briefbot.retrieval.chunking import chunk

    day = __import__("datetime").date(2022, 2, 2)
    evidence = Evidence(chunk(brief_from_text("\n\n".join(PARAGRAPHS), id="b", day=day).brief))
    draft = DraftClaim(text, ("1.1", *handles), None)
    result = check_claim(draft, evidence, part="lead")
    assert result == check_claim(draft, evidence, part="lead")
    if isinstance(result, Claim):
        assert all(c.quote in "\n\n".join(PARAGRAPHS) for c in result.citations)
        assert result.status != "quoted" or result.text == result.citations[0].quote
