"""The data dictionary says what the contracts say."""

from regioanalyse.records.table import MEANINGS, TABLES
from regioanalyse.sources import dictionary


def test_every_column_has_a_meaning_and_no_meaning_is_without_a_column() -> None:
    columns = {column for table in TABLES.values() for column in table.columns}
    assert columns == set(MEANINGS)


def test_every_table_has_a_section_with_its_columns_and_what_is_allowed() -> None:
    sections = dict(
        part.split("\n", 1) for part in dictionary.text({name: ["clients"] for name in TABLES}).split("\n## ")[1:]
    )
    assert list(sections) == list(TABLES)
    assert "| `inhabitants` | persons on 1 January | a whole number | from 0 to 2000000 |" in sections["population"]
    assert "Goes into: `clients`." in sections["population"]
    assert "Key: `area`, `year`, `age_band`." in sections["population"]
    assert "**About persons**" in sections["claims"]
    assert "`product_code` must be in `products.product_code`." in sections["claims"]
