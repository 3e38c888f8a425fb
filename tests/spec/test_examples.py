"""The worked examples of the reading guide: each indicator has one, and definition, sum and result agree."""

import ast
import math
import operator
import re
from collections.abc import Callable
from functools import cache

import pytest

from regioanalyse.figures.formats import number
from regioanalyse.indicators import INDICATORS, record
from regioanalyse.worked_examples import Example, examples, filled
from tests.spec.conftest import table_of

EXAMPLES = examples()
IDS = [f"{example.sector}-{example.indicator}-{example.edition}" for example in EXAMPLES]
OPERATORS: dict[type, Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def worked_out(sum_: str) -> float:
    """Return what a sum comes to, as a Dutch reader writes it: ``(20 + 110) / 1.000 × 100``."""
    plain = sum_.replace(".", "").replace(",", ".").replace("×", "*").replace("−", "-")

    def of(node: ast.expr) -> float:
        if isinstance(node, ast.BinOp):
            return OPERATORS[type(node.op)](of(node.left), of(node.right))
        if isinstance(node, ast.UnaryOp):
            assert isinstance(node.op, ast.USub)
            return -of(node.operand)
        assert isinstance(node, ast.Constant)
        return float(node.value)  # type: ignore[arg-type]

    return of(ast.parse(plain, mode="eval").body)


@pytest.mark.parametrize(
    ("sum_", "result"), [("(20 + 110) / 1.000 × 100", 13), ("1.2 − 3", 9), ("−1,5 / 3", -0.5), ("2 + 3 × 4", 14)]
)
def test_sums_are_read_as_they_are_written(sum_: str, result: float) -> None:
    assert worked_out(sum_) == result


def parts(sum_: str) -> tuple[str, str, str]:
    """Split a sum into its terms, ``=`` or ``≈``, and its result; a value that stands alone is both."""
    terms, sign, result = re.fullmatch(r"(.+?)(?: ([=≈]) ([^=≈]+))?", sum_).groups()  # type: ignore[union-attr]
    return terms, sign or "=", result or terms


@cache
def values_of(number: int) -> dict[str, float]:
    example = EXAMPLES[number]
    frame = table_of(example.indicator, example.sector, example.edition, example.marts())
    keys = (frame["area"] + " " + frame["period"] + " " + frame["category"]).str.strip()
    return dict(zip(keys, frame["value"], strict=True))


def values(example: Example) -> dict[str, float]:
    return values_of(EXAMPLES.index(example))


def test_every_indicator_has_an_example_of_its_newest_method_and_nothing_else_has_one() -> None:
    known = {(indicator.sector, indicator.name): indicator for indicator in INDICATORS}
    assert {(example.sector, example.indicator) for example in EXAMPLES} == set(known)
    newest = {
        (example.sector, example.indicator)
        for example in EXAMPLES
        if example.edition >= max(known[example.sector, example.indicator].methods)
    }
    assert newest == set(known)


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_the_definition_gives_what_the_sum_comes_to(example: Example) -> None:
    found = values(example)
    for key, sum_ in example.sums.items():
        terms, sign, result = parts(sum_)
        assert worked_out(terms) == pytest.approx(found[key], rel=1e-9), key
        assert (worked_out(result) == pytest.approx(found[key], rel=1e-9)) == (sign == "="), key


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_a_sum_ends_with_the_value_as_the_book_shows_it(example: Example) -> None:
    decimals = record(example.indicator, example.sector).decimals
    for key, value in values(example).items():
        if key in example.sums:
            _, _, result = parts(example.sums[key])
            # without the zeros behind the comma: 62, where the book has 62,0 beside other values
            short = re.sub(r",?0+$", "", shown) if "," in (shown := number(value, decimals)) else shown
            assert result in (shown, short), key


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_nothing_but_zeros_is_left_out_of_what_an_area_has(example: Example) -> None:
    told = {tuple(key.split()[:2]) for key in example.sums}
    of_those = {key for key, value in values(example).items() if tuple(key.split()[:2]) in told}
    missing = of_those - set(example.sums)
    assert all(values(example)[key] == 0 or math.isnan(values(example)[key]) for key in missing), missing


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_an_example_is_short_enough_to_be_read(example: Example) -> None:
    assert all(2 <= len(text.splitlines()) <= 11 for text in example.given.values())
    assert 1 <= len(example.sums) <= 6
    assert re.fullmatch(r"[A-Z0-9].*[.)]", example.told)
    assert len(example.told) <= 260


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_a_reader_sees_tables_of_the_example(example: Example) -> None:
    assert example.shows
    assert set(example.shows) <= set(example.given)


def test_a_column_that_a_mart_has_not_is_refused() -> None:
    with pytest.raises(ValueError, match="use: found columns inhabitants, allowed: month, sector, region"):
        filled("use", "region inhabitants\nA 1", "vv", 2022)


def test_what_a_table_leaves_out_is_filled_in() -> None:
    found = filled("use", "region clients\nA 12\nnederland 9", "gz", 2023)
    assert found[["month", "sector", "profile"]].drop_duplicates().to_numpy().tolist() == [["2023-01", "gz", "3VG"]]
    assert found["area"].tolist() == ["A-1", "nederland"]
