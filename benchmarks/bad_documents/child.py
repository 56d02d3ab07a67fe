"""Runs in a process of its own: commands on one folder, and what each took of time and memory.

python -m benchmarks.bad_documents.child [--nobody] FOLDER [COMMAND...]
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import sys
import tempfile
import time

COMMANDS = {
    "days": ["days"],
    "summarize": ["summarize"],
    "ask": ["ask", "What does Russia demand?"],
    "ask for a toll": ["ask", "How many people died in Kyiv?"],
    "changes": ["changes"],
    "timeline": ["timeline", "Russia"],
    "story": ["story", "Russia"],
    "save": ["summarize", "--format", "json", "--output", "SAVED", "HEAVIEST"],
    "verify": ["verify", "SAVED"],
}


_NOBODY = 65534


def main() -> None:
    """Run the commands on a folder and print a row of each as a line of JSON."""
    folder, *names = [one for one in sys.argv[1:] if one != "--nobody"]
    with tempfile.TemporaryDirectory() as scratch:
        os.environ |= {
            "BRIEFBOT_CACHE": f"{scratch}/cache",
            "BRIEFBOT_STATE": f"{scratch}/state",
            "BRIEFBOT_MODEL": "extractive",
        }
        if "--nobody" in sys.argv:
            _become_nobody(scratch)
        for name in names or COMMANDS:
            known = {"SAVED": f"{scratch}/saved.json"}
            if "HEAVIEST" in COMMANDS[name]:
                known["HEAVIEST"] = _heaviest_day(folder)
            arguments = [known.get(word, word) for word in COMMANDS[name]]
            row = {"command": name} | _run([*arguments, "--briefs", folder])
            sys.__stdout__.write(json.dumps(row) + "\n")  # type: ignore[union-attr]
        if "--nobody" in sys.argv:
            os.seteuid(0)


def _heaviest_day(folder: str) -> str:
    """The day with the most bytes, the first of them."""
    from briefbot import Briefbot

    return str(max(Briefbot(folder).days(), key=lambda one: one.bytes).day)


def _become_nobody(scratch: str) -> None:
    """Give up root's right to read everything, for files alone, so that the folder can be removed afterwards."""
    for command in COMMANDS.values():  # imports what there is while it can be read
        if "SAVED" not in command:
            _run([*command, "--briefs", "seeds"])
    for path, folders, files in os.walk(scratch):
        for name in (".", *folders, *files):
            os.chown(os.path.join(path, name), _NOBODY, -1)
    os.seteuid(_NOBODY)


def _run(arguments: list[str]) -> dict[str, object]:
    from briefbot.cli.app import run

    out, err = io.StringIO(), io.StringIO()
    started = time.process_time()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code: int | str = run(arguments)
        except BaseException as exc:  # noqa: BLE001 - what comes through here is the finding
            code = f"{type(exc).__name__}: {exc}"
    return {
        "code": code,
        "cpu_s": round(time.process_time() - started, 2),
        "peak_mb": _peak_mb(),
        "out": out.getvalue()[:20_000],
        "err": err.getvalue()[:20_000],
    }


def _peak_mb() -> int:
    """The most memory this process has held; what its parent holds counts too where Linux can't tell."""
    with contextlib.suppress(OSError), open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts kilobytes, macOS bytes.
    return peak // (1024 * 1024) if sys.platform == "darwin" else peak // 1024


if __name__ == "__main__":
    main()
