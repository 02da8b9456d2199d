"""
What the page may do: run the scripts it was built with, and nothing else.

The policy names each script by its hash (Content Security Policy Level 3, section 8.3), so a
script that somebody smuggles into the finished page does not run, and no address is asked.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

LATER = "data-later"
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
PLACE_OF_POLICY = "<!-- policy -->"


def script_hashes(html: str) -> list[str]:
    """
    Hash every inline script that the browser would run.

    Parameters
    ----------
    html
        The finished page, with line feeds alone as line ends.

    Returns
    -------
    list of str
        ``'sha256-…'`` as a policy writes it, each once, in the order of the page.  Blocks of
        data (those with a ``type``) and scripts with a ``src`` are not in it.
    """
    runs = [
        text
        for attributes, text in SCRIPT.findall(html)
        if LATER in attributes or ("type=" not in attributes and "src=" not in attributes)
    ]
    return list(dict.fromkeys(f"'sha256-{_digest(text)}'" for text in runs))


def policy(html: str, *, addresses: Iterable[str] = (), images: Iterable[str] = ()) -> str:
    """
    Write the policy of a page.

    Parameters
    ----------
    html
        The finished page.
    addresses
        Addresses of scripts and styles that a page with ``online=True`` may load.
    images
        Origins of tiles, such as ``https://*.tile.example.org``.
    """
    origins = sorted({"{0.scheme}://{0.netloc}".format(urlsplit(address)) for address in addresses})
    scripts = " ".join([*script_hashes(html), *origins]) or "'none'"
    loaded = " ".join(origins)
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {scripts}",
            " ".join(f"style-src 'unsafe-inline' {loaded}".split()),
            " ".join(["img-src", "data:", "blob:", *sorted(set(images)), *origins]),
            f"font-src {loaded}" if loaded else "font-src 'none'",
            f"connect-src {loaded}" if loaded else "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
