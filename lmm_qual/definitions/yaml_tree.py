"""YAML as a tree of text: no aliases, no tags, no repeated keys, every scalar as it was typed."""

import re

import yaml

from lmm_qual.definitions.tree import DEPTH_CAP, Path, Tree, compared
from lmm_qual.model.problem import BadInputError, Problem

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = {"", "~", "null"}
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def parse_yaml(text: str, file: str) -> Tree:
    """Read YAML text; raises `BadInputError` with the line of whatever cannot be taken."""
    root = compose(text, file)
    problems: list[Problem] = []
    data = _value(root, file, problems) if root is not None else None
    if problems:
        raise BadInputError(problems)
    return Tree(data, lambda path: _line(root, path))


def compose(text: str, file: str) -> yaml.Node | None:
    """Give the node graph of YAML text, in which every node knows its line."""
    if found := _UNREADABLE.search(text):
        place = f"line {text.count(chr(10), 0, found.start()) + 1}"
        what = f"holds the control character U+{ord(found[0]):04X}"
        raise BadInputError(Problem(file, what, place, "remove it"))
    try:
        _refuse_events(text, file)
        return yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f"line {mark.line + 1}" if mark else ""
        said = error.problem or error.context or ""
        if said.startswith("but "):
            said = f"{error.context}, {said}"
        what = f"cannot be read as YAML: {said}"
        raise BadInputError(Problem(file, what, line, "check indentation and quotes")) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise BadInputError(
            Problem(file, f"cannot be read as YAML: {_first_line(error)}")
        ) from None


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["nested too deeply"])[0]


def _refuse_events(text: str, file: str) -> None:
    """Refuse anchors, aliases, tags and what is nested too deeply, before nodes are made."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        mark = event.start_mark
        line = f"line {mark.line + 1}" if mark else ""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            what = "anchors and aliases (& and *) are not read"
            raise BadInputError(Problem(file, what, line, "write the value out, or quote it"))
        if tag := getattr(event, "tag", None):
            raise BadInputError(Problem(file, f"tag {tag} is not read", line, "quote the value"))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEPTH_CAP:
            raise BadInputError(
                Problem(file, f"nested deeper than {DEPTH_CAP} levels", line, "nest less")
            )


def _value(node: yaml.Node, file: str, problems: list[Problem]) -> object:
    if isinstance(node, yaml.ScalarNode):
        if "\0" in node.value:
            line = f"line {node.start_mark.line + 1}"
            problems.append(Problem(file, "holds the character NUL", line, "remove it"))
        return None if not node.style and node.value in _NULLS else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, file, problems) for item in node.value]
    return _mapping(node, file, problems)


def _mapping(node: yaml.Node, file: str, problems: list[Problem]) -> dict[str, object]:
    data: dict[str, object] = {}
    seen: set[str] = set()
    for key, value in node.value:
        line = f"line {key.start_mark.line + 1}"
        if not isinstance(key, yaml.ScalarNode):
            problems.append(Problem(file, "a key must be text", line, "quote it"))
        elif compared(key.value) in seen:
            problems.append(Problem(file, f"key “{key.value}” stands twice", line, "keep one"))
        else:
            seen.add(compared(key.value))
            data[key.value] = _value(value, file, problems)
    return data


def _line(root: yaml.Node | None, path: Path) -> int | None:
    """Give the line of the deepest part of the path that is there."""
    node, line = root, root.start_mark.line + 1 if root is not None else None
    for key in path:
        if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            line = node.start_mark.line + 1
        elif isinstance(node, yaml.MappingNode):
            found = next(((k, v) for k, v in node.value if k.value == key), None)
            if found is None:
                return line
            line, node = found[0].start_mark.line + 1, found[1]
    return line
