"""What a commit is checked for before anything runs: `python -m regioanalyse.runs.committed`, from the git hook."""

import sys

import nbformat

from regioanalyse.errors import InputError
from regioanalyse.indicators.changes import changes
from regioanalyse.project import relative
from regioanalyse.records.sector import SECTORS
from regioanalyse.runs.parameters import files, load
from regioanalyse.runs.planning import notebooks
from regioanalyse.runs.refresh import clean


def problems() -> list[str]:
    """Return what is wrong with the notebooks, the register of changes and the parameters, a line each.

    A notebook is as it should be when `clean` has nothing to take out of it. None of it runs, and no data are needed.
    """
    found = []
    for notebook in (each for sector in SECTORS for each in notebooks(sector)):
        text = notebook.read_text(encoding="utf-8")
        try:
            tidy = clean(nbformat.reads(text, as_version=4))
        except (ValueError, nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
            reason = (str(error) or type(error).__name__).splitlines()[0]
            found.append(f"{relative(notebook)}: cannot be read as a notebook: {reason}")
            continue
        if tidy != text:
            found.append(
                f"{relative(notebook)}: holds times, versions, pictures or the order in which cells were run; "
                "`regioanalyse accept` writes it clean"
            )
    try:
        changes()
    except InputError as error:
        found.append(str(error))
    for sector, path in ((each, path) for each in SECTORS for path in files(each)):
        try:
            load(sector, path)
        except InputError as error:
            found.append(str(error))
    return found


if __name__ == "__main__":
    told = problems()
    print("\n".join(told), file=sys.stderr, end="\n" if told else "")  # noqa: T201
    sys.exit(1 if told else 0)
