#!/bin/sh
# Pin what pyproject.toml asks for: versions and hashes into requirements.lock, no addresses.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pip-tools
"$work/venv/bin/pip-compile" --quiet --all-extras --all-build-deps --allow-unsafe --generate-hashes \
    --strip-extras --no-annotate --no-header --no-emit-options --no-emit-index-url \
    --no-emit-trusted-host --no-emit-find-links --output-file "$work/lock" pyproject.toml
{
    echo "# Pinned versions with hashes of every package that \`make setup\` installs, without addresses."
    echo "# Made by scripts/lock.sh from pyproject.toml; change that file, not this one."
    sed -e '/^#/d' -e '/^$/d' "$work/lock"
} > requirements.lock
