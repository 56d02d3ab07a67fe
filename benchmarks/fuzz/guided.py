"""The engine that looks where an input goes: atheris, in a process of its own, since it ends the one it runs in.

python -m benchmarks.fuzz.guided TARGET FOUND -max_total_time=60 CORPUS
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import sys
from pathlib import Path

# Under its counters, code runs up to about so much slower.
_SLOWER = 4.0


def main() -> None:
    name, found, *arguments = sys.argv[1:]
    import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

    # Counters are put in as a module is imported, so all of them are imported here.
    with atheris.instrument_imports(include=["briefbot"]):
        import briefbot

        for module in pkgutil.walk_packages(briefbot.__path__, "briefbot."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
        from benchmarks.fuzz.journal import Journal
        from benchmarks.fuzz.mutating import mutated
        from benchmarks.fuzz.targets import TARGETS
    target = TARGETS[name]
    journal = Journal(target, "atheris", Path(found), slower=_SLOWER)
    seeds = list(target.seeds())

    def change(data: bytes, largest: int, seed: int) -> bytes:
        chance = random.Random(seed)
        if chance.random() < 0.3:
            changed: bytes = atheris.Mutate(data, largest)
            return changed
        return mutated(data, chance, json_like=target.json_like, others=seeds, largest=largest)

    def run(data: bytes) -> None:
        journal.run(data)

    atheris.Setup([name, *arguments], run, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
