"""A user's file in place of a shipped table: taken in the shapes that exist, refused with file, row and field."""

from pathlib import Path

import openpyxl
import pytest

from graph.errors import InvalidInput
from graph.model.facts import Institution, Major, Occupation, Source
from graph.model.links import RelType
from graph.model.terms import EducationLevel
from ingest import REPLACEABLE, Loaded, load
from tests.ingest.cuts import ELECTRICIAN, read, rewrite, write

OCCUPATIONS = ("code", "name", "green", "digital", "added_year")
GOOD = (
    (ELECTRICIAN, "电工", "0", "0", ""),
    ("6-18-02-04", "焊工", "0", "0", ""),
)


def given(small: Path, table: str, file: Path) -> Loaded:
    return load(small, {table: file})


def refusal(small: Path, table: str, file: Path) -> str:
    with pytest.raises(InvalidInput) as refused:
        load(small, {table: file})
    return refused.value.message


def names(loaded: Loaded) -> set[str]:
    return {n.name for n in loaded.snapshot.nodes.values() if isinstance(n, Occupation) and n.code}


def test_a_users_table_takes_the_place_of_the_shipped_one_and_is_its_source(
    small: Path, tmp_path: Path
) -> None:
    loaded = given(small, "occupations", write(tmp_path / "mine.csv", OCCUPATIONS, GOOD))
    assert names(loaded) == {"电工", "焊工"}
    electrician = loaded.snapshot.nodes[f"occ:{ELECTRICIAN}@2022"]
    source = loaded.snapshot.nodes[electrician.source]
    assert isinstance(source, Source)
    assert (source.title, source.publisher) == ("mine.csv", "given by the user")
    assert electrician.locator.startswith("occupations row 2")


def test_rows_that_refer_to_what_the_users_table_lacks_are_rejected_with_the_reason(
    small: Path, tmp_path: Path
) -> None:
    loaded = given(small, "occupations", write(tmp_path / "mine.csv", OCCUPATIONS, GOOD[:1]))
    rejected = {(r.row.split()[0], r.reason) for r in loaded.rejected}
    assert ("work_types", "occ:6-18-02-04@2022 does not exist") in rejected
    assert ("licences", "REQUIRES_LICENCE: occ:6-18-02-04@2022 does not exist") in rejected


def test_an_occupation_of_a_group_that_does_not_exist_is_rejected(small: Path, tmp_path: Path) -> None:
    rows = [*GOOD, ("6-99-01-01", "新职业", "0", "0", "")]
    loaded = given(small, "occupations", write(tmp_path / "mine.csv", OCCUPATIONS, rows))
    assert ("occupations row 4", "grp:6-99-01@2022 does not exist") in {
        (r.row, r.reason) for r in loaded.rejected
    }


def test_full_width_digits_floats_and_spaces_are_folded(small: Path, tmp_path: Path) -> None:
    rows = [("６-３１-０１-０３", "电 工", "０", "1.0", "2024.0")]
    loaded = given(small, "occupations", write(tmp_path / "mine.csv", OCCUPATIONS, rows))
    electrician = loaded.snapshot.nodes[f"occ:{ELECTRICIAN}@2022"]
    assert isinstance(electrician, Occupation)
    assert (electrician.name, electrician.digital, electrician.added_year) == ("电工", True, 2024)


def test_a_gb18030_file_is_read(small: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "mine.csv", OCCUPATIONS, GOOD, encoding="gb18030")
    assert names(given(small, "occupations", file)) == {"电工", "焊工"}


def test_an_xlsx_file_with_our_headers_is_read(small: Path, tmp_path: Path) -> None:
    file = _xlsx(tmp_path / "mine.xlsx", {"Sheet1": [OCCUPATIONS, *GOOD]})
    assert names(given(small, "occupations", file)) == {"电工", "焊工"}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([*GOOD, GOOD[0]], f"mine.csv: row 4, code: repeats row 2: code {ELECTRICIAN}"),
        ([*GOOD, ("6-31-1-3", "电工", "0", "0", "")], "mine.csv: row 4, code:"),
        ([*GOOD, ("6-31-01-09", "", "0", "0", "")], "mine.csv: row 4, name:"),
        ([*GOOD, ("6-31-01-09", "某", "maybe", "0", "")], "mine.csv: row 4, green:"),
        ([*GOOD, ("6-31-01-09", "某", "0", "0", "last year")], "mine.csv: row 4, added_year:"),
        (
            [*GOOD, ("6-31-01-09", "某", "0", "0", "", "more")],
            "mine.csv: row 4 has more cells than the header",
        ),
        ([], "mine.csv has headers but no row of table occupations"),
    ],
)
def test_a_wrong_row_is_refused_by_file_row_and_field(
    small: Path, tmp_path: Path, rows: list[tuple[str, ...]], message: str
) -> None:
    file = write(tmp_path / "mine.csv", OCCUPATIONS, rows)
    assert refusal(small, "occupations", file).startswith(message)


def test_several_wrong_rows_are_counted_in_one_message(small: Path, tmp_path: Path) -> None:
    file = write(
        tmp_path / "mine.csv", OCCUPATIONS, [("x", "电工", "0", "0", ""), ("y", "焊工", "0", "0", "")]
    )
    assert refusal(small, "occupations", file).endswith(
        "'x' is not an occupation's code such as 6-31-01-03 (and 1 more)"
    )


def test_wrong_headers_are_refused_with_what_is_missing_and_expected(small: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "mine.csv", ("编码", "name", "green", "digital", "added_year"), GOOD)
    message = refusal(small, "occupations", file)
    assert message.startswith(
        "mine.csv: wrong column headers for table occupations: code missing; expected code, name"
    )
    assert message.endswith("the first row reads 编码, name, green, digital, added_year")


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ((*OCCUPATIONS, "salary"), "mine.csv: unknown columns salary"),
        ((*OCCUPATIONS, "name"), "mine.csv: columns named twice: name"),
    ],
)
def test_columns_too_many_are_refused(
    small: Path, tmp_path: Path, header: tuple[str, ...], message: str
) -> None:
    file = write(tmp_path / "mine.csv", header, [(*row, "") for row in GOOD])
    assert refusal(small, "occupations", file) == message


def test_an_unknown_table_is_refused_with_the_tables_there_are(small: Path, tmp_path: Path) -> None:
    message = refusal(small, "wages", tmp_path / "mine.csv")
    assert message.startswith("no table 'wages'; tables are occupations, ")
    assert not {"sources", "findings"} & set(REPLACEABLE)


def test_weights_that_do_not_sum_to_a_hundred_are_rejected_as_a_group(small: Path) -> None:
    rewrite(
        small / "standard_weights.csv",
        lambda row: (row["occupation_code"], row["level"], row["order"]) != (ELECTRICIAN, "L4", "1"),
    )
    loaded = load(small)
    (rejected,) = [r for r in loaded.rejected if r.row.startswith("standard_weights")]
    assert "of level L4 sum to" in rejected.reason
    levels = {
        key.end.split("/")[2]
        for key in loaded.snapshot.links
        if key.type is RelType.HAS_MODULE and key.start == f"std:{ELECTRICIAN}/2018"
    }
    assert "L4" not in levels
    assert "L3" in levels


def test_the_published_catalogue_of_majors_is_read(small: Path, tmp_path: Path) -> None:
    header = ("专业大类代码", "专业大类", "专业类代码", "专业类", "专业代码", "专业名称", "层次", "备注")
    rows = [
        (header),
        (46.0, "装备制造大类", 4603.0, "自动化类", 460306.0, "电气自动化技术", "高职专科", None),
        (66.0, "装备制造大类", 6603.0, "自动化类", 660302.0, "电气设备运行与控制 ", "中职", None),
        ("注：以上为示例", None, None, None, None, None, None, None),
    ]
    loaded = given(small, "majors", _xlsx(tmp_path / "majors.xlsx", {"目录": rows}))
    majors = {n.id: n for n in loaded.snapshot.nodes.values() if isinstance(n, Major) and not n.guide_only}
    assert set(majors) == {"maj:高职/460306", "maj:中职/660302"}
    assert majors["maj:中职/660302"].name == "电气设备运行与控制"


def test_the_published_guide_is_read_sheet_by_sheet_without_blank_rows_and_notes(
    small: Path, tmp_path: Path
) -> None:
    header = ("序号", "专业代码", "专业名称", "职业编码", "职业名称")
    sheets = {
        "中职": [header, (1, 660302, "电气设备运行与控制", ELECTRICIAN, "电工"), (None,) * 5],
        "高职专科": [
            header,
            (1.0, 460306.0, "电气自动化技术", ELECTRICIAN, "电工"),
            (2, 999999, "某专业", "6-99-99-99", "焊工"),
            (3, 999999, "某专业", "6-99-99-98", "某工"),
            ("注：职业编码以2022年版为准", None, None, None, None),
        ],
    }
    loaded = given(small, "major_occupations", _xlsx(tmp_path / "guide.xlsx", sheets))
    pairs = {(k.start, k.end) for k in loaded.snapshot.links if k.type is RelType.LEADS_TO}
    assert pairs == {
        ("maj:中职/660302", f"occ:{ELECTRICIAN}@2022"),
        ("maj:高职/460306", f"occ:{ELECTRICIAN}@2022"),
        ("maj:高职/999999", "occ:6-18-02-04@2022"),
    }
    guide_only = loaded.snapshot.nodes["maj:高职/999999"]
    assert isinstance(guide_only, Major)
    assert guide_only.guide_only
    assert guide_only.education is EducationLevel.HIGHER
    assert "LEADS_TO: occ:6-99-99-98@2022 does not exist" in {r.reason for r in loaded.rejected}


def test_the_published_list_of_schools_is_read_from_an_old_xls_file(small: Path) -> None:
    loaded = given(small, "institutions", Path(__file__).parent / "files" / "schools.xls")
    schools = {n.code: n.name for n in loaded.snapshot.nodes.values() if isinstance(n, Institution)}
    assert schools == {
        "4143010530": "湘潭大学",
        "4143010531": "吉首大学",
        "4143013925": "湖南软件职业技术大学",
    }
    assert "no region is named 北京市" in {r.reason for r in loaded.rejected}


def test_a_damaged_file_is_refused_whatever_table_it_is_for(small: Path, tmp_path: Path) -> None:
    file = tmp_path / "majors.xlsx"
    file.write_bytes(b"PK\x03\x04 not all of it")
    assert refusal(small, "majors", file) == "majors.xlsx is damaged or cut off; it cannot be read as xlsx"


def test_a_shipped_table_that_was_edited_badly_is_refused_too(small: Path) -> None:
    rows = read(small / "occupations.csv")
    write(small / "occupations.csv", ("code", "title"), [(row["code"], row["name"]) for row in rows])
    with pytest.raises(InvalidInput, match=r"occupations\.csv: wrong column headers for table occupations"):
        load(small)


def test_findings_about_a_shipped_table_are_not_told_of_a_users_table(small: Path, tmp_path: Path) -> None:
    file = write(
        tmp_path / "mine.csv",
        tuple(read(small / "standards.csv")[0]),
        [tuple(row.values()) for row in read(small / "standards.csv")],
    )
    before, after = load(small), given(small, "standards", file)
    assert "standards without a year" in {f.finding for f in before.findings}
    assert "standards without a year" not in {f.finding for f in after.findings}


def test_the_same_files_have_the_same_inputs_digest_and_others_do_not(small: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "mine.csv", OCCUPATIONS, GOOD)
    assert load(small).inputs == load(small).inputs
    assert load(small).inputs != given(small, "occupations", file).inputs


def test_an_xlsx_file_that_unpacks_to_more_than_a_machine_has_is_refused(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.files.MOST_BYTES", 1_000)
    file = _xlsx(tmp_path / "majors.xlsx", {"Sheet1": [("x",) * 50] * 50})
    assert "unpacks to" in refusal(small, "majors", file)


def _xlsx(path: Path, sheets: dict[str, list[tuple[object, ...]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path
