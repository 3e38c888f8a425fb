"""Make the marts of months: what `make` starts, with its own process id and names of months, so that all cores work."""

import sys

from regioanalyse import orphans
from regioanalyse.errors import InputError
from regioanalyse.marts import make_months

if __name__ == "__main__":
    owner, *months = sys.argv[1:]
    orphans.end_with(int(owner))
    try:
        make_months(months)
    except InputError as error:
        sys.exit(str(error))
