"""The guard of the numbers: `check` tells what moved, `accept` takes it as the reference when it is explained."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from regioanalyse import content, indicators, steps
from regioanalyse.errors import InputError
from regioanalyse.indicators import accepted, calibration, lineage
from regioanalyse.project import build, relative, root
from regioanalyse.records.sector import SECTORS
from regioanalyse.records.table import TABLES
from regioanalyse.runs.parameters import schema
from regioanalyse.runs.planning import notebooks
from regioanalyse.runs.refresh import moved_numbers, other_outputs, rerun
from regioanalyse.sources import dictionary

#: How many lines of moved values `check` prints; the list of all of them is a file.
SHOWN = 40

Tell = Callable[[str], None]


def check(tell: Tell) -> bool:
    """Tell what moved: values, published figures, outputs of committed notebooks; return whether all is as it was."""
    moved = accepted.moved()
    content.write_whole(moved_file(), lambda beside: moved.to_csv(beside, index=False, lineterminator="\n"))
    tell(values_told(moved))
    found = calibration.table()
    missed = found[~found["passes"]]
    tell(published_told(found))
    before = _committed()
    after = rerun(list(before))
    tell(outputs_told(before, after))
    return moved.empty and missed.empty and before == after


def _committed() -> dict[Path, str]:
    return {each: each.read_text(encoding="utf-8") for sector in SECTORS for each in notebooks(sector)}


def moved_file() -> Path:
    """Return where `check` leaves the list of all values that moved."""
    return build() / "moved.csv"


def values_told(moved: pd.DataFrame) -> str:
    """Return what `check` says of the values that moved (`accepted.moved`), and what explains them."""
    fresh = accepted.differences().query("is_new")
    lines = [f"values: {_new_told(pair, fresh)}" for pair in accepted.pairs(fresh)]
    if moved.empty:
        return "\n".join([*lines, "values: none moved"])
    lines += [f"values: {len(moved)} moved, the biggest relative difference first", ""]
    table = _table(moved)
    lines += [table.head(SHOWN).to_string(index=False), ""]
    rest = f"the first {SHOWN} lines of {len(table)}; " if len(table) > SHOWN else ""
    lines += [f"{rest}all values: {relative(moved_file())}", "", "what explains them:"]
    moving = accepted.pairs(moved)
    entries, open_ = accepted.explaining(moving), accepted.unexplained(moving)
    for sector, indicator in moving:
        ids = [entry.id for entry in entries if entry.sector == sector and indicator in entry.indicators]
        if ids:
            why = f"{', '.join(ids)} (new in data/changes.yaml)"
        else:
            why = "NOTHING YET" if (sector, indicator) in open_ else "the data changed"
        lines.append(f"  {_counted((sector, indicator), moved)}: {why}")
    lines.append("")
    lines.append(
        "If it is meant: describe it in data/changes.yaml (docs/changing-a-definition.md), then `regioanalyse accept`."
        if open_
        else "All of it is explained: `regioanalyse accept` takes it as the reference."
    )
    return "\n".join(lines)


def _new_told(pair: accepted.Pair, fresh: pd.DataFrame) -> str:
    return f"{_counted(pair, fresh)}: new, `regioanalyse accept` adds it to the reference"


def _counted(pair: accepted.Pair, table: pd.DataFrame) -> str:
    """Return an indicator with its number of rows and regions: ``vv clients: 12 values in 3 regions``."""
    sector, indicator = pair
    mine = table[(table["sector"] == sector) & (table["indicator"] == indicator)]
    return f"{sector} {indicator}: {_number(len(mine), 'value')} in {_number(mine['region'].nunique(), 'region')}"


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _table(moved: pd.DataFrame) -> pd.DataFrame:
    """Return what is printed: a move that is the same by several methodologies is one row."""
    same = ["sector", "edition", *accepted.IDENTIFYING, "old", "new"]
    joined = moved.assign(methodology=moved["methodology"].astype(str)).groupby(same, sort=False)
    table = joined.agg(methodology=("methodology", "/".join), difference=("difference", "first")).reset_index()
    table["difference"] = [f"{each:+.6g}" if pd.notna(each) else "" for each in table["difference"]]
    return table[["sector", "edition", "methodology", *accepted.IDENTIFYING, "old", "new", "difference"]]


def published_told(found: pd.DataFrame) -> str:
    """Return what `check` says of the published figures (`calibration.table`): those that do not come out."""
    missed = found[~found["passes"]]
    lines = [f"published figures: {len(found) - len(missed)} of {len(found)} come out"]
    lines += [
        f"  {row.report}, page {row.page}: {row.indicator} {row.area} {row.period} {row.category}".rstrip()
        + f": printed {row.published}, ours {row.ours:.6g}"
        for row in missed.itertuples()
    ]
    return "\n".join(lines)


def outputs_told(before: Mapping[Path, str], after: Mapping[Path, str]) -> str:
    """Return what `check` says of the committed notebooks, from their JSON: each cell that has other outputs now."""
    lines = []
    for notebook, text in before.items():
        moved = moved_numbers(text, after[notebook])
        for cell in other_outputs(text, after[notebook]):
            numbers = moved[moved["cell"] == cell]
            line = f"  {relative(notebook)}: cell '{cell}'"
            for first in numbers.head(1).to_dict("records"):
                name = " ".join(str(first[key]) for key in accepted.IDENTIFYING if first[key])
                line += f": {_number(len(numbers), 'other number')}, such as {name}: {first['old']} → {first['new']}"
            lines.append(line)
    if not lines:
        return "notebooks: the same outputs"
    return "\n".join([f"notebooks: {_number(len(lines), 'cell')} with other outputs", *lines])


def accept(tell: Tell) -> None:
    """Run the committed notebooks, and take their outputs and the present values as the reference.

    Raises
    ------
    InputError
        When an indicator moved that neither a new entry of the register nor other data explain, or a notebook does
        not run; nothing is written then.
    """
    before = _committed()
    after = rerun(list(before))
    moved = accepted.moved()
    figures = pd.concat(
        [moved_numbers(before[each], after[each]).assign(notebook=relative(each)) for each in before] or [_NO_NUMBERS],
        ignore_index=True,
    )
    moving = sorted({*accepted.pairs(moved), *accepted.pairs(figures)})
    if open_ := accepted.unexplained(moving):
        raise InputError(refusal(open_, moved, figures))
    if moving:
        explained = [entry.id for entry in accepted.explaining(moving)]
        explained += ["other data"] if accepted.data_changed() else []
        tell(f"accepted: {', '.join(f'{sector} {name}' for sector, name in moving)}; why: {', '.join(explained)}")
    for path, text in {**after, **documents()}.items():
        same = path.exists() and path.read_text(encoding="utf-8") == text
        if not same:
            content.write_whole(path, lambda beside, text=text: beside.write_text(text, encoding="utf-8"))  # type: ignore[misc]
        if path in after:
            tell(f"{relative(path)}: {'unchanged' if same else 'new outputs'}")
    accepted.write()
    tell(f"{relative(accepted.folder())}: the present values")


def documents() -> Mapping[Path, str]:
    """Return the text of every committed file that is made from records and values."""
    docs = root() / "docs"
    needed_by = {name: list(dict.fromkeys(each.name for each in lineage.needing(name))) for name in TABLES}
    return {
        root() / "params" / "schema.json": schema(),
        docs / "data-dictionary.md": dictionary.text(needed_by),
        docs / "calibration.md": calibration.text(),
        docs / "steps.md": steps.drawing(),
    }


_NO_NUMBERS = pd.DataFrame(columns=["cell", "sector", "indicator", "notebook"])


def refusal(open_: list[accepted.Pair], moved: pd.DataFrame, figures: pd.DataFrame) -> str:
    """Return why `accept` refuses, and what to do: `open_` are the indicators that nothing explains.

    `moved` has values (`accepted.moved`), `figures` numbers in figures (`moved_numbers`) with the `notebook` each is
    in.
    """
    known = {(each.sector, each.name) for each in indicators.INDICATORS}
    lines = [f"{_number(len(open_), 'indicator')} moved that no new entry of data/changes.yaml covers:"]
    for pair in open_:
        if pair in accepted.pairs(moved):
            gone = "" if pair in known else "; its record is gone: keep it, with `until` the first edition without it"
            lines.append(f"  {_counted(pair, moved)}{gone}")
        else:
            mine = figures[(figures["sector"] == pair[0]) & (figures["indicator"] == pair[1])]
            cells = sorted(set(mine["notebook"] + ", cell '" + mine["cell"] + "'"))
            lines.append(f"  {_counted(pair, mine)}, only in its figures ({'; '.join(cells)})")
    lines.append("nothing is written. `regioanalyse check` shows what moved. If it is meant, describe it in")
    lines.append("data/changes.yaml (docs/changing-a-definition.md) and accept again; if it is not, undo it.")
    return "\n".join(lines)
