#!/bin/sh
# What the tests open the project's files with, from Debian: Chromium with fonts for every script,
# PostGIS, LibreOffice, poppler and QGIS.  The map itself needs none of them.
# Install what is missing where that is allowed, otherwise name the command that does.
set -eu
packages="chromium fonts-noto-core libreoffice-writer-nogui poppler-utils postgresql-15-postgis-3 python3-qgis"
missing=
for package in $packages; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    # The tests start a database of their own; none is to run beside it.
    mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] ||
        echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf
    apt-get update -q
    # shellcheck disable=SC2086  # packages, one word each
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
else
    echo "The map needs nothing more; for the tests run: sudo apt-get install$missing" >&2
fi
