"""The configuration, where none of it is at fault."""

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.configuration import Configuration, read_configuration


def load_configuration() -> Configuration:
    """Read the configuration; raises `BadInputError` naming file and line of every fault."""
    configuration, problems = read_configuration()
    if problems:
        raise BadInputError(problems)
    return configuration
