"""The page of editorial texts: computed and written apart, quotes lead to figures, no page without texts."""

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import yaml

from regioanalyse.book.pages import editorial, summary
from regioanalyse.book.pages.key_values import Numbers
from regioanalyse.book.pages.tiles import Section
from regioanalyse.book.staging.chapters import Chapter, Shown
from regioanalyse.book.staging.folder import Staging
from regioanalyse.book.staging.toc import write_toc
from regioanalyse.errors import InputError
from regioanalyse.records.sector import SECTORS
from regioanalyse.sources.text_markdown import Part, Quote
from regioanalyse.sources.texts import Text
from tests.book.book_examples import example_numbers

GOALS, SECTIONS = ({topic.name: topic.title for topic in SECTORS[name].editorial.topics} for name in ("vv", "gz"))
THEMES = SECTORS["gz"].editorial.topic("stands_out").headings
NAMES = {"rotterdam": "Rotterdam", "zwolle": "Zwolle"}
NOW = Chapter("rotterdam", "vv", "03-nu", "Nu", 2022, 2022, (Shown("clients", "clients", "Meer klanten."),))
LATER = Chapter(
    "rotterdam", "vv", "04-straks", "Straks", 2022, 2022,
    (Shown("scenario_at_home_extra", "scenario_at_home_extra", "Er is meer nodig."),),
)  # fmt: skip
CARE = Chapter("rotterdam", "gz", "03-nu", "Nu", 2023, 2023, (Shown("gz_share", "gz_share", "Minder <GZ>."),))
ELSEWHERE = Chapter("zwolle", "vv", "03-nu", "Nu", 2022, 2022, ())


def text(topic: str, sector: str = "vv", *parts: Part) -> Text:
    parts = parts or (Part("", "Er zijn [2](indicator:clients/2022)."),)
    return Text(sector, "rotterdam", 2022, topic, "Een <gesprek>", parts, (), "a.md")


def scenario(at_home: tuple[float, ...], intramural: tuple[float, ...] = (), status: str = "ok") -> pd.DataFrame:
    """Return the extra places in each scenario."""
    rows = [
        {"indicator": name, "category": f"scenario_{number}", "value": value if status == "ok" else float("nan")}
        for name, extra in (("scenario_at_home_extra", at_home), ("scenario_intramural_extra", intramural))
        for number, value in enumerate(extra, start=1)
    ]
    about = {"region": "rotterdam", "sector": "vv", "edition": 2022, "area": "rotterdam", "period": "2025"}
    table = pd.DataFrame(rows, columns=["indicator", "category", "value"])
    return table.assign(**about, status=status, unit="klanten")


def shares() -> pd.DataFrame:
    """Return the GZ values that the texts of the project quote."""
    lines = {"line_1": 23.1, "line_2": 15.4, "line_4": 7.7, "line_5": 23.1}
    rows = [("opportunity_line_share", line, value) for line, value in lines.items()]
    table = pd.DataFrame([*rows, ("care_profile_share", "7VG", 8.5)], columns=["indicator", "category", "value"])
    return table.assign(area="rotterdam", period="2023", status="ok", unit="%", edition=2023)


def page_of(texts: list[Text], chapters: list[Chapter], table: pd.DataFrame) -> str:
    sector = texts[0].sector
    return editorial.page(Section(sector, "rotterdam", "Rotterdam", chapters, Numbers({sector: table})), texts)


def boxes(page: str, kind: str) -> list[str]:
    return re.findall(rf'<div class="ra-{kind}">(.*?)</div>', page, re.DOTALL)


@pytest.mark.parametrize(
    ("topic", "table", "sentence"),
    [
        ("at_home", scenario((50, 293, 535)), "Tussen 2020 en 2025 zijn 50 tot 535 extra plaatsen thuis nodig."),
        (
            "timely_care",
            scenario((), (144, -99, -341)),
            "Tussen 2020 en 2025 zijn hooguit 144 extra plaatsen met verblijf nodig, en mogelijk geen.",
        ),
        (
            "timely_care",
            scenario((), (-1, -99, -341)),
            "Tussen 2020 en 2025 zijn geen extra plaatsen met verblijf nodig.",
        ),
    ],
)
def test_the_computed_need_stands_beside_the_first_two_goals(topic: str, table: pd.DataFrame, sentence: str) -> None:
    page = page_of([text(topic)], [NOW, LATER], table)
    (computed,) = boxes(page, "computed")
    assert sentence in computed
    assert "−" not in computed
    (written,) = boxes(page, "editorial")
    assert sentence not in written


def test_a_need_that_is_not_shown_says_so() -> None:
    page = page_of([text("at_home")], [NOW], scenario((1, 2, 3), status="suppressed"))
    assert "tonen we hier niet" in boxes(page, "computed")[0]
    assert "nan" not in page.casefold()


@pytest.mark.parametrize("topic", ["means", "coordination"])
def test_nothing_is_computed_for_the_other_goals(topic: str) -> None:
    assert boxes(page_of([text(topic)], [NOW], scenario((1, 2, 3))), "computed") == []


def test_what_was_written_is_marked_and_has_its_source() -> None:
    page = page_of([text("means"), text("coordination")], [NOW], scenario((1, 2, 3)))
    assert page.startswith("# Inspiratie en samenwerking – Rotterdam (VV)\n")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == [GOALS["means"], GOALS["coordination"]]
    for written in boxes(page, "editorial"):
        assert written.startswith('<p class="ra-kind">Redactionele tekst</p>')
        assert written.endswith('<p class="ra-source">Bron: Een &lt;gesprek&gt;</p>')


def test_a_quote_leads_to_the_figure_of_its_page_or_else_to_the_definition() -> None:
    quotes = Part("", "[2](indicator:clients/2022) en [3](indicator:at_home_share/2022)")
    page = page_of([text("means", "vv", quotes)], [NOW, LATER], scenario((1, 2, 3)))
    assert re.findall(r'href="([^"]+)"', page) == ["03-nu.html#clients", "../../leeswijzer-vv.html#vv-at-home-share"]


def test_what_a_page_quotes_or_computes_is_told_to_the_reading_guide() -> None:
    quotes = tuple(
        Quote("1", name, "rotterdam", "2022", "", "a.md:1") for name in ("clients", "at_home_share", "clients")
    )
    texts = [replace(text("at_home"), quotes=quotes), text("means")]
    assert editorial._told(texts) == ("scenario_at_home_extra", "clients", "at_home_share")


def test_the_page_of_the_subject_goes_before_the_summary() -> None:
    summary = Chapter("rotterdam", "vv", "01-kort", "Kort", 2022, 2022, LATER.figures)
    section = Section("vv", "rotterdam", "Rotterdam", [summary, LATER], example_numbers())
    assert section.link("scenario_at_home_extra").startswith("04-straks.html#")


def test_findings_stand_beside_what_stands_out_and_nowhere_else() -> None:
    parts = tuple(Part(theme, f"Over {theme}.") for theme in THEMES)
    both = [text("stands_out", "gz", *parts), text("looking_back", "gz")]
    page = page_of(both, [CARE], shares())
    (computed,) = boxes(page, "computed")
    assert '<a href="03-nu.html#gz_share">Minder &lt;GZ&gt;.</a>' in computed
    assert page.index("ra-computed") < page.index(SECTIONS["looking_back"])
    assert re.findall(r"<h3>(.+?)</h3>", page) == list(THEMES)


def write(project: Path, sector: str, region: str, name: str, keys: str) -> None:
    path = project / "data" / "texts" / sector / region / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\nregion: {region}\nsector: {sector}\nsource: x\n{keys}\n---\nTekst.\n")


def test_only_a_region_with_texts_of_the_edition_has_the_page(project: Path) -> None:
    write(project, "vv", "zwolle", "vroeger", "edition: 2021\ngoal: means")
    chapters = [NOW, LATER, ELSEWHERE, CARE]
    tables = {"vv": scenario((50, 293, 535), (144, -99, -341)), "gz": shares()}
    staging = Staging(project / "staging")
    found = editorial.stage(staging, chapters, tables, NAMES)
    new = [chapter.page for chapter in found if chapter not in chapters]
    assert new == ["rotterdam/vv/07-inspiratie-en-samenwerking", "rotterdam/gz/07-agenda"]
    assert [path.relative_to(staging.folder).as_posix() for path in sorted(staging.folder.rglob("*.md"))] == [
        f"{page}.md" for page in sorted(new)
    ]
    assert [chapter.page for chapter in found if chapter.region == "zwolle"] == ["zwolle/vv/03-nu"]


def test_a_quote_that_differs_from_the_values_makes_no_page(project: Path) -> None:
    tables = {"vv": scenario((50, 293, 540), (144, -99, -341))}
    with pytest.raises(InputError, match=r"vv/rotterdam/at_home\.md, line 10: found '535', but .* gives '540'"):
        editorial.stage(Staging(project / "staging"), [NOW, LATER], tables, NAMES)


def test_the_page_is_in_the_contents_and_on_the_pages_of_region_and_sector(project: Path) -> None:
    staging = Staging(project / "staging")
    tables = {"vv": scenario((50, 293, 535), (144, -99, -341))}
    later = Chapter("rotterdam", "vv", "08-bijlage", "Bijlage", 2022, 2022, ())
    found = editorial.stage(staging, [NOW, later], tables, NAMES)
    names = ["03-nu", "07-inspiratie-en-samenwerking", "08-bijlage"]
    assert [chapter.name for chapter in found] == names
    write_toc(staging, found, NAMES)
    toc = yaml.safe_load((staging.folder / "_toc.yml").read_text())
    sections = toc["chapters"][-1]["sections"][0]["sections"]
    assert [section["file"] for section in sections] == [f"rotterdam/vv/{name}" for name in names]
    page = summary.summary_page(Section("vv", "rotterdam", "Rotterdam", found, example_numbers()))
    assert '<a href="07-inspiratie-en-samenwerking.html">Inspiratie en samenwerking</a>' in page
    assert f"<p>Redactionele teksten: {'; '.join(GOALS.values())}.</p>" in page
    assert '<ul class="ra-findings"></ul>' not in page
