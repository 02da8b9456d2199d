"""Pack a Word file anew, so that no clock is in it: the same parts give the same bytes."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first that ZIP knows


def repacked(data: bytes) -> bytes:
    """Give a ZIP file with the same members, in the same order, without their times."""
    file = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = ZipInfo(name, EARLIEST)
            member.compress_type, member.external_attr = ZIP_DEFLATED, 0o600 << 16
            new.writestr(member, old.read(name))
    return file.getvalue()
