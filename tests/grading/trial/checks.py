"""A small exercise to try the grader on: a number, a function, a letter and a table."""

from __future__ import annotations

from casekit.exercise import Given, Mistake, Quantity, Verdict, Work, compare, question, together

EXERCISE = "trial"
TITLE = "A trial"
GIVEN = Given(whole=Quantity(10, "", "what is halved", varies=(10, 20, 30)))


@question("half", "One half", points=1)
def half(work: Work) -> Verdict:
    """Give a number, right within 0.01."""
    return compare(
        work.number("half"),
        work.given.whole / 2,
        within=0.01,
        right="Right.",
        mistakes=[Mistake("a third", work.given.whole / 3, "That is a third.")],
        otherwise="Not half of it.",
    )


@question("double", "A function that doubles", points=2)
def double(work: Work) -> Verdict:
    """Write a function that doubles any number."""
    return together(*(_at(work, number) for number in (2.0, 3.0)), right="Right at each number tried.")


def _at(work: Work, number: float) -> Verdict:
    found = work.call("double", number).number()
    return compare(found, 2 * number, right=f"At {number:g}: right.", otherwise=f"At {number:g}: not right.")


@question("letter", "The right letter", points=1)
def letter(work: Work) -> Verdict:
    """Write one letter, A to E."""
    return compare(work.choice("letter", tuple("ABCDE")), "C", right="Right.", otherwise="Not this one.")


@question("table", "A table of two rows", points=1)
def table(work: Work) -> Verdict:
    """Make a table with a column `name`."""
    rows = work.table("rows", ["name"]).records
    return compare(len(rows), 2, right="Right.", otherwise="Not two rows.")
