"""The contents of the book."""

from pathlib import Path

import yaml

from regioanalyse.book.staging import toc as contents
from regioanalyse.book.staging.chapters import Chapter
from regioanalyse.book.staging.folder import Staging


def test_contents_are_nested_region_sector_chapter(tmp_path: Path) -> None:
    chapters = [
        Chapter(region, sector, "03-nu", "Nu", 2022, 2022, ())
        for region, sector in (("t-gooi", "vv"), ("rotterdam", "vv"), ("rotterdam", "gz"))
    ]
    names = {"t-gooi": "'t Gooi", "rotterdam": "Rotterdam"}
    contents.write_toc(Staging(tmp_path), chapters, names)
    toc = yaml.safe_load((tmp_path / "_toc.yml").read_text())
    assert toc["root"] == "index"
    pages = [entry["file"] for entry in toc["chapters"]]
    assert pages == ["leeswijzer", "gegevens", "methodiek", "t-gooi/index", "rotterdam/index"]
    assert [entry["file"] for entry in toc["chapters"][0]["sections"]] == [
        "leeswijzer-vv", "leeswijzer-gz", "verschillen"
    ]  # fmt: skip
    rotterdam = toc["chapters"][-1]
    assert [entry["file"] for entry in rotterdam["sections"]] == ["rotterdam/vv/index", "rotterdam/gz/index"]
    assert rotterdam["sections"][0]["sections"] == [{"file": "rotterdam/vv/03-nu", "title": "Nu"}]
    appended = {("rotterdam", "vv"): [("methodiek", "Wijzigingen")]}
    contents.write_toc(Staging(tmp_path), chapters, names, appended)
    vv, gz = yaml.safe_load((tmp_path / "_toc.yml").read_text())["chapters"][-1]["sections"]
    assert vv["sections"][-1] == {"file": "rotterdam/vv/methodiek", "title": "Wijzigingen"}
    assert "methodiek" not in str(gz)
