"""What all tests share: hypothesis counts no seconds, garbage is looked for seldom.

Tests run beside each other on small machines. Each begins and ends whole programs of many
objects, among which looking for garbage took a third of the time.
"""

import gc

from helpers.settling import settle_by_the_loop  # noqa: F401
from hypothesis import settings

settings.register_profile("lmm_qual", deadline=None, max_examples=60)
settings.load_profile("lmm_qual")
gc.set_threshold(100_000, 50, 100)
