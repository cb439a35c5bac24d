"""All commands, put together: what help, completion and the reference are made of."""

from lmm_qual.cli.commands import build

app = build()
