"""Imports point downwards only, and no module outgrows its budget."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "geo"
MAX_LINES = 400
IMPORTED_AS = {"pillow": "PIL", "python_docx": "docx"}
MAX_FUNCTION_LINES = 40
LAYERS = (
    {"errors"},
    {"colours"},
    {"dates", "files", "inflection", "sharing", "spelling"},
    {"records", "world"},
    {"names", "ways", "windows"},
    {"case", "gazetteer"},
    {"phrases_points"},
    {"phrases", "boilerplate", "decoding"},
    {"articles"},
    {"toponyms"},
    {"claims"},
    {"timeline"},
    {"meshes"},
    {"tessellation"},
    {"cells", "grid"},
    {"annals", "histories", "islands", "locating", "outlines"},
    {"ledger"},
    {"control"},
    {"layers"},
    {"texts"},
    {"prose"},
    {"answers", "features", "render", "tables", "references", "method"},
    {"evaluate"},
    {"project"},
    {"exports"},
    {"extraction", "keydays", "stores"},
    {"drafts", "figures"},
    {"datapackage", "embedding", "gallery"},
    {"corpus", "pack", "report"},
    {"difference", "beginning", "corpora"},
    {"cli"},
    {"__init__", "__main__"},
)
RANK = {unit: rank for rank, units in enumerate(LAYERS) for unit in units}

each_module = pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)


def unit_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported_names(tree: ast.AST) -> list[str]:
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return names


def imported_units(path: Path) -> set[str]:
    names = imported_names(ast.parse(path.read_text("utf-8")))
    return {name.split(".")[1] for name in names if name.startswith("geo.")}


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return function.end_lineno - body[0].lineno + 1 if body else 0


@each_module
def test_imports_point_downwards(path):
    own = unit_of(path)

    assert not {unit for unit in imported_units(path) - {own} if RANK[unit] >= RANK[own]}


@each_module
def test_imports_are_absolute(path):
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))

    assert not [node.lineno for node in nodes if isinstance(node, ast.ImportFrom) and node.level]


@each_module
def test_module_keeps_to_its_budget(path):
    assert len(path.read_text("utf-8").splitlines()) <= MAX_LINES


@each_module
def test_functions_keep_to_their_budget(path):
    functions = (
        node
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )

    assert not {f.name: code_lines(f) for f in functions if code_lines(f) > MAX_FUNCTION_LINES}


@each_module
def test_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def test_every_library_that_is_imported_is_declared():
    roots = {
        name.split(".")[0]
        for path in PACKAGE.rglob("*.py")
        for name in imported_names(ast.parse(path.read_text("utf-8")))
    }
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text("utf-8"))["project"]

    extras = (names for extra, names in project["optional-dependencies"].items() if extra != "dev")
    stated = [*project["dependencies"], *(name for names in extras for name in names)]
    declared = {re.split(r"[<>=\[]", name)[0].replace("-", "_") for name in stated}
    declared |= {IMPORTED_AS[name] for name in declared & IMPORTED_AS.keys()}
    assert roots - set(sys.stdlib_module_names) - {"geo"} <= declared


def test_every_module_has_its_row():
    assert {unit_of(path) for path in PACKAGE.rglob("*.py")} == set(RANK)
