"""Hypothesis counts no seconds: tests run beside each other on small machines."""

from hypothesis import settings

settings.register_profile("lmm_qual", deadline=None, max_examples=60)
settings.load_profile("lmm_qual")
