#!/bin/sh
# The browser tests open the page in Chromium, with fonts for every script it shows.
# Install Debian's where that is allowed, otherwise name the command that does.
set -eu
command -v chromium >/dev/null 2>&1 && [ -d /usr/share/fonts/truetype/noto ] && exit 0
packages="chromium fonts-noto-core"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -q
    # shellcheck disable=SC2086  # two packages, two words
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $packages
else
    echo "The map needs nothing more; for the browser tests run: sudo apt-get install $packages" >&2
fi
