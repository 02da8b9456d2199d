"""
What all processes of a pool share: loaded once, in the process that they are forked from.

Importing this module loads the world's names and the parser, if the one that starts the fork
server asks for it by the variable ``MODEL``; it runs no thread, so that forking is safe.  A
process that was not forked from here loads them itself.
"""

from __future__ import annotations

import gc
import os
from contextlib import suppress

from geo.claims.parser import load_parser
from geo.corpora.local import MODEL
from geo.errors import ModelError
from geo.toponyms.lexicon import world_lexicon

if asked := os.environ.get(MODEL):
    with suppress(ModelError):  # the first process to need it says so
        load_parser(asked)
    world_lexicon()
    gc.collect()
    gc.freeze()  # what is shared is left alone, so that it stays shared
