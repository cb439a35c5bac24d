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


def questions_changed(store: Store, change: Update, tree: CodeTree) -> list[dict[str, Any]]:
    """Give the questions whose prompts a change rewrites, as rows that can be kept.

    They hold the prompts before and after, and the codes that those before meant.
    """
    after = {row["id"]: json.loads(row["questions"]) for row in change.rows}
    pairs = [
        (guide, old, new)
        for guide in guides(store)
        if guide["id"] in after
        for old, new in zip(guide["questions"], after[guide["id"]], strict=True)
        if old != new
    ]
    return [
        {
            "id": number,
            "time_key": guide["time_key"],
            "group_key": guide["group_key"],
            "question": old["text"],
            "before": json.dumps(old["prompts"]),
            "after": json.dumps(new["prompts"]),
            "meant": json.dumps({prompt: tree.find(prompt) for prompt in old["prompts"]}),
        }
        for number, (guide, old, new) in enumerate(pairs)
    ]


def prompts_restored(
    known: Sequence[Guide],
    rows: Sequence[Mapping[str, Any]],
    tree: CodeTree,
    ids: Mapping[int, int],
) -> tuple[Update, list[str]]:
    """Let questions prompt again what they did; gives also the questions that are gone.

    Where a question's prompts have changed since, those stay too. `ids` says which codes those that
    were meant are now.
    """
    changed, lost = set[int](), []
    for row in rows:
        found = [
            (guide["id"], question)
            for guide in known
            if (guide["time_key"], guide["group_key"]) == (row["time_key"], row["group_key"])
            for question in guide["questions"]
            if question["text"] == row["question"]
        ]
        if not found:
            lost.append(str(row["question"]))
        for id_, question in found[:1]:
            question["prompts"] = _prompts_again(question["prompts"], row, tree, ids)
            changed.add(id_)
    updates = [
        {"id": guide["id"], "questions": written_questions(guide["questions"])}
        for guide in known
        if guide["id"] in changed
    ]
    return Update("topic_guide", updates), lost


def _prompts_again(
    now: Sequence[str], row: Mapping[str, Any], tree: CodeTree, ids: Mapping[int, int]
) -> list[str]:
    before, after, meant = (json.loads(row[name]) for name in ("before", "after", "meant"))
    again: list[str] = []
    for prompt in before:
        codes = [ids.get(code, code) for code in meant[prompt]]
        there = tree.find(prompt) == codes
        again += [prompt] if there else [tree.path(code) for code in codes if code in tree.by_id]
    wanted = again if list(now) == after else [*now, *again]
    return list(dict.fromkeys(wanted))


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
