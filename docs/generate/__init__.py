"""The pages of the reference, made from the program itself, so that nothing stands twice."""

from collections.abc import Callable

from generate.commands import commands_page
from generate.files import files_page
from generate.keys import keys_page
from generate.problems import problems_page
from generate.settings import settings_page

PAGES: dict[str, Callable[[], str]] = {
    "reference/commands.md": commands_page,
    "reference/keys.md": keys_page,
    "reference/settings.md": settings_page,
    "reference/files.md": files_page,
    "reference/problems.md": problems_page,
}
"""The generated pages by their path in the documentation."""
