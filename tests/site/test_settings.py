"""What a reader sets or answers: carried by a link, kept on the device, taken along, erased."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.site.conftest import Visit

CHAPTER = "book/cases/01-retention.html"
COPYING = pytest.mark.parametrize(
    "visit",
    [pytest.param({"permissions": ["clipboard-read", "clipboard-write"]}, id="may-copy")],
    indirect=True,
)


@COPYING
def test_a_copied_link_brings_the_settings_back(visit: Visit) -> None:
    page = visit.open(CHAPTER)
    root = page.locator("[data-explorable=retention]")
    root.locator("[name=hazard_ratio_if_refused]").fill("2.3")
    root.locator("[name=occasions]").select_option("4")
    sentence = root.locator(".explorable-sentence").inner_text()
    root.get_by_role("button", name="Copy link").click()
    expect(root.get_by_role("status")).to_contain_text("Copied")
    link = page.evaluate("navigator.clipboard.readText()")
    page.goto("about:blank")
    page.goto(link)
    expect(root.locator("[name=hazard_ratio_if_refused]")).to_have_value("2.3")
    expect(root.locator(".explorable-sentence")).to_have_text(sentence)
    expect(root.locator(".explorable-notice")).to_have_text("You see the settings that the link carried.")


def test_a_link_is_followed_where_the_chapter_is_open_already(visit: Visit) -> None:
    page = visit.open(CHAPTER)
    root = page.locator("[data-explorable=retention]")
    usual = root.locator(".explorable-sentence").inner_text()
    link = "explorable=retention&annual_hazard=0.3&hazard_ratio_if_refused=2.3&backfill_hours=16&occasions=4"
    page.goto(f"{visit.site}/{CHAPTER}#{link}")
    expect(root.locator("[name=hazard_ratio_if_refused]")).to_have_value("2.3")
    expect(root.locator(".explorable-notice")).to_have_text("You see the settings that the link carried.")
    assert root.locator(".explorable-sentence").inner_text() != usual
    page.goto(f"{visit.site}/{CHAPTER}#explorable=retention")
    expect(root.locator(".explorable-notice")).to_contain_text("damaged")
    expect(root.locator(".explorable-sentence")).to_have_text(usual)
    page.goto(f"{visit.site}/{CHAPTER}#practice")
    expect(root.locator(".explorable-notice")).to_have_count(1)
    assert visit.errors == []


@pytest.mark.parametrize(
    "damage",
    [
        "explorable=retention",
        "explorable=retention&hazard_ratio_if_refused=2.31&annual_hazard=0.2&backfill_hours=16&occasions=1",
    ],
)
def test_a_damaged_link_falls_back_to_the_defaults_and_says_so(visit: Visit, damage: str) -> None:
    page = visit.open(f"{CHAPTER}#{damage}")
    root = page.locator("[data-explorable=retention]")
    expect(root.locator("[name=hazard_ratio_if_refused]")).to_have_value("1.5")
    expect(root.locator(".explorable-notice")).to_contain_text("damaged")
    assert visit.errors == []


def test_answers_are_kept_on_the_device_taken_along_and_erased(visit: Visit, tmp_path: Path) -> None:
    page = visit.open(CHAPTER)
    page.get_by_label("twice as likely", exact=True).check()
    page.locator(".quiz summary").first.click()
    page.locator("#practice h2").scroll_into_view_if_needed()
    visit.open(CHAPTER)
    expect(page.get_by_label("twice as likely", exact=True)).to_be_checked()
    expect(page.locator("[data-compare] .compare-yours")).to_have_text("You predicted: twice as likely. ")

    visit.open("book/start/privacy.html")
    kept = page.locator("[data-kept]")
    expect(kept.get_by_role("status")).to_have_text("3 things are kept on this device.")
    with page.expect_download() as download:
        kept.get_by_role("button", name="Download it").click()
    download.value.save_as(tmp_path / "kept.json")
    assert set(json.loads((tmp_path / "kept.json").read_text())) == {
        "prediction:retention-break-even",
        "quiz:01-retention.html:1",
        "read:01-retention.html",
    }
    kept.get_by_role("button", name="Erase it").click()
    expect(kept.get_by_role("status")).to_have_text("Nothing is kept on this device.")
    assert visit.errors == []
    assert visit.strangers == []
