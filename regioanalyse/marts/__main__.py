"""Make the marts of the months that are named: what `make` starts, so that many months use all cores."""

import sys

from regioanalyse.errors import InputError
from regioanalyse.marts import make_months

if __name__ == "__main__":
    try:
        make_months(sys.argv[1:])
    except InputError as error:
        sys.exit(str(error))
