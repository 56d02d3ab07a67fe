"""Words that news uses for one another, beyond those that WordNet takes for synonyms."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from briefbot.language.kinship import kin
from briefbot.language.words import stem

if TYPE_CHECKING:
    from collections.abc import Mapping

# Each group says one thing where all else in a sentence is the same; a word may be in several.
_GROUPS = """
    officials authorities | police officers policemen | soldiers troops servicemen | city town | people persons individuals
    several number handful | many numerous countless | die kill perish dead death slay slain fatal | arrest detain apprehend
    hold conduct stage organize | find found discover locate | car vehicle automobile | election poll vote ballot | fire blaze
    government administration | help aid assist assistance | big large major huge massive | country nation state
    attack strike raid assault | rally protest demonstration march | protesters demonstrators marchers
    talks negotiations discussions | deal agreement accord pact | lawmakers legislators parliamentarians mps
    rebels insurgents militants fighters gunmen | plane aircraft airplane jet | ship vessel boat | injure wound hurt
    call urge ask demand request appeal | begin start launch commence open | end conclude finish close | choose elect pick select
    name appoint designate | criticize criticise condemn denounce | praise welcome hail | show demonstrate indicate
    get receive obtain | buy acquire purchase | quit resign step | firm company corporation business | home house residence
    kids children youngsters | students pupils | doctors physicians | cash money funds | jail prison imprison
    probe investigation inquiry investigate | crash accident collision | blast explosion explode | attacker assailant
    shooter gunman | flee escape | hit strike reach | warn caution | former ex previous | near close nearby
    because due owing | current present | following after | quickly rapidly swiftly | also additionally too
    flooding floods flood | quake earthquake tremor | kidnap abduct | bar ban prohibit | back support endorse
    reject refuse decline | rise increase climb grow | fall drop decline decrease | lead head | meet gather convene
    leave depart exit | force compel | plan intend | use employ | give provide supply | build construct | destroy demolish
    damage harm | send dispatch deploy | seize capture take | allow permit let | keep retain maintain | cut reduce lower
    raise increase lift | suspend halt pause | resume restart | cancel scrap | collapse | evacuate | trial hearing
    court tribunal | judge justice | cops police | chief head boss leader | spokesman spokesperson spokeswoman
    region area province | price cost | border frontier | victims casualties | survey poll | results outcome | measures steps
    """
_MARK = "|"


def are_kin(a: str, b: str) -> bool:
    """Whether two stems can stand for each other where all else is the same."""
    return a == b or b in kin(a) or a in kin(b) or not _groups_of(a).isdisjoint(_groups_of(b))


@lru_cache(maxsize=4096)
def _groups_of(word: str) -> frozenset[int]:
    return _table().get(word, frozenset())


@cache
def _table() -> Mapping[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for number, group in enumerate(_GROUPS.replace("\n", _MARK).split(_MARK)):
        for word in map(stem, group.split()):
            found[word] = found.get(word, frozenset()) | {number}
    return found
