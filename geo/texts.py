"""
The words of the page's own: controls, headings, short sentences, one file for each language.

``texts/en.toml`` is the measure: a file of another language has the same keys and, in each text,
the same ``{placeholders}``.  A text is a string, a list of strings, or the forms of a counted
text by the plural categories of the Unicode CLDR (``one``, ``few``, ``other`` …).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from geo.errors import RenderError

FOLDER = files("geo") / "render" / "texts"
MEASURE = "en"
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
PLACEHOLDER = re.compile(r"\{(\w+)\}")

Form = str | list[str] | dict[str, str]
Texts = dict[str, dict[str, Form]]


def page_texts(lang: str = MEASURE, *, folder: Traversable | Path = FOLDER) -> Texts:
    """
    Read the page's words in one language.

    Parameters
    ----------
    lang
        Code of the language, the name of its file.
    folder
        Where the files of the languages stand; the measure is the one shipped.

    Returns
    -------
    dict
        Texts by group and key.

    Raises
    ------
    RenderError
        There is no such file, or it lacks a text or a placeholder; all faults in one message.
    """
    file = folder / f"{lang}.toml"
    if not re.fullmatch(r"[A-Za-z-]+", lang) or not file.is_file():
        names = sorted(one.name for one in folder.iterdir())
        known = ", ".join(name.removesuffix(".toml") for name in names if name.endswith(".toml"))
        raise RenderError(f"the page has no texts in {lang!r}; there are: {known}")
    texts = _read(file)
    faults = list(_faults(texts, _read(FOLDER / f"{MEASURE}.toml")))
    if faults:
        raise RenderError(f"texts/{lang}.toml: " + "; ".join(faults))
    return texts


def _read(file: Traversable | Path) -> Texts:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RenderError(f"texts/{file.name}: not TOML: {error}") from error


def _faults(texts: Mapping[str, object], measure: Texts) -> Iterator[str]:
    """Say what a language's file lacks, and what it has beyond the measure."""
    for group, wanted in measure.items():
        given = texts.get(group)
        if not isinstance(given, dict):
            yield f"[{group}] is missing; add it as in {MEASURE}.toml"
            continue
        for key, form in wanted.items():
            name = f"{group}.{key}"
            if key not in given:
                yield f"{name} is missing; add it as in {MEASURE}.toml"
            elif fault := _fault(given[key], form):
                yield f"{name} {fault}"
        yield from (f"{group}.{key} is used nowhere; take it out" for key in given.keys() - wanted)
    yield from (f"[{group}] is used nowhere; take it out" for group in texts.keys() - measure)


def _fault(given: object, form: Form) -> str:
    if isinstance(form, list):
        fits = isinstance(given, list) and len(given) == len(form)
        return "" if fits else f"needs a list of {len(form)} texts"
    if isinstance(form, str) and not isinstance(given, str):
        return "needs one text"
    if isinstance(form, dict) and not (isinstance(given, dict) and "other" in given):
        return "needs the forms of a counted text, with `other`"
    if isinstance(given, dict) and (odd := given.keys() - set(CATEGORIES)):
        return f"has the form {min(odd)!r}; forms are {', '.join(CATEGORIES)}"
    wanted, found = _placeholders(form), _placeholders(given)
    lacking = ", ".join(f"{{{one}}}" for one in sorted(wanted - found))
    beyond = ", ".join(f"{{{one}}}" for one in sorted(found - wanted))
    return (f"lacks {lacking}" if lacking else "") or (f"has {beyond}, not given" if beyond else "")


def _placeholders(form: object) -> set[str]:
    every = form.values() if isinstance(form, dict) else (form,)
    return {name for text in every for name in PLACEHOLDER.findall(str(text))}
