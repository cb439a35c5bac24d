"""The codes that topic guides prompt, named there by name or path; they follow their codes."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from lmm_qual.model.code_tree import CodeTree
from lmm_qual.store.deltas import Update
from lmm_qual.store.store import Store

Guide = dict[str, Any]
"""A row of a topic guide, its questions read."""


def guides(store: Store) -> list[Guide]:
    """Give the topic guides, each with its questions read."""
    return [
        row | {"questions": json.loads(row["questions"])} for row in store.mappings("topic_guide")
    ]


def prompts_kept(
    store: Store, before: CodeTree, after: CodeTree, into: Mapping[int, int] | None = None
) -> Update:
    """Let prompts name the codes they named, by other names where those changed.

    `into` says which code stands for one that is gone; a prompt of a code that is gone without one
    is taken away.
    """

    def renamed(prompt: str) -> Sequence[str]:
        named = before.find(prompt)
        wanted = [(into or {}).get(code, code) for code in named]
        if wanted == after.find(prompt):
            return [prompt]
        return [after.path(code) for code in wanted if code in after.by_id]

    return _rewritten(guides(store), renamed)


def _rewritten(rows: Sequence[Guide], renamed: Callable[[str], Sequence[str]]) -> Update:
    changed = []
    for row in rows:
        questions = [
            question | {"prompts": list(dict.fromkeys(_each(question, renamed)))}
            if any(list(renamed(prompt)) != [prompt] for prompt in question.get("prompts", ()))
            else question
            for question in row["questions"]
        ]
        if questions != row["questions"]:
            changed.append({"id": row["id"], "questions": written_questions(questions)})
    return Update("topic_guide", changed)


def _each(question: Mapping[str, Any], renamed: Callable[[str], Sequence[str]]) -> Iterator[str]:
    for prompt in question["prompts"]:
        yield from renamed(prompt)


def written_questions(questions: Sequence[Mapping[str, Any]]) -> str:
    """Write questions as they are stored."""
    return json.dumps(questions, ensure_ascii=False)
