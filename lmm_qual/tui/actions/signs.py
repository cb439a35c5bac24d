"""Keys as they stand on a keyboard, and as the footer names them."""

from lmm_qual.tui.actions.action import Action

_FOOT = {"codebook.move_up": "K J H L", "matrix.deeper": "+ -"}
"""What the footer shows for several actions at once."""

_SIGNS = {
    "question_mark": "?",
    "full_stop": ".",
    "semicolon": ";",
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "minus": "-",
    "plus": "+",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "space": "Space",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
}


def key_sign(key: str, *, brief: bool = False) -> str:
    """Show one key as it stands on a keyboard; `brief` writes Ctrl as `^`."""
    *held, last = key.split("+") if len(key) > 1 else [key]
    sign = _SIGNS.get(last, last.upper() if last.startswith("f") and last[1:].isdigit() else last)
    if brief and held == ["ctrl"]:
        return f"^{sign}"
    shown_last = sign.upper() if held and len(sign) == 1 else sign
    return "+".join([*(part.capitalize() for part in held), shown_last])


def key_signs(action: Action, keys: str | None = None) -> str:
    """Show all keys of an action."""
    if action.label and keys is None and "," not in action.keys:
        return action.label
    return " ".join(key_sign(key) for key in split_keys(keys or action.keys))


def first_key(action: Action, keys: str | None = None) -> str:
    """Show the key of an action that the footer names."""
    if keys is None and (foot := _FOOT.get(action.id) or action.label):
        return foot
    return one_key(action, keys)


def one_key(action: Action, keys: str | None = None) -> str:
    """Show the first key of an action, whatever the footer names."""
    bound = split_keys(keys or action.keys)
    return key_sign(bound[0], brief=True) if bound else ""


def split_keys(keys: str) -> list[str]:
    """Give the keys of a binding, one by one."""
    return [key.strip() for key in keys.split(",") if key.strip()]
