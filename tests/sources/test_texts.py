"""Editorial texts: a right one is read whole, a wrong one is refused with file and line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regioanalyse.errors import InputError
from regioanalyse.figures.formats import number
from regioanalyse.records.sector import SECTORS
from regioanalyse.sources import text_markdown, texts

HEAD = {"region": "utrecht", "sector": "vv", "edition": "2022", "goal": "means", "source": "Een gesprek"}
GZ = {"region": "utrecht", "sector": "gz", "edition": "2023", "section": "stands_out", "source": "Een gesprek"}
GOALS, SECTIONS = ([topic.name for topic in SECTORS[name].editorial.topics] for name in ("vv", "gz"))
THEMES = SECTORS["gz"].editorial.topic("stands_out").headings
THEMED = "".join(f"## {theme}\n\nTekst.\n\n" for theme in THEMES)


def write(project: Path, head: dict[str, str], body: str, name: str = "tekst.md", region: str = "utrecht") -> Path:
    """Write a text; with `HEAD` the body begins on line 9, after an empty one."""
    path = project / "data" / "texts" / head.get("sector", "vv") / region / name
    path.parent.mkdir(parents=True, exist_ok=True)
    keys = "".join(f"{key}: {value}\n" for key, value in head.items())
    path.write_text(f"---\n{keys}---\n\n{body}\n", encoding="utf-8")
    return path


def refused(path: Path, line: int | None = None) -> str:
    """Return what is told of a file after its name and line."""
    with pytest.raises(InputError) as error:
        texts.read(path)
    place, _, told = str(error.value).partition(": ")
    name, _, number = place.partition(", line ")
    assert path.as_posix().endswith(name)
    assert name.startswith("data/texts/")
    assert line is None or number == str(line)
    assert number.isdecimal()
    return told


def test_the_texts_of_the_project_are_right_and_complete() -> None:
    found = texts.check()
    topics = {
        name: [text.topic for text in texts.texts_of(name, "rotterdam", sector.newest)]
        for name, sector in SECTORS.items()
    }
    assert topics == {"vv": GOALS, "gz": SECTIONS}
    assert {text.region for text in found} == {"rotterdam"}
    assert all(text.source.startswith("Zilveren Kruis, ") for text in found)


def test_a_region_without_texts_has_none() -> None:
    assert texts.texts_of("vv", "zwolle", 2022) == []


def test_a_project_without_texts_has_none(project: Path) -> None:
    for path in sorted((project / "data" / "texts").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert texts.check() == []


def test_a_text_is_read_whole(project: Path) -> None:
    body = "Vooraf [7,3%](indicator:share_75plus/2022).\n\n## Samen\n\nTwee hubs.\n\n- een\n- [zes](https://x.nl)\n"
    text = texts.read(write(project, HEAD, body))
    assert (text.region, text.sector, text.edition, text.topic) == ("utrecht", "vv", 2022, "means")
    assert text.title == "Middelen goed gebruiken"
    assert text.source == "Een gesprek"
    assert text.parts == (
        text_markdown.Part("", "Vooraf [7,3%](indicator:share_75plus/2022)."),
        text_markdown.Part("Samen", "Twee hubs.\n\n- een\n- [zes](https://x.nl)"),
    )
    place = "data/texts/vv/utrecht/tekst.md"
    assert text.place == place
    assert text.quotes == (text_markdown.Quote("7,3%", "share_75plus", "utrecht", "2022", "", f"{place}, line 9"),)


def test_texts_come_in_the_order_of_the_goals_and_of_one_edition(project: Path) -> None:
    for name, goal in zip("abcd", GOALS[::-1], strict=True):
        write(project, HEAD | {"goal": goal}, "Tekst.", f"{name}.md")
    write(project, HEAD | {"edition": "2021"}, "Vroeger.", "e.md")
    assert [text.topic for text in texts.texts_of("vv", "utrecht", 2022)] == GOALS
    assert [text.parts[0].markdown for text in texts.texts_of("vv", "utrecht", 2021)] == ["Vroeger."]


@pytest.mark.parametrize(
    ("change", "line", "told"),
    [
        ({"region": "atlantis"}, 2, "region: found 'atlantis', allowed: amsterdam, "),
        ({"region": "zwolle"}, 2, "region (the folder's name): found 'zwolle', allowed: utrecht"),
        ({"sector": "ggz"}, 3, "sector: found 'ggz', allowed: vv, gz"),
        ({"sector": "gz"}, 3, "sector (the folder's name): found 'gz', allowed: vv"),
        ({"edition": "nu"}, 4, "edition: found 'nu', allowed: a whole number"),
        ({"goal": "money"}, 5, "goal: found 'money', allowed: at_home, timely_care, means, coordination"),
        ({"source": "''"}, 6, "source: found nothing, allowed: where the text comes from"),
        ({"source": "1"}, 6, "source: found 1, allowed: text"),
        ({"sauce": "x"}, 7, "key: found 'sauce', allowed: region, sector, edition, source, goal"),
        ({"section": "stands_out"}, 7, "key: found 'section', allowed: region, sector, edition, source, goal"),
        ({"yes": "x"}, 7, "key: found 'yes', allowed: "),
        ({"<<": "{a: 1}"}, 7, "key: found '<<', allowed: "),
        ({"source": "[open"}, 6, "cannot be read as YAML: "),
        ({"source": "!!python/object/apply:os.getcwd []"}, 6, "cannot be read as YAML: "),
    ],
)
def test_a_wrong_front_matter_is_told(project: Path, change: dict[str, str], line: int, told: str) -> None:
    path = write(project, HEAD, "Tekst.")
    keys = "".join(f"{key}: {value}\n" for key, value in (HEAD | change).items())
    path.write_text(f"---\n{keys}---\nTekst.\n", encoding="utf-8")
    assert refused(path, line).startswith(told)


@pytest.mark.parametrize("key", HEAD)
def test_a_missing_key_is_told(project: Path, key: str) -> None:
    path = write(project, HEAD, "Tekst.")
    path.write_text(path.read_text().replace(f"{key}: {HEAD[key]}\n", ""))
    assert refused(path, 1) == f"{key}: found nothing, allowed: the key {key!r}"


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("", 1, "found nothing, allowed: '---'"),
        ("Tekst.\n", 1, "found 'Tekst.', allowed: '---'"),
        ("---\nregion: utrecht\n", 1, "found no second '---'"),
        ("---\n---\nTekst.\n", 2, "found no keys"),
        ("---\n- een\n---\nTekst.\n", 2, "found no keys"),
        ("---\nregion: utrecht\nregion: zwolle\n---\nTekst.\n", 3, "found the key 'region' twice, allowed: once"),
    ],
)
def test_what_has_no_front_matter_is_told(project: Path, text: str, line: int, told: str) -> None:
    path = write(project, HEAD, "")
    path.write_text(text)
    assert refused(path, line).startswith(told)


def test_what_is_not_utf8_is_told(project: Path) -> None:
    path = write(project, HEAD, "")
    path.write_bytes(b"---\n\xff")
    assert refused(path, 1).startswith("cannot be read as text in UTF-8")


@pytest.mark.parametrize(
    ("body", "line", "found"),
    [
        ("Eerst.\n\n<script>alert(1)</script>", 11, "'<script>alert(1)</script>'"),
        ("Een <b>vette</b> tekst.", 9, "'Een <b>vette</b> tekst.'"),
        ("Een\ntwee <!-- x -->", 10, "'twee <!-- x -->'"),
        ("```{note}\nx\n```", 9, "'```{note}'"),
        (":::{note}\nx\n:::", 9, "':::{note}'"),
        ("Eerst.\n:::", 10, "':::'"),
        ("Zie {doc}`index`.", 9, "'Zie {doc}`index`.'"),
        ("Een ![plaatje](https://x.nl/a.png).", 9, "'Een ![plaatje](https://x.nl/a.png).'"),
        ("- een\n- twee\n  <br>", 11, "'<br>'"),
        ("Een\n\n---\n\ntwee", 11, "'---'"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", 9, "'| a | b |'"),
        ("# Kop\n\nTekst.", 9, "'# Kop'"),
        ("## Kop\n\n### Lager\n\nTekst.", 11, "'### Lager'"),
        ("- ## Kop\n\n  Tekst.", 9, "'- ## Kop'"),
        ("Kop\n---\n\nTekst.", 9, "'Kop'"),
        ("Eerst.\n\n## Een <b>kop</b>\n\nTekst.", 11, "'## Een <b>kop</b>'"),
        ("## [Kop](https://x.nl)\n\nTekst.", 9, "'## [Kop](https://x.nl)'"),
        ("## Groei van 40%\n\nTekst.", 9, "the number '40%' by itself"),
        ("Zie [hier](index.html).", 9, "the link 'index.html'"),
        ("Zie [hier](http://x.nl).", 9, "the link 'http://x.nl'"),
        ("Zie <https://x.nl>.", 9, "the link 'https://x.nl'"),
        ("Er zijn [5](indicator:clients).", 9, "'indicator:clients'"),
        ("Er zijn [5](indicator:clients/ooit).", 9, "'indicator:clients/ooit'"),
        ("## Samen\n\nTekst.\n\n## Samen\n\nTekst.", 13, "the heading 'Samen' twice"),
        ("## Samen\n\n## Apart\n\nTekst.", 9, "nothing below 'Samen'"),
    ],
)
def test_what_could_change_the_page_or_lead_nowhere_is_refused(project: Path, body: str, line: int, found: str) -> None:
    told = refused(write(project, HEAD, body), line)
    assert told.startswith(f"found {found}")
    assert "allowed: " in told


def test_a_text_without_words_is_refused(project: Path) -> None:
    assert refused(write(project, HEAD, " "), 8).startswith("found no text")


@pytest.mark.parametrize(
    "bare",
    [
        "7,3%",
        "26 %",
        "5 procent",
        "0,9 procentpunt",
        "1.024",
        "2.300",
        "1000",
        "3 miljoen",
        "750472",
        "2.022",
        "**26**%",
    ],
)
def test_a_percentage_or_a_large_number_by_itself_is_refused(project: Path, bare: str) -> None:
    told = refused(write(project, HEAD, f"Eerst.\n\nRegel een\nen dan {bare} hier."), 12)
    assert "by itself, allowed: a number of the book that names its indicator" in told


@pytest.mark.parametrize(
    "plain",
    [
        "2022",
        "sinds 2019",
        "2021-2023",
        "75-plussers",
        "twee hubs",
        "999",
        "12,5 kilometer",
        "bijlage 10",
        "24/7",
        "7VG",
    ],
)
def test_years_and_small_counts_may_stand_by_themselves(project: Path, plain: str) -> None:
    assert texts.read(write(project, HEAD, f"Het is {plain}.")).quotes == ()


@given(value=st.integers(0, 10**9), separated=st.booleans())
def test_a_number_by_itself_is_small_or_a_year(value: int, separated: bool) -> None:
    shown = number(value) if separated else str(value)
    allowed = value < 1000 or (not separated and 1900 <= value <= 2100)
    try:
        text_markdown.parse(f"Het zijn er {shown}.", "x.md", "utrecht", 1)
    except InputError:
        assert not allowed
    else:
        assert allowed


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("clients/2022", ("clients", "utrecht", "2022", "")),
        ("scenario_at_home_extra/2025/scenario_3", ("scenario_at_home_extra", "utrecht", "2025", "scenario_3")),
        ("zilveren-kruis@at_home_share/2022", ("at_home_share", "zilveren-kruis", "2022", "")),
        ("at_home_share_change/2019/2022", ("at_home_share_change", "utrecht", "2019/2022", "")),
        ("projected_growth/2020/2040/max", ("projected_growth", "utrecht", "2020/2040", "max")),
        ("waiting/2022-01/urgent", ("waiting", "utrecht", "2022-01", "urgent")),
        ("worker_inflow_share/2020-Q3/home_care", ("worker_inflow_share", "utrecht", "2020-Q3", "home_care")),
        ("age_distribution/2022/75-79", ("age_distribution", "utrecht", "2022", "75-79")),
        ("age_distribution/2022/95+", ("age_distribution", "utrecht", "2022", "95+")),
    ],
)
def test_a_quote_names_a_value(target: str, expected: tuple[str, ...]) -> None:
    _, (quote,), _ = text_markdown.parse(f"Eerst\n*dan [5%](indicator:{target})* en dan", "x.md", "utrecht", 3)
    assert (quote.indicator, quote.area, quote.period, quote.category) == expected
    assert (quote.shown, quote.place) == ("5%", "x.md, line 4")


def test_a_section_by_theme_has_each_theme_in_order(project: Path) -> None:
    shuffled = "Vooraf.\n\n" + "".join(f"## {theme}\n\nOver {theme}.\n\n" for theme in list(THEMES)[::-1])
    text = texts.read(write(project, GZ, shuffled))
    assert [part.heading for part in text.parts] == ["", *THEMES]


@pytest.mark.parametrize("theme", THEMES)
def test_a_missing_theme_is_refused(project: Path, theme: str) -> None:
    path = write(project, GZ, THEMED.replace(f"## {theme}\n\nTekst.\n\n", ""))
    assert refused(path, 5).startswith(f"found no heading for: {theme}; allowed: '## ' with each of ")


def test_an_unknown_theme_is_refused_on_its_line(project: Path) -> None:
    path = write(project, GZ, f"{THEMED}## Techniek\n\nTekst.")
    assert refused(path, 9 + 16) == f"theme: found 'Techniek', allowed: {', '.join(THEMES)}"


def test_other_sections_need_no_themes(project: Path) -> None:
    text = texts.read(write(project, GZ | {"section": "looking_back"}, "Tekst."))
    assert text.title == "Terugblik"


def test_a_goal_has_one_text(project: Path) -> None:
    write(project, HEAD, "Een.", "a.md")
    write(project, HEAD, "Twee.", "b.md")
    with pytest.raises(InputError) as error:
        texts.texts_of("vv", "utrecht", 2022)
    assert str(error.value).startswith(
        "data/texts/vv/utrecht/b.md, line 5: goal: found 'means', as in data/texts/vv/utrecht/a.md, allowed: one text"
    )


def test_an_edition_that_does_not_exist_is_refused(project: Path) -> None:
    write(project, HEAD | {"edition": "1999"}, "Tekst.")
    with pytest.raises(InputError, match=r"utrecht/tekst\.md, line 4: edition of vv: found 1999, allowed: 2021, 2022"):
        texts.check()


def test_an_unknown_region_is_refused_with_file_and_line(project: Path) -> None:
    write(project, HEAD | {"region": "atlantis"}, "Tekst.", region="atlantis")
    with pytest.raises(InputError, match=r"atlantis/tekst\.md, line 2: region: found 'atlantis', allowed: amsterdam"):
        texts.check()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ggz/utrecht/a.md", "data/texts/ggz: sector (the folder's name): found 'ggz', allowed: vv, gz"),
        ("vv/a.md", "data/texts/vv/a.md: found a file, allowed: a folder per region"),
        ("vv/utrecht/a.txt", "data/texts/vv/utrecht/a.txt: found 'a.txt', allowed: files that end in .md"),
    ],
)
def test_a_file_in_the_wrong_place_is_told(project: Path, name: str, told: str) -> None:
    path = project / "data" / "texts" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    with pytest.raises(InputError) as error:
        texts.check()
    assert str(error.value).startswith(told)
