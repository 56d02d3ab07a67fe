"""Words that turn what is told round when one stands for the other: agreed and refused, opened and closed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefbot.language.words import stem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefbot.language.words import Word

# What each of the one side does, each of the other undoes or does not do.
_SIDES = (
    ("""agree accept approve back endorse adopt pass ratify sign consent authorize authorise uphold
        support favour favor""",
     """refuse reject decline oppose veto deny block dismiss overturn disagree object resist defeat"""),
    ("offer propose promise pledge vow commit", "withdraw retract refuse rescind"),
    ("admit confirm acknowledge concede corroborate affirm verify", "deny refute dispute disprove"),
    ("allow permit authorize authorise legalize legalise let enable license",
     "ban bar prohibit forbid block outlaw prevent criminalize criminalise disallow"),
    ("""begin start open launch resume restart reopen continue commence initiate proceed inaugurate
        reinstate restore extend""",
     "end stop halt close suspend cease cancel conclude finish shut abandon scrap terminate postpone quit"),
    ("rise increase grow climb jump gain surge soar rally expand double",
     "fall fell drop decrease decline plunge slump lose shrink plummet tumble slide sink halve"),
    ("raise increase boost expand hike", "lower cut reduce slash trim"),
    ("win victory triumph", "lose defeat loss"),
    ("enter arrive join come return", "leave depart exit withdraw quit"),
    ("deploy send station dispatch", "withdraw recall"),
    ("arrest detain imprison jail capture abduct kidnap hold charge indict convict",
     "release free acquit exonerate clear pardon"),
    ("guilty", "innocent acquit clear"), ("extend prolong renew lengthen", "lift end shorten curtail"),
    ("launch order plan", "abort scrub cancel"),
    ("succeed success successful manage", "fail failure unsuccessful"),
    ("remain stay keep", "leave resign go quit change"),
    ("appoint elect hire name reinstate nominate", "dismiss fire sack oust remove"),
    ("impose enact introduce apply", "lift ease remove waive repeal revoke abolish scrap drop"),
    ("include", "exclude"), ("allow permit grant give", "deny refuse"), ("praise welcome hail applaud", "condemn criticize criticise denounce reject"),
    ("alive survive live", "dead die kill"), ("safe", "dangerous unsafe"),
    ("advance", "retreat"), ("strengthen", "weaken"), ("improve", "worsen deteriorate"),
    ("build construct", "demolish destroy dismantle"), ("accelerate", "slow"), ("gain", "lose"),
    ("recognize recognise", "reject ignore"), ("attend", "boycott skip miss"), ("win", "lose"),
    ("respect observe honour honor comply", "violate breach break defy"), ("unite merge", "split divide"),
    ("lead", "trail"), ("buy purchase acquire", "sell"), ("attack", "defend"), ("obey", "defy"),
    ("evacuate", "return"), ("higher more above over greater most highest", "lower less fewer below under least lowest"),
    ("peace peaceful", "war violent"), ("support supporter", "opposition opponent"), ("yes", "no"),
    ("true", "false"), ("possible", "impossible"), ("likely", "unlikely"), ("able", "unable"),
    ("willing", "unwilling"), ("success", "failure"), ("majority", "minority"), ("many", "few"),
    ("always", "never"), ("before", "after"), ("with", "without"), ("for", "against"),
    ("all every everyone", "none nobody no"), ("strong", "weak"), ("early", "late"), ("first", "last"),
    ("publish reveal disclose release", "conceal hide withhold"), ("meet", "miss avoid"),
    ("trust", "distrust"), ("stable", "unstable"), ("full", "empty"), ("surplus", "deficit"),
    ("profit", "loss"), ("friend ally", "enemy foe"), ("import", "export"), ("hire", "fire"),
    ("vote for", "vote against"), ("retain", "relinquish"), ("demand", "waive"), ("believe", "doubt"),
    ("activate", "deactivate"), ("expect", "doubt"), ("present", "absent"), ("peaceful", "violent"),
    ("optimistic", "pessimistic"), ("better best", "worse worst"), ("escalate", "subside"),
    ("cancel postpone", "confirm hold convene stage proceed"), ("tighten", "loosen ease relax"), ("widen", "narrow"), ("appear", "disappear"), ("fund", "defund"),
)  # fmt: skip
# What bounds or compares, or places in time; what began and ended has run its course.
_BOUNDING = frozenset(
    map(
        stem,
        """higher more above over greater most highest lower less fewer below under least lowest before
        after for against all every none no first last early late with without many few begin start commence end finish conclude""".split(),
    )
)
# What levels and prices do.
_LEVELS = frozenset(
    map(
        stem,
        """rise rose increase grow climb jump gain surge soar rally expand double fall fell drop decrease
        decline plunge slump lose shrink plummet tumble slide sink halve raise boost hike lower cut reduce
        slash trim higher""".split(),
    )
)
# Antonyms among the verbs of WordNet 3.1 that news uses.
_VERBS = """
    accelerate/decelerate accept/refuse acquit/convict act/refrain add/subtract admit/exclude affirm/negate
    appear/disappear applaud/boo approve/disapprove arm/disarm ascend/descend assent/dissent attach/detach attract/repel
    avoid/confront bar/unbar begin/end believe/disbelieve blame/absolve bless/curse borrow/lend boycott/patronize
    break/keep break/repair centralize/decentralize charge/discharge claim/forfeit complain/cheer complicate/simplify
    conform/deviate connect/disconnect consume/abstain continue/discontinue contract/expand converge/diverge
    defend/attack degrade/upgrade demote/promote depart/stay deposit/withdraw despair/hope differ/equal disable/enable
    discourage/encourage disqualify/qualify dissuade/persuade distrust/trust divide/unite downgrade/upgrade
    embark/disembark emigrate/immigrate empty/fill engage/disengage enjoy/suffer enlist/discharge enrich/deprive
    enforce/exempt enter/exit establish/abolish explode/implode fail/manage feed/starve find/lose fire/hire float/sink
    forget/remember free/confine freeze/thaw gather/disperse give/take harden/soften hate/love have/lack heat/cool
    hide/show hit/miss ignore/notice include/exclude inflate/deflate integrate/segregate invest/divest issue/recall
    know/ignore laugh/cry lengthen/shorten like/dislike lock/unlock maximize/minimize mobilize/demobilize move/stay
    nationalize/privatize obey/disobey obstruct/free outlaw/legalize overestimate/underestimate pass/fail
    please/displease praise/criticize profit/lose progress/regress prosecute/defend prove/disprove pull/push qualify/disqualify
    reassure/worry rehabilitate/purge remember/forget resist/surrender restrict/derestrict satisfy/dissatisfy
    save/waste segregate/desegregate stabilize/destabilize start/stop stay/change stimulate/stifle surrender/resist survive/succumb
    tie/untie unify/divide unveil/veil validate/invalidate whisper/shout work/idle"""
# A word with one of these before it says the opposite of the word alone.
_DENYING = ("un", "in", "im", "il", "ir", "dis", "non", "de")
_SHORTEST = 4
# Verbs that say with a particle what another says alone.
_WITH_PARTICLE = {
    ("call", "off"): "cancel", ("vote", "down"): "reject", ("vote", "out"): "oust", ("strike", "down"): "overturn",
    ("throw", "out"): "reject", ("turn", "down"): "reject", ("pull", "out"): "withdraw",
    ("step", "down"): "resign", ("give", "up"): "abandon", ("break", "off"): "end",
    ("shut", "down"): "close", ("rule", "out"): "reject", ("put", "off"): "postpone",
    ("back", "out"): "withdraw", ("hold", "off"): "refuse", ("go", "ahead"): "proceed", ("take", "back"): "withdraw",
}  # fmt: skip


def concept(words: Sequence[Word], i: int) -> str:
    """The stem of a word, or of the one that says the same as the word with the particle behind it."""
    following = words[i + 1].stem if i + 1 < len(words) else ""
    return _particles().get((words[i].stem, following), words[i].stem)


def is_bounding(word: Word) -> bool:
    """Whether the word only bounds, compares or places in time, so that its opposite need not take anything back."""
    return word.stem in _BOUNDING


def is_level(word: Word) -> bool:
    """Whether the word tells that a level goes up or down."""
    return word.stem in _LEVELS


def are_opposite(a: str, b: str) -> bool:
    """Whether two stems are listed as opposites."""
    return b in _opposites().get(a, ())


def are_denied(a: str, b: str) -> bool:
    """Whether one of two words is the other with a denying prefix: "lawful", "unlawful"."""
    short, long = sorted((a, b), key=len)
    return len(short) >= _SHORTEST and any(long == prefix + short for prefix in _DENYING)


@cache
def _particles() -> Mapping[tuple[str, str], str]:
    return {(stem(v), stem(p)): stem(one) for (v, p), one in _WITH_PARTICLE.items()}


@cache
def _opposites() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for sides in (*_SIDES, *(pair.split("/") for pair in _VERBS.split())):
        one, other = (frozenset(map(stem, side.split())) for side in sides)
        for mine, theirs in ((one, other), (other, one)):
            for word in mine:
                found.setdefault(word, set()).update(theirs - mine)
    return {word: frozenset(words) for word, words in found.items()}
