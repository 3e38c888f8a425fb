"""Who uses long-term care: clients, how they get it, and with which care profile.

Who counts, and in which delivery form, is decided in `regioanalyse.marts.clients`; here cells are added up.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd

from regioanalyse.indicators.indicator import Indicator, years_of
from regioanalyse.indicators.population import over_75, with_period
from regioanalyse.indicators.totals import by_area, by_region, january, tidy
from regioanalyse.marts import Marts
from regioanalyse.records.categories import DELIVERY_FORMS

AT_HOME = tuple(form for form in DELIVERY_FORMS if form != "intramural")


def clients_in(marts: Marts, sector: str, edition: int) -> pd.DataFrame:
    """Return the cells of the Januaries that an edition shows, with `period`; the claims may begin later."""
    return january(marts.use, sector, years_of(sector, edition))


def shares(part: pd.Series, whole: pd.Series) -> pd.DataFrame:
    """Make the table of `part` in % of `whole`, with the people behind it; `part` may have a category more."""
    both = part.rename("count").to_frame().join(whole.rename("of"))
    return tidy(100 * both["count"] / both["of"], count=both["count"], of=both["of"])


def complete(counts: pd.Series, categories: list[str]) -> pd.Series:
    """Return counts per category with a 0 where a category does not occur; `category` is the last level."""
    return counts.unstack(fill_value=0).reindex(columns=categories, fill_value=0).stack()


def clients(marts: Marts, edition: int, sector: str) -> pd.DataFrame:
    """Clients in January."""
    count = by_region(clients_in(marts, sector, edition), "clients", "period")
    return tidy(count, count=count)


def clients_by_delivery_form(marts: Marts, edition: int, sector: str) -> pd.DataFrame:
    """Clients in January by delivery form."""
    cells = clients_in(marts, sector, edition).rename(columns={"delivery_form": "category"})
    count = complete(by_region(cells, "clients", "period", "category"), list(DELIVERY_FORMS))
    return tidy(count, count=count)


def at_home_share(marts: Marts, edition: int, sector: str) -> pd.DataFrame:
    """Clients at home (vpt, mpt and pgb) as a share of all clients, in %; also per area."""
    cells = clients_in(marts, sector, edition)
    cells = cells.assign(at_home=cells["clients"].where(cells["delivery_form"].isin(AT_HOME), 0))
    return pd.concat(
        [
            shares(total(cells, "at_home", "period"), total(cells, "clients", "period"))
            for total in (by_region, by_area)
        ],
        ignore_index=True,
    )


def at_home_share_change(marts: Marts, edition: int, sector: str) -> pd.DataFrame:
    """Change of the share at home over the years that an edition shows, in percentage points; also per area."""
    years = years_of(sector, edition)
    return change(at_home_share(marts, edition, sector), years, lambda first, last: last - first)


def change(
    values: pd.DataFrame, years: Sequence[int], difference: Callable[[pd.Series, pd.Series], pd.Series]
) -> pd.DataFrame:
    """Set the last of some years against the first.

    Parameters
    ----------
    values
        A method's table (`indicator.COLUMNS`) of several years.
    years
        What the change is over; when `values` do not reach the first of them, the change is there without a value.
    difference
        What to make of the first and the last value.

    Returns
    -------
    DataFrame
        The same columns; `period` is ``2019/2022``, and the fewest people behind either end stay beside it.
    """
    keys = ["region", "area", "category"]
    first_year, last_year = str(years[0]), str(years[-1])
    first = values[values["period"] == first_year].set_index(keys)
    last = values[values["period"] == last_year].set_index(keys)
    if first.empty:
        first = last.assign(value=float("nan"))
    both = first.index.intersection(last.index, sort=False)
    first, last = first.loc[both], last.loc[both]
    return tidy(
        difference(first["value"], last["value"]),
        period=f"{first_year}/{last_year}",
        count=first["count"].where(first["count"] < last["count"], last["count"]),
        of=first["of"].where(first["of"] < last["of"], last["of"]),
    )


def care_profile_share(marts: Marts, edition: int, sector: str) -> pd.DataFrame:
    """Clients by care profile in % of clients: VV of all, GZ of those with a VG profile."""
    categories = _shown_profiles(marts, sector)
    cells = clients_in(marts, sector, edition).rename(columns={"profile": "category"})
    cells = cells[cells["category"].isin(categories)]
    count = complete(by_region(cells, "clients", "period", "category"), categories)
    return shares(count, by_region(cells, "clients", "period"))


def at_home_share_by_profile(marts: Marts, edition: int, sector: str) -> pd.DataFrame:
    """Clients at home in % of the clients with the same care profile: VV 4VV-8VV, GZ the VG profiles."""
    categories = _shown_profiles(marts, sector)
    cells = january(marts.use, sector, [edition]).rename(columns={"profile": "category"})
    cells = cells[cells["category"].isin(categories)]
    whole = complete(by_region(cells, "clients", "period", "category"), categories)
    at_home = by_region(cells[cells["delivery_form"].isin(AT_HOME)], "clients", "period", "category")
    return shares(at_home.reindex(whole.index, fill_value=0), whole)


def _shown_profiles(marts: Marts, sector: str) -> list[str]:
    """Return the care profiles that a page shows, light to heavy: for GZ those of the largest group, VG."""
    profiles = marts.profiles[(marts.profiles["sector"] == sector) & marts.profiles["counts"]].sort_values("order")
    names: list[str] = profiles["profile"].tolist()
    return [name for name in names if sector == "vv" or name[1:] == "VG"]


def clients_per_1000_75plus(marts: Marts, edition: int) -> pd.DataFrame:
    """VV clients of all ages per 1000 inhabitants of 75 and older."""
    return _per_1000_75plus(marts, edition, by_region)


def clients_per_1000_75plus_of_areas(marts: Marts, edition: int) -> pd.DataFrame:
    """Give the same, and besides it the last year per area: until edition 2022 the report showed that, no change."""
    per_area = _per_1000_75plus(marts, edition, by_area)
    last = per_area[per_area["period"] == str(edition)]
    return pd.concat([clients_per_1000_75plus(marts, edition), last], ignore_index=True)


def _per_1000_75plus(marts: Marts, edition: int, total: Callable[..., pd.Series]) -> pd.DataFrame:
    count = total(clients_in(marts, "vv", edition), "clients", "period")
    older = total(over_75(with_period(marts.population)), "inhabitants", "period").reindex(count.index)
    return tidy(1000 * count / older, count=count)


def clients_per_1000_75plus_change(marts: Marts, edition: int) -> pd.DataFrame:
    """Relative change of clients per 1000 inhabitants of 75 and older, in %; also per area."""
    years = years_of("vv", edition)
    return pd.concat(
        [
            change(_per_1000_75plus(marts, edition, total), years, lambda first, last: 100 * (last / first - 1))
            for total in (by_region, by_area)
        ],
        ignore_index=True,
    )


def gz_share(marts: Marts, edition: int) -> pd.DataFrame:
    """GZ clients as a share of the inhabitants, in %."""
    count = by_region(clients_in(marts, "gz", edition), "clients", "period")
    inhabitants = by_region(with_period(marts.population), "inhabitants", "period").reindex(count.index)
    return tidy(100 * count / inhabitants, count=count)


_WHO_VV = (
    "Een klant telt mee met een geldige indicatie 4VV tot en met 8VV en een declaratie in januari. "
    "Een toegekend pgb telt als declaratie."
)
_WHO_GZ = (
    "Een cliënt telt mee met een geldige GZ-indicatie en een declaratie in januari. "
    "Een toegekend pgb telt als declaratie."
)
_FORM = (
    "De leveringsvorm is die met het hoogste gedeclareerde bedrag in de maand. "
    "Zorg in natura gaat voor pgb: mpt met pgb telt als mpt."
)

_CLIENTS = Indicator(
    name="clients",
    sector="vv",
    title="Het aantal klanten",
    unit="klanten",
    measure="klanten",
    decimals=0,
    source="Declaraties, indicatiebesluiten en pgb-toekenningen",
    reference="januari",
    explanation=_WHO_VV,
    page=14,
    methods={2021: partial(clients, sector="vv")},
    periods=partial(years_of, "vv"),
)
_CLIENTS_BY_DELIVERY_FORM = Indicator(
    name="clients_by_delivery_form",
    sector="vv",
    title="Het aantal klanten per leveringsvorm",
    unit="klanten",
    measure="klanten",
    decimals=0,
    source="Declaraties, indicatiebesluiten en pgb-toekenningen",
    reference="januari",
    explanation=f"{_WHO_VV} {_FORM}",
    page=23,
    methods={2021: partial(clients_by_delivery_form, sector="vv")},
    periods=partial(years_of, "vv"),
)
_AT_HOME_SHARE = Indicator(
    name="at_home_share",
    sector="vv",
    title="Het aandeel klanten dat thuis woont",
    unit="%",
    measure="percentage van de klanten",
    decimals=1,
    source="Declaraties, indicatiebesluiten en pgb-toekenningen",
    reference="januari",
    explanation=f"Klanten met vpt, mpt of pgb als percentage van alle klanten. {_WHO_VV}",
    page=23,
    methods={2021: partial(at_home_share, sector="vv")},
    periods=partial(years_of, "vv"),
)
_AT_HOME_SHARE_CHANGE = Indicator(
    name="at_home_share_change",
    sector="vv",
    title="De verandering van het aandeel klanten dat thuis woont",
    unit="procentpunt",
    measure="verandering in procentpunt",
    decimals=1,
    source="Declaraties, indicatiebesluiten en pgb-toekenningen",
    reference="januari van het eerste en het laatste jaar",
    explanation="Het aandeel klanten met vpt, mpt of pgb in het laatste jaar, min dat in het eerste jaar.",
    page=26,
    methods={2021: partial(at_home_share_change, sector="vv")},
)
_CARE_PROFILE_SHARE = Indicator(
    name="care_profile_share",
    sector="vv",
    title="Het aandeel per zorgprofiel",
    unit="%",
    measure="percentage van de klanten",
    decimals=1,
    source="Declaraties, indicatiebesluiten en pgb-toekenningen",
    reference="januari",
    explanation=f"Klanten met een zorgprofiel als percentage van alle klanten met 4VV tot en met 8VV. {_WHO_VV}",
    page=17,
    methods={2021: partial(care_profile_share, sector="vv")},
    periods=partial(years_of, "vv"),
)
_AT_HOME_SHARE_BY_PROFILE = Indicator(
    name="at_home_share_by_profile",
    sector="vv",
    title="Het aandeel klanten dat thuis woont per zorgprofiel",
    unit="%",
    measure="percentage van de klanten met hetzelfde zorgprofiel",
    decimals=0,
    source="Declaraties, indicatiebesluiten en pgb-toekenningen",
    reference="januari",
    explanation=(f"Klanten met vpt, mpt of pgb als percentage van alle klanten met hetzelfde zorgprofiel. {_WHO_VV}"),
    page=25,
    methods={2021: partial(at_home_share_by_profile, sector="vv")},
)
_CLIENTS_PER_1000_75PLUS = Indicator(
    name="clients_per_1000_75plus",
    sector="vv",
    title="Het gebruik van Wlz-zorg",
    unit="per 1.000 inwoners van 75 jaar en ouder",
    measure="klanten per 1.000 inwoners van 75 jaar en ouder",
    decimals=0,
    source="Declaraties, indicatiebesluiten en pgb-toekenningen; CBS, bevolking per leeftijd",
    reference="januari",
    explanation=(
        f"Klanten van alle leeftijden, gedeeld door het aantal inwoners van 75 jaar en ouder, maal 1.000. {_WHO_VV}"
    ),
    page=14,
    methods={2021: clients_per_1000_75plus_of_areas, 2022: clients_per_1000_75plus},
    periods=partial(years_of, "vv"),
)
_CLIENTS_PER_1000_75PLUS_CHANGE = Indicator(
    name="clients_per_1000_75plus_change",
    sector="vv",
    title="De verandering van het gebruik van Wlz-zorg",
    unit="%",
    measure="verandering in procenten van het eerste jaar",
    decimals=1,
    source="Declaraties, indicatiebesluiten en pgb-toekenningen; CBS, bevolking per leeftijd",
    reference="januari van het eerste en het laatste jaar",
    explanation=(
        "De verandering van het aantal klanten per 1.000 inwoners van 75 jaar en ouder, "
        "in procenten van het eerste jaar."
    ),
    page=14,
    methods={2021: clients_per_1000_75plus_change},
)
_GZ_SHARE = Indicator(
    name="gz_share",
    sector="gz",
    title="Het aandeel GZ-gebruikers",
    unit="%",
    measure="percentage van de inwoners",
    decimals=2,
    source="Declaraties, indicatiebesluiten en pgb-toekenningen; CBS, bevolking per leeftijd",
    reference="januari",
    explanation=f"GZ-gebruikers als percentage van alle inwoners op 1 januari. {_WHO_GZ}",
    page=12,
    methods={2023: gz_share},
    periods=partial(years_of, "gz"),
)

INDICATORS = (
    _CLIENTS,
    _CLIENTS_BY_DELIVERY_FORM,
    _AT_HOME_SHARE,
    _AT_HOME_SHARE_CHANGE,
    _CARE_PROFILE_SHARE,
    _AT_HOME_SHARE_BY_PROFILE,
    _CLIENTS_PER_1000_75PLUS,
    _CLIENTS_PER_1000_75PLUS_CHANGE,
    replace(
        _CLIENTS,
        sector="gz",
        title="Het aantal cliënten",
        unit="cliënten",
        measure="cliënten",
        explanation=_WHO_GZ,
        page=12,
        methods={2023: partial(clients, sector="gz")},
        periods=partial(years_of, "gz"),
    ),
    replace(
        _CLIENTS_BY_DELIVERY_FORM,
        sector="gz",
        title="Het aantal cliënten per leveringsvorm",
        unit="cliënten",
        measure="cliënten",
        explanation=f"{_WHO_GZ} {_FORM}",
        page=24,
        methods={2023: partial(clients_by_delivery_form, sector="gz")},
        periods=partial(years_of, "gz"),
    ),
    replace(
        _AT_HOME_SHARE,
        sector="gz",
        title="Het aandeel cliënten dat thuis woont",
        measure="percentage van de cliënten",
        explanation=f"Cliënten met vpt, mpt of pgb als percentage van alle cliënten. {_WHO_GZ}",
        page=24,
        methods={2023: partial(at_home_share, sector="gz")},
        periods=partial(years_of, "gz"),
    ),
    replace(
        _AT_HOME_SHARE_CHANGE,
        sector="gz",
        title="De verandering van het aandeel cliënten dat thuis woont",
        explanation="Het aandeel cliënten met vpt, mpt of pgb in het laatste jaar, min dat in het eerste jaar.",
        page=24,
        methods={2023: partial(at_home_share_change, sector="gz")},
    ),
    replace(
        _CARE_PROFILE_SHARE,
        sector="gz",
        title="Het aandeel per VG-profiel",
        measure="percentage van de cliënten met een VG-profiel",
        explanation=f"Cliënten met een VG-profiel als percentage van alle cliënten met een VG-profiel. {_WHO_GZ}",
        page=16,
        methods={2023: partial(care_profile_share, sector="gz")},
        periods=partial(years_of, "gz"),
    ),
    replace(
        _AT_HOME_SHARE_BY_PROFILE,
        sector="gz",
        title="Het aandeel cliënten dat thuis woont per VG-profiel",
        measure="percentage van de cliënten met hetzelfde VG-profiel",
        explanation=(
            f"Cliënten met vpt, mpt of pgb als percentage van alle cliënten met hetzelfde VG-profiel. {_WHO_GZ}"
        ),
        page=None,
        methods={2023: partial(at_home_share_by_profile, sector="gz")},
    ),
    _GZ_SHARE,
)
