"""Attacks on a model through the briefs it reads: planted, run, and judged by what came out."""

from briefbot.redteam.attacks import Attack, load_attacks
from briefbot.redteam.obedient import Cunning, Obedient
from briefbot.redteam.planting import PLACES, Planted, plant
from briefbot.redteam.suite import Run, Suite, Task
from briefbot.redteam.verdict import Verdict

__all__ = [
    "PLACES",
    "Attack",
    "Cunning",
    "Obedient",
    "Planted",
    "Run",
    "Suite",
    "Task",
    "Verdict",
    "load_attacks",
    "plant",
]
