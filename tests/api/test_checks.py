"""The doctor's checks find what is wrong and say what to do."""

from pathlib import Path

from api.checks import Verdict, free_disk, packages, python_version, unknown_settings


def test_the_environment_of_the_tests_is_sound() -> None:
    assert python_version().verdict is Verdict.GOOD
    assert packages().verdict is Verdict.GOOD


def test_a_package_of_another_version_is_named(tmp_path: Path) -> None:
    pins = tmp_path / "constraints.txt"
    pins.write_text("# comment\nclick==1.0\n", encoding="utf-8")
    check = packages(pins)
    assert check.verdict is Verdict.WRONG
    assert "click is " in check.found
    assert check.remedy is not None


def test_a_missing_package_counts_only_where_it_is_needed(tmp_path: Path) -> None:
    pins = tmp_path / "constraints.txt"
    pins.write_text("no-such-package==1.0\n", encoding="utf-8")
    assert packages(pins).verdict is Verdict.GOOD


def test_a_slip_in_a_setting_is_named_with_what_was_meant() -> None:
    check = unknown_settings({"LIFEPATH_HOEM": "/x", "NEO4J_URL": "bolt://x", "LIFEPATH_PORT": "1"})
    assert check.verdict is Verdict.WRONG
    assert "is LIFEPATH_HOME meant?" in check.found
    assert "is NEO4J_URI meant?" in check.found
    assert "LIFEPATH_PORT" not in check.found


def test_settings_of_neo4j_itself_and_of_tests_are_left_alone() -> None:
    others = {"NEO4J_AUTH": "none", "NEO4J_HOME": "/x", "LIFEPATH_REFERENCE": "/x", "PATH": "/bin"}
    assert unknown_settings(others).verdict is Verdict.GOOD


def test_disk_is_measured_where_the_data_directory_will_be(tmp_path: Path) -> None:
    assert free_disk(tmp_path / "not" / "yet").found.endswith("not/yet")
