"""What a person has set for all projects: who is coding, and the projects opened last."""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

from lmm_qual.model.problem import refuse

RECENT = 12


@dataclass(frozen=True)
class Configuration:
    """The settings of a person's configuration file."""

    coder: str | None = None


def configuration_file() -> Path:
    """Give the path of the configuration file."""
    from platformdirs import user_config_path

    return user_config_path("lmm-qual") / "config.toml"


def load_configuration() -> Configuration:
    """Read the configuration; raises `BadInputError` naming file and line."""
    path = configuration_file()
    if not path.is_file():
        return Configuration()
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise refuse(f"cannot be read: {error}", "mend or remove it", file=str(path)) from None
    coder = values.get("coder")
    if coder is not None and not isinstance(coder, str):
        raise refuse("`coder` is no text", 'write coder = "NAME"', file=str(path))
    return Configuration(coder=coder or None)


def save_coder(name: str) -> None:
    """Keep who is coding, other settings left as they are."""
    path = configuration_file()
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    kept = [line for line in lines if not line.replace(" ", "").startswith("coder=")]
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "\n".join([f"coder = {json.dumps(name, ensure_ascii=False)}", *kept]) + "\n"
    path.write_text(text, encoding="utf-8")


def _recent_file() -> Path:
    from platformdirs import user_state_path

    return user_state_path("lmm-qual") / "recent.json"


def recent_projects() -> list[Path]:
    """Give the projects opened last that are still there, newest first."""
    try:
        names = json.loads(_recent_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    known = names if isinstance(names, list) else []
    return [Path(name) for name in known if isinstance(name, str) and Path(name).is_file()]


def remember_project(path: Path) -> None:
    """Put a project at the head of those opened last."""
    known = [path.resolve(), *(p for p in recent_projects() if p != path.resolve())]
    file = _recent_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps([str(p) for p in known[:RECENT]]), encoding="utf-8")
    except OSError:
        return
