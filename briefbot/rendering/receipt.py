"""The small print under a result: what the marks mean, and how the result was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefbot.results import BriefUsed, Claim, Provenance

_BRIEFS_SHOWN = 3
_REASON_SHOWN = 200
_LEGEND = {
    "quoted": "quoted: the drafted wording could not be proved, so the source's own words stand there.",
    "doubted": "quoted: the judge did not confirm the drafted wording, so the source's own words stand there.",
    "repaired": "repaired: the citation or speaker was corrected; what is cited proves the words.",
}


def legend(claims: Iterable[Claim]) -> tuple[str, ...]:
    """One line for each mark the claims carry, none when all are supported as drafted."""
    marks = {"doubted" if _is_doubted(claim) else claim.status for claim in claims}
    return tuple(line for mark, line in _LEGEND.items() if mark in marks)


def _is_doubted(claim: Claim) -> bool:
    return any(check.name == "judge" and not check.passed for check in claim.checks)


def receipt(provenance: Provenance) -> str:
    """One line: version, writer, model, prompts, tokens, cost, and the briefs with short sha256."""
    parts = [f"briefbot {provenance.briefbot}", f"{provenance.writer} writer", _model(provenance)]
    parts += [f"prompt {p.name}@{p.version} ({p.fingerprint[:8]})" for p in provenance.prompts]
    if provenance.model is not None:
        parts += [_tokens(provenance), cost_words(provenance.cost_usd)]
    if encoder := provenance.options.get("encoder"):
        parts.append(f"ranked with {encoder}")
    if provenance.fallback:
        parts.append(
            f"the model failed, so these are the briefs' own sentences: {_short(provenance.fallback)}"
        )
    if filled := provenance.options.get("filled_without_model"):
        parts.append(f"{filled} without the model")
    if cut := provenance.options.get("evidence_cut"):
        parts.append(f"{cut:,} tokens of evidence not shown to the model: more than it can read")
    if withheld := provenance.options.get("withheld"):
        parts.append(str(withheld))
    if unread := provenance.options.get("unread"):
        parts.append(f"{unread:,} paragraphs not read: more than can be")
    parts.append(_briefs(provenance.briefs))
    return " · ".join(parts)


def _model(provenance: Provenance) -> str:
    if provenance.model is None:
        return "no model"
    served = provenance.model_served
    return provenance.model + (
        f" (served {served})" if served and served != provenance.model else ""
    )


def _short(reason: str) -> str:
    return reason if len(reason) <= _REASON_SHOWN else f"{reason[: _REASON_SHOWN - 1]}…"


def _tokens(provenance: Provenance) -> str:
    usage = provenance.usage
    calls = "1 call" if usage.calls == 1 else f"{usage.calls:,} calls"
    cached = f" ({usage.cached_tokens:,} cached)" if usage.cached_tokens else ""
    return f"{calls}, {usage.input_tokens:,}{cached} + {usage.output_tokens:,} tokens"


def cost_words(cost_usd: float | None) -> str:
    """The cost in words; an unknown one is said to be."""
    if cost_usd is None:
        return "cost unknown"
    return f"${cost_usd:.4f}" if cost_usd >= 0.0001 or cost_usd == 0 else "under $0.0001"


def _briefs(briefs: tuple[BriefUsed, ...]) -> str:
    if not briefs:
        return "no briefs"
    shown = [f"{brief.id} ({brief.sha256[:8]})" for brief in briefs[:_BRIEFS_SHOWN]]
    rest = len(briefs) - len(shown)
    return ", ".join(shown) + (f" and {rest:,} more brief{'s' * (rest != 1)}" if rest else "")
