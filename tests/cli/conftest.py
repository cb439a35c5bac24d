from helpers.commands import Lmm, lmm, refused, study
from helpers.fixtures import _nobody_at_home, made

__all__ = ["Lmm", "_nobody_at_home", "lmm", "made", "refused", "study"]
