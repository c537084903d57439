"""Numbers in prose come from facts, and only from facts."""

from __future__ import annotations

import pytest

from casekit.prose import Facts, bare_numbers, fill, words


def test_a_marked_number_is_written_from_its_fact() -> None:
    text = "It nets <!--net-->x<!----> in <!--days-->?<!----> days."
    assert (
        fill(text, {"net": "$168", "days": "65"})
        == "It nets <!--net-->\\$168<!----> in <!--days-->65<!----> days."
    )


def test_filling_twice_changes_nothing() -> None:
    once = fill("<!--net-->x<!---->", {"net": "$168"})
    assert fill(once, {"net": "$168"}) == once


def test_an_unknown_fact_is_named_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="no fact is called 'nett'; there are days, net"):
        fill("<!--nett-->x<!---->", {"net": "1", "days": "2"})


def test_an_unknown_fact_of_another_page_is_named_with_those_of_that_page() -> None:
    facts = {"net": "1", "01-retention:net": "2", "02-staffing:level": "3"}
    with pytest.raises(
        ValueError, match=r"no fact is called '01-retention:nett'; there are 01-retention:net$"
    ):
        fill("<!--01-retention:nett-->x<!---->", facts)
    with pytest.raises(ValueError, match="there are none of that page"):
        fill("<!--09-nothing:net-->x<!---->", facts)


def test_a_fact_of_another_page_is_written_too() -> None:
    assert (
        fill("<!--01-retention:net-->x<!---->", {"01-retention:net": "2"})
        == "<!--01-retention:net-->2<!---->"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Costs \\$480 a time.", ["\\$480"]),
        ("About 11% of 1,920 calls, or −12.", ["11%", "1,920", "−12"]),
        ("Marked: <!--x-->12<!---->.", []),
        ("Code `x = 3`, a formula $h_0 = 2$ and [a link](page-2.md).", []),
        ('<span id="c1-07"></span>A claim.', []),
        ("```python\nx = 5\n```", []),
        ("Written {cite:p}`Mark2008` and {ref}`c3`.", []),
        ("1. First\n2. Then 3 more.", ["3"]),
        ("A block $$x = 5$$, an address <https://x.org/4>, an escaped \\$5.", ["\\$5"]),
        ("(target-9)=\n## Heading", []),
        ("Marked over\n<!--x-->two\nlines 7<!---->.", []),
    ],
)
def test_a_number_without_a_fact_is_found(text: str, found: list[str]) -> None:
    assert bare_numbers(text) == found


def test_an_allowed_phrase_may_hold_a_number() -> None:
    assert bare_numbers("Asked on 31 August 2012.", allowed=["31 August 2012"]) == []


def test_facts_are_read_back_from_what_is_stored() -> None:
    facts = Facts(net="$168", span="−$330: a loss")
    data, _ = facts._repr_mimebundle_()
    assert Facts.parse(data["text/plain"]) == facts


def test_words_are_counted_without_code_and_marks() -> None:
    assert words("Two <!--x-->12<!----> `code` don't") == ["Two", "12", "don't"]
