"""Every page for readers with a keyboard, a screen reader, little light or little sight."""

from __future__ import annotations

from importlib.resources import files
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.site.conftest import DESKTOP, PHONE, TWO_FRAMES, Visit, page_paths

# axe keeps the parts of each colour in WeakMaps, which takes a quarter of its time; a property of the colour does not.
KEYED = """class Keyed {
    constructor() { this.key = Symbol(); }
    has(object) { return Object.hasOwn(object, this.key); }
    get(object) { return object[this.key]; }
    set(object, value) { object[this.key] = value; return this; }
    add(object) { return this.set(object, true); }
    delete(object) { return this.has(object) && delete object[this.key]; }
}
const WeakMap = Keyed, WeakSet = Keyed;"""
AXE = "(() => {{ {} {} }})()".format(
    KEYED, files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
COLOURS = ["color-contrast", "link-in-text-block"]  # all that a colour scheme can break
RUN_AXE = "rules => axe.run({runOnly: rules, resultTypes: ['violations']})"
# Words of code have their colour from their class: one of each is judged, and the thousand others on a page become
# plain code, since axe's time grows with the square of what it is told to leave out. Single letters it never judges.
ONE_OF_EACH = """() => {
    const seen = new Set();
    for (const word of document.querySelectorAll("pre span[class]")) {
        const kind = `${word.className} in ${word.parentElement.className}`;
        const judged = word.firstElementChild || (word.textContent.length > 1 && !seen.has(kind));
        if (judged) seen.add(kind);
        else word.replaceWith(word.textContent);
    }
    document.querySelectorAll("pre").forEach(code => code.normalize());
}"""
# Nearly half of axe's time goes into reading the same dozen colours, thousands of times: each is read once.
READ_A_COLOUR_ONCE = """() => {
    const { Color } = axe.commons.color, read = Color.prototype.parseString, known = new Map();
    Color.prototype.parseString = function (text) {
        if (!known.has(text)) known.set(text, read.call(new Color(), text));
        const { r, g, b, alpha } = known.get(text);
        return Object.assign(this, { r, g, b, alpha });
    };
}"""
SCHEMES = {"light": RULES, "dark": COLOURS}
SIZES = {"desktop": DESKTOP, "phone": PHONE}
JUDGED = {
    "bypass_csp": True,
    "reduced_motion": "reduce",
}  # what still moves or fades would be judged on its way
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


def violations(page: Page, *sizes: str) -> list[str]:
    """What axe and our own look at drawings find at each size, in light and in dark."""
    for script in (AXE, ONE_OF_EACH, READ_A_COLOUR_ONCE):
        page.evaluate(script)
    found = []
    for size, (scheme, rules) in product(sizes, SCHEMES.items()):
        page.set_viewport_size(SIZES[size])
        page.emulate_media(color_scheme=scheme)
        page.evaluate(TWO_FRAMES)  # drawings follow the width
        broken = page.evaluate(RUN_AXE, rules)["violations"]
        words = [f"{word} (contrast, size)" for word in page.evaluate(FAINT_WORDS)]
        found += [f"{size}, {scheme}: {what}" for what in [*map(described, broken), *words]]
    return found


def described(broken: dict[str, Any]) -> str:
    return f"{broken['id']}: {broken['help']}: {[node['target'] for node in broken['nodes']][:4]}"


@pytest.mark.parametrize("visit", [pytest.param(JUDGED, id="everything-open")], indirect=True)
@pytest.mark.parametrize("path", [*page_paths(), "search.html", "404.html"])
def test_axe_finds_nothing_with_everything_open(visit: Visit, path: str) -> None:
    page = visit.open(path)
    if "/cases/" in path:
        expect(page.locator(".explorable-live").first).to_be_visible()
    page.evaluate(EVERYTHING_OPEN)
    assert violations(page, "desktop", "phone") == []


@pytest.mark.parametrize("visit", [pytest.param(JUDGED | {"viewport": PHONE}, id="phone")], indirect=True)
def test_axe_finds_nothing_in_the_open_menu_and_after_a_damaged_link(visit: Visit) -> None:
    page = visit.open("book/cases/01-retention.html#explorable=retention")
    expect(page.locator(".explorable-notice")).to_be_visible()
    page.locator(".nav-overlay-icon").click()
    assert violations(page, "phone") == []


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
