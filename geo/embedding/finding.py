"""Find what is to be embedded: a view of a case, or a page that was built before."""

from __future__ import annotations

import base64
import html
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from geo.embedding import HEIGHT, Embedded, Form
from geo.errors import RenderError

if TYPE_CHECKING:
    from geo.project import Project

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
LONGEST_HEAD = 20_000


@dataclass(frozen=True, slots=True)
class Wish:
    """
    What an editor asks for.

    Attributes
    ----------
    view
        Id of a view; empty for the whole map.
    day
        The day to open on; None for the map's own.
    state
        Further parts of the map's address, such as ``lang``; empty ones are left out.
    address
        Of the page, or with a slash at its end of the folder the page lies in.
    image
        Of the picture shown without scripts; empty for the build's own figure of the day.
    """

    view: str = ""
    day: date | None = None
    state: tuple[tuple[str, str], ...] = ()
    address: str = ""
    image: str = ""
    height: int = HEIGHT


def embedded(target: Path, wish: Wish, form: Form) -> Embedded:
    """
    Find a map.

    Parameters
    ----------
    target
        A case folder, or the HTML file of a page.

    Raises
    ------
    RenderError
        There is no such page or view.
    CaseError
        The case has faults.
    """
    if target.is_dir():
        from geo.project import load_case  # noqa: PLC0415  a page that was built does without

        return of_case(load_case(target), target / "maps", wish, form)
    if wish.view:
        raise RenderError(f"{target} is a page already; name a case to choose a view, or no view")
    return _of_page(target, wish, form)


def of_case(project: Project, pictures: Path, wish: Wish, form: Form) -> Embedded:
    """
    Find the map of a case.

    Parameters
    ----------
    project
        The case.
    pictures
        The folder with its figures, if there are any.

    Raises
    ------
    RenderError
        There is no such view or day.
    """
    case = project.case
    view = next((one for one in case.views if one.id == wish.view), None)
    if wish.view and view is None:
        known = ", ".join(one.id for one in case.views) or "none"
        raise RenderError(f"the case has no view {wish.view!r}; its views: {known}")
    if wish.day and not case.first_day <= wish.day <= case.last_day:
        raise RenderError(
            f"{wish.day} is not in the case; its days go from {case.first_day} to {case.last_day}"
        )
    titles = view.title if view else case.title
    title = titles.get(case.languages[0]) or next(iter(titles.values()))
    name = f"{case.id}-{view.id}.html" if view else f"{case.id}.html"
    page = ""
    if form is Form.SRCDOC:
        from geo.render import HandoverMap  # noqa: PLC0415  other forms do without

        page = HandoverMap(project, view=wish.view or None).to_html()
    day = wish.day or (view.opens_on if view else None) or case.opens_on
    return _shown(name, title, wish, page=page, picture=pictures / f"{case.id}-{day}.png")


def _of_page(path: Path, wish: Wish, form: Form) -> Embedded:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RenderError(f"{path}: cannot be read ({error}); name a case or a page") from error
    found = TITLE.search(text[:LONGEST_HEAD])
    title = html.unescape(found[1]).strip() if found else ""
    page = text if form is Form.SRCDOC else ""
    picture = path.with_name(f"{path.stem}-{wish.day}.png") if wish.day else None
    return _shown(path.name, title or path.stem, wish, page=page, picture=picture)


def _shown(name: str, title: str, wish: Wish, *, page: str, picture: Path | None) -> Embedded:
    address = f"{wish.address}{name}" if wish.address.endswith("/") else wish.address or name
    image, alt = wish.image, ""
    if not image and picture is not None and picture.is_file():
        words = picture.with_suffix(".txt")
        alt = words.read_text("utf-8").strip().partition("\n")[0] if words.is_file() else ""
        folder, slash, _ = address.rpartition("/")
        image = f"{folder}{slash}{picture.name}" if not page else _as_data(picture)
    state = [("date", wish.day.isoformat())] if wish.day else []
    state += [(key, value) for key, value in wish.state if value]
    return Embedded(
        address=address,
        title=title,
        state=urlencode(state),
        image=image,
        alt=alt,
        height=wish.height,
        page=page,
    )


def _as_data(picture: Path) -> str:
    return "data:image/png;base64," + base64.b64encode(picture.read_bytes()).decode("ascii")
