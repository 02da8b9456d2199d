"""
Where a database is: an address such as ``postgresql://user@host:5432/name?case=karabakh-2020``.

The password in it is never shown.  This module knows the words of an address, and no database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from geo.errors import StoreError

SCHEMES = ("postgresql", "postgres")
CASE = "case"
HIDDEN = "***"


def is_address(text: str) -> bool:
    """
    Say whether words of the command line are the address of a database.

    Examples
    --------
    >>> is_address("postgresql://localhost/maps"), is_address("cases/velt")
    (True, False)
    """
    scheme, mark, _ = text.partition("://")
    return bool(mark) and scheme in SCHEMES


@dataclass(frozen=True, slots=True)
class Address:
    """
    The address of a database, and of one case in it.

    Attributes
    ----------
    shown
        The address without user, password and options, for messages.
    case_id
        The case that is meant; empty: the only one.
    parameters
        What libpq is given, under its own names; it may hold the password.
    """

    shown: str
    case_id: str = ""
    parameters: dict[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def read(cls, text: str) -> Address:
        """
        Read an address.

        Raises
        ------
        StoreError
            It is none; the error does not repeat it.
        """
        try:
            parts = urlsplit(text)
            options = _options(parts)
            login, host, port = parts.username, parts.hostname, parts.port
        except ValueError:
            parts = None
        if parts is None or not is_address(text):
            raise StoreError(
                "the address of the database cannot be read; write it as "
                "postgresql://user@host:5432/name, special characters in it as %40 and the like"
            )
        case_id = options.pop(CASE, "")
        stated = {
            "user": unquote(login or ""),
            "password": unquote(parts.password or ""),
            "host": unquote(host or ""),
            "port": str(port or ""),
            "dbname": unquote(parts.path.removeprefix("/")),
        }
        parameters = {name: value for name, value in stated.items() if value} | options
        return cls(_shown(parameters), case_id, parameters)

    def without_secrets(self, words: str) -> str:
        """Give words of a server or a library without the password, should they hold it."""
        secret = self.parameters.get("password", "")
        return words.replace(secret, HIDDEN) if secret else words


def _options(parts: SplitResult) -> dict[str, str]:
    """Give what stands behind the question mark; an @ there is one of a password, unescaped."""
    if parts.fragment or "@" in parts.path + parts.query:
        raise ValueError("special characters")
    return dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))


def _shown(parameters: dict[str, str]) -> str:
    host, port = parameters.get("host", ""), parameters.get("port", "")
    place = f"{host}:{port}" if port else host
    return f"{SCHEMES[0]}://{place}/{parameters.get('dbname', '')}"
