"""The prompt registry: versioned prompt files, validated, fingerprinted and locked."""

from __future__ import annotations

from briefbot.prompts.folders import (
    diff_prompts,
    list_prompts,
    load_prompt,
    shipped_folder,
)
from briefbot.prompts.lock import PromptProblem, check_prompts, lock_prompts
from briefbot.prompts.prompt import Example, Prompt, Role, read_prompt

__all__ = [
    "Example",
    "Prompt",
    "PromptProblem",
    "Role",
    "check_prompts",
    "diff_prompts",
    "list_prompts",
    "load_prompt",
    "lock_prompts",
    "read_prompt",
    "shipped_folder",
]
