"""Commands that read articles: ``extract``, ``evaluate``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from geo.cli.shared import app, progress, say
from geo.errors import HandoverMapError
from geo.files import write_whole

if TYPE_CHECKING:
    from geo.corpus import Outcome, Task

Model = Annotated[str, typer.Option(metavar="NAME", help="Another spaCy model that is installed.")]


@app.command()
def extract(  # noqa: PLR0913, PLR0917 - one for each option of the command
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Articles: .txt .html .md")
    ],
    case: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(metavar="DIR", help="Case folder; without it, the world alone."),
    ] = None,
    published: Annotated[
        str, typer.Option(metavar="DAY|CSV", help="Day of publication, or a table path,published.")
    ] = "",
    form: Annotated[str, typer.Option("--format", metavar="jsonl|toml")] = "",
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--output", "-o", metavar="DIR", help="Where draft seeds go."),
    ] = None,
    jobs: Annotated[int, typer.Option(metavar="N", min=0, help="Processes; 0 chooses.")] = 0,
    model: Model = "",
) -> None:
    """Read articles: toponyms and draft claims, as JSON Lines or as draft seeds."""
    with needs_extract():
        from geo.corpus import extract_files, read_days

    chosen = form or ("toml" if output else "jsonl")
    if chosen not in ("jsonl", "toml"):
        raise typer.BadParameter(
            f"{form!r} is not known; write jsonl or toml", param_hint="--format"
        )
    if not files:
        raise typer.BadParameter("name at least one article", param_hint="FILE")
    task = task_of(case, model, drafts=chosen == "toml")
    with progress(len(files)) as on_done:
        outcomes = extract_files(
            files, task, published=read_days(published), jobs=jobs, on_done=on_done
        )
        failed = sum(not hand_out(outcome, output) for outcome in outcomes)
    if failed:
        say(f"handover-map: {failed} of {len(files)} files gave nothing")
        raise typer.Exit(1)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Annotations, one file each.")],
    articles: Annotated[Path, typer.Argument(metavar="ARTICLES_DIR", help="The articles.")],
    case: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(metavar="DIR", help="Case folder; without it, the world alone."),
    ] = None,
    jobs: Annotated[int, typer.Option(metavar="N", min=0, help="Processes; 0 chooses.")] = 0,
    model: Model = "",
) -> None:
    """Print how well articles are read, against hand-made gold, as JSON."""
    import json

    with needs_extract():
        from geo.corpus import extract_files
        from geo.evaluate import figures, read_gold

    wanted, paths, days = read_gold(gold, articles)
    task = task_of(case, model)
    with progress(len(paths)) as on_done:
        outcomes = list(extract_files(paths, task, published=days, jobs=jobs, on_done=on_done))
    for outcome in outcomes:
        if outcome.problem:
            say(f"handover-map: {outcome.problem}")
    found = {Path(o.path).stem: o.result for o in outcomes if o.result is not None}
    print(json.dumps(figures(wanted, found), indent=1, ensure_ascii=False))
    for name in sorted(wanted.keys() - found.keys()):
        say(f"handover-map: {name}: gave nothing to compare with its annotations")
    if found.keys() != wanted.keys():
        raise typer.Exit(1)


@contextmanager
def needs_extract() -> Iterator[None]:
    """Say which extra is missing where a library for reading is."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise HandoverMapError(
            f"{error.name} is not installed; needs pip install 'handover-map[extract]'"
        ) from error


def task_of(case: Path | None, model: str, *, drafts: bool = False) -> Task:
    """Say how files are read, once it is sure that the model is there."""
    from geo.claims.parser import DEFAULT_MODEL, check_model
    from geo.corpus import Task

    check_model(model or DEFAULT_MODEL)
    return Task(str(case) if case else "", drafts=drafts, model=model or DEFAULT_MODEL)


def hand_out(outcome: Outcome, output: Path | None) -> bool:
    """Print or write what one file gave; say what is wrong, and return whether it gave anything."""
    import json

    if outcome.result is None:
        say(f"handover-map: {outcome.problem}")
        return False
    for note in outcome.result["article"]["notes"]:
        say(f"{outcome.path}: {note}")
    if outcome.draft is None:
        print(json.dumps(outcome.result, ensure_ascii=False))
    elif output is None:
        print(outcome.draft[1], end="")
    else:
        path = output / f"{outcome.draft[0]}.toml"
        if path.exists() and "nobody has reviewed it" not in path.read_text("utf-8"):
            say(f"handover-map: {path} is no draft; it stays as it is")
            return False
        write_whole(output, {path.name: outcome.draft[1]})
        say(f"{path}: {len(outcome.result['claims'])} draft claims")
    return True
