"""Every page for readers with a keyboard, a screen reader, little light or little sight."""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect

from tests.site.conftest import DESKTOP, PHONE, Visit, page_paths

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
COLOURS = ["color-contrast", "link-in-text-block"]  # all that a colour scheme can break
RUN_AXE = "rules => axe.run({exclude: ['.alike']}, {runOnly: rules, resultTypes: ['violations']})"
# Words of code have their colour from their class: one of each is judged, and not the thousand others on a page.
ONE_OF_EACH = """() => {
    const seen = new Set();
    for (const word of document.querySelectorAll("pre span[class]")) {
        const kind = `${word.className} in ${word.parentElement.className}`;
        if (seen.has(kind) && !word.firstElementChild) word.classList.add("alike");
        seen.add(kind);
    }
}"""
SCHEMES = ("light", "dark")
SIZES = [
    pytest.param({"viewport": size, "bypass_csp": True}, id=name)
    for name, size in (("desktop", DESKTOP), ("phone", PHONE))
]
EVERYTHING_OPEN = "document.querySelectorAll('details').forEach(d => { d.open = true; })"

# Words in drawings: axe does not judge them, so their contrast with the paper behind them is computed here.
FAINT_WORDS = """() => {
    const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
        .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const paper = (element) => {
        for (let e = element; e; e = e.parentElement) {
            const c = parse(getComputedStyle(e).backgroundColor);
            if (c.length < 4 || c[3] === 1) return c;
        }
        return [255, 255, 255];
    };
    return [...document.querySelectorAll("svg text")].filter(t => t.getClientRects().length).map(t => {
        const [a, b] = [light(parse(getComputedStyle(t).fill)), light(paper(t))].sort((x, y) => y - x);
        return [t.textContent, (a + 0.05) / (b + 0.05), parseFloat(getComputedStyle(t).fontSize)
            * (t.ownerSVGElement.getScreenCTM()?.a ?? 1)];
    }).filter(([, contrast, size]) => contrast < 4.5 || size < 11);
}"""


def violations(page: Page) -> list[str]:
    """What axe and our own look at drawings find, in light and in dark."""
    page.evaluate(AXE)
    page.evaluate(ONE_OF_EACH)
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(50)
        broken = page.evaluate(RUN_AXE, RULES if scheme == SCHEMES[0] else COLOURS)["violations"]
        found += [
            f"{scheme}: {v['id']}: {v['help']}: {[n['target'] for n in v['nodes']][:4]}" for v in broken
        ]
        found += [f"{scheme}: {words} (contrast, size)" for words in page.evaluate(FAINT_WORDS)]
    return found


@pytest.mark.parametrize("visit", SIZES, indirect=True)
@pytest.mark.parametrize("path", [*page_paths(), "search.html", "404.html"])
def test_axe_finds_nothing_with_everything_open(visit: Visit, path: str) -> None:
    page = visit.open(path)
    if "/cases/" in path:
        expect(page.locator(".explorable-live").first).to_be_visible()
    page.evaluate(EVERYTHING_OPEN)
    assert violations(page) == []


@pytest.mark.parametrize("visit", [SIZES[1]], indirect=True)
def test_axe_finds_nothing_in_the_open_menu_and_after_a_damaged_link(visit: Visit) -> None:
    page = visit.open("book/cases/01-retention.html#explorable=retention")
    expect(page.locator(".explorable-notice")).to_be_visible()
    page.locator(".nav-overlay-icon").click()
    page.wait_for_timeout(400)
    assert violations(page) == []


@pytest.mark.parametrize("visit", [pytest.param({"viewport": PHONE}, id="phone")], indirect=True)
def test_the_menu_opens_by_key_on_a_phone_and_leads_on(visit: Visit) -> None:
    page = visit.open("book/index.html")
    drawer = page.locator(".sidebar-drawer")
    link = drawer.get_by_role("link", name="The retention argument")
    expect(link).to_be_hidden()
    toggle = page.get_by_label("Toggle site navigation sidebar")
    for _ in range(6):
        page.keyboard.press("Tab")
        if toggle.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press("Space")
    expect(link).to_be_visible()
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("The retention argument")


def tab_to(page: Page, selector: str, most: int = 120) -> None:
    """Press Tab until an element that matches has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab never reached {selector}")


def test_a_chapter_is_walked_by_keyboard_alone(visit: Visit) -> None:
    page = visit.open("book/cases/01-retention.html")
    tab_to(page, ".prediction input[type=radio]")
    page.keyboard.press("Space")
    expect(page.locator(".prediction [role=status]")).to_contain_text("You predicted")

    tab_to(page, "[name=hazard_ratio_if_refused]")
    before = page.locator(".explorable-sentence").inner_text()
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    expect(page.locator(".explorable-sentence")).not_to_have_text(before)
    tab_to(page, "[name=occasions]")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".explorable-sentence")).to_contain_text("once a quarter")

    tab_to(page, ".quiz summary")
    page.keyboard.press("Enter")
    expect(page.locator(".quiz details").first.locator("p")).to_be_visible()
    tab_to(page, 'article a[href$="for-learners.html"]')
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("For learners")
    assert visit.errors == []


@pytest.mark.parametrize("visit", [pytest.param({"viewport": DESKTOP}, id="desktop")], indirect=True)
def test_search_finds_a_chapter(visit: Visit) -> None:
    page = visit.open("book/index.html")
    page.get_by_label("Search").fill("hazard")
    page.keyboard.press("Enter")
    expect(page.locator("#search-results")).to_contain_text("The retention argument")  # they come one by one
    assert visit.errors == []
    assert visit.strangers == []


def test_the_theme_button_goes_round(visit: Visit) -> None:
    page = visit.open("book/index.html")
    seen = set()
    for _ in range(3):
        page.locator(".theme-toggle:visible").first.click()
        seen.add(page.evaluate("document.body.dataset.theme"))
    assert seen == {"light", "dark", "auto"}


@pytest.mark.parametrize("visit", [pytest.param({"reduced_motion": "reduce"}, id="still")], indirect=True)
def test_nothing_moves_for_readers_who_asked_for_that(visit: Visit) -> None:
    page = visit.open("book/cases/01-retention.html")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter(e => {
            const style = getComputedStyle(e);
            return parseFloat(style.transitionDuration) > 0.01 || parseFloat(style.animationDuration) > 0.01;
        }).map(e => e.className)"""
    )
    assert moving == []
