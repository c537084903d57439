"""What a reader cannot see whole: cut off at its right by something around it, and out of reach of any scrolling."""

from __future__ import annotations

from playwright.sync_api import Page

# Every element and every word is held against the nearest edge that cuts: that of the window, of what hides its
# overflow, and of what holds the page's heading, since who has to scroll that has to scroll the page. In anything else
# that scrolls, nothing is lost. What stands in a drawing may lie beyond it, and what is a pixel wide is for screen
# readers. What is folded away has its place already, and is looked at like the rest.
LOOK = """() => {
    const found = [], words = document.createRange(), window = document.documentElement.clientWidth;
    const named = (e) => [e.localName, ...e.classList].join(".");
    const cut = (what, right, edge) => {
        if (right > edge + 1) found.push(`${what} is cut off by ${Math.round(right - edge)} px`);
        return right > edge + 1;
    };
    const look = (element, edges) => {
        const style = getComputedStyle(element);
        const edge = { fixed: window, absolute: edges.placed }[style.position] ?? edges.flowing;
        const seen = style.visibility === "visible";
        if (seen && edge < Infinity) {
            const { height, right } = element.getBoundingClientRect();
            if (height && cut(named(element), right, edge)) return;
        }
        if (element.localName === "svg") return;
        let inside = edge;
        if (style.overflowX !== "visible" && element.clientWidth) {
            if (element.clientWidth === 1) return;
            const cuts = /hidden|clip/.test(style.overflowX) || element.querySelector("h1");
            const start = element.getBoundingClientRect().left + element.clientLeft;
            inside = cuts ? start + element.clientWidth : Infinity;
        }
        const placed = style.position === "static" ? edges.placed : inside;
        for (const child of element.childNodes) {
            if (child instanceof Element) look(child, { flowing: inside, placed });
            else if (seen && inside < Infinity && child.data.trim()) {
                words.selectNodeContents(child);
                cut(`"${child.data.trim().slice(0, 40)}"`, words.getBoundingClientRect().right, inside);
            }
        }
    };
    look(document.body, { flowing: window, placed: window });
    return found;
}"""


def cut_off(page: Page) -> list[str]:
    """What is cut off at this width, and by how much; of boxes in boxes the outermost."""
    found: list[str] = page.evaluate(LOOK)
    return found
