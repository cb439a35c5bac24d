from helpers.commands import lmm, refused, study
from helpers.fixtures import _nobody_at_home, made

__all__ = ["_nobody_at_home", "lmm", "made", "refused", "study"]
