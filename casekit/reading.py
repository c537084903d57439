"""How long and how easy each page is to read: `python -m casekit.reading` prints it, a line a page.

Reading ease is Flesch's (1948, doi:10.1037/h0057532): 60 to 70 is plain English, higher is easier. It counts
syllables and words in sentences and knows nothing of sense; a text can score well and say nothing. Syllables are
counted as groups of vowels, a silent e left out: right for nine words in ten, and no dictionary to fetch.
"""

from __future__ import annotations

import re

from casekit import book
from casekit.prose import words
from casekit.reference import is_generated


def plain(markdown: str) -> str:
    """Return the sentences of a page: no headings, tables, code, formulas, marks or addresses."""
    lines = (line for line in markdown.splitlines() if not re.match(r"\s*(#|\||:::|```|>?\s*$)", line))
    text = re.sub(r"<!--.*?-->|<[^>]+>|\{[\w:]+\}`[^`]*`|`[^`]*`|\$[^$]*\$", " ", " ".join(lines))
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"[*_\\>]", "", text))


def syllables(word: str) -> int:
    """Return about how many syllables a word has.

    >>> [syllables(word) for word in ("rep", "quarter", "refuse", "resignation", "table")]
    [1, 2, 2, 4, 2]
    """
    vowels = re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiouyl])e(s|d)?$", "", word.lower()))
    return max(1, len(vowels))


def flesch(text: str) -> float:
    """Return the reading ease of a text.

    >>> round(flesch("The rep asks. The boss says no."), 1)
    118.7
    """
    found = words(text)
    sentences = max(1, len(re.findall(r"[.!?:;]+(?=\s|$)", text)))
    return 206.835 - 1.015 * len(found) / sentences - 84.6 * sum(map(syllables, found)) / len(found)


def main() -> None:
    """Print words, minutes and reading ease of every written page."""
    print(f"{'page':40} {'words':>6} {'minutes':>8} {'ease':>6}")
    for path in book.pages():
        if path.suffix == ".ipynb":
            text = "\n\n".join(cell.source for cell in book.read(path).cells if cell.cell_type == "markdown")
        else:
            text = path.read_text(encoding="utf-8")
        if is_generated(text):
            continue
        count = len(words(text))
        ease = flesch(plain(text))
        name = path.relative_to(book.ROOT / "book").with_suffix("").as_posix()
        print(f"{name:40} {count:6} {count / book.WORDS_PER_MINUTE:8.0f} {ease:6.0f}")


if __name__ == "__main__":
    main()
