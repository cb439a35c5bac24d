"""Passphrases typed without a terminal, and a keyring of the test's own."""

from collections.abc import Callable, Iterator

import pytest

from lmm_qual.store import cipher, keys

PHRASE = "four words are good"
OTHER = "five other words are good"
Typing = Callable[..., list[str]]


def forget_keys() -> None:
    """Know no key any more, as a program that begins."""
    keys._known.clear()


@pytest.fixture
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make keys in few rounds, and know none before and after."""
    monkeypatch.setattr(cipher, "_ROUNDS", 10)
    forget_keys()
    yield
    forget_keys()


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch, quick_keys: None) -> Typing:  # noqa: ARG001
    """Give what has answers typed to the next questions; it gives the questions put."""
    asked: list[str] = []

    def typed(*answers: str) -> list[str]:
        forget_keys()
        asked.clear()
        waiting = iter(answers)

        def answer(question: str) -> str:
            asked.append(question)
            return next(waiting)

        monkeypatch.setattr("lmm_qual.cli.encryption.is_terminal", lambda _: True)
        monkeypatch.setattr("lmm_qual.cli.encryption._asked", answer)
        monkeypatch.setattr("typer.confirm", lambda question, **_: asked.append(question))
        return asked

    return typed


class Ring:
    """A keyring in memory."""

    name = "the test's keyring"

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        return self.held.get((service, name))

    def set_password(self, service: str, name: str, word: str) -> None:
        self.held[service, name] = word

    def delete_password(self, service: str, name: str) -> None:
        del self.held[service, name]


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    """Have passphrases kept in a keyring of the test's own."""
    import keyring

    made = Ring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    for name in ("get_password", "set_password", "delete_password"):
        monkeypatch.setattr(keyring, name, getattr(made, name))
    return made
