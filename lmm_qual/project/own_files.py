"""A person's own files, outside any project: settings, and what is remembered."""

import tempfile
from contextlib import suppress
from pathlib import Path

from lmm_qual.store.on_disk import make_folder, put_in_place, to_disk


def configuration_file() -> Path:
    """Give the path of the configuration file."""
    from platformdirs import user_config_path

    return user_config_path("lmm-qual") / "config.toml"


def state_folder() -> Path:
    """Give the folder of what is remembered from one time to the next."""
    from platformdirs import user_state_path

    return user_state_path("lmm-qual")


def replace_file(path: Path, text: str) -> None:
    """Write a file whole or not at all, also while another process writes it.

    A link stays a link. Raises `OSError`.
    """
    target = path.resolve()
    make_folder(target.parent)
    number, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    draft = Path(name)
    try:
        with open(number, "wb") as file:  # noqa: PTH123  (it is open already)
            file.write(text.encode("utf-8"))
            file.flush()
            to_disk(file.fileno())
        put_in_place(draft, target)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
