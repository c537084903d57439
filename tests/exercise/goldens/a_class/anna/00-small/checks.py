from casekit.exercise import Given, Mistake, Quantity, Written, compare, question

EXERCISE = "00-small"
TITLE = "A small exercise"
GIVEN = Given(hours=Quantity(16, "hours", "two days", varies=(14, 16, 18)))
essay = Written("essay", "In your words", points=3)


@question("double", "Twice the hours", points=2)
def double(work):
    """Give a number, right within 0.5."""
    return compare(
        work.number("twice"),
        2 * work.given.hours,
        within=0.5,
        right="Two times is twice.",
        otherwise="Not twice.",
        mistakes=[Mistake("hours as they are", work.given.hours, "Once.", share=0.5)],
    )


@question("word", "A word", points=1)
def word(work):
    """Write one letter, A or B."""
    return compare(work.choice("letter", "AB"), "A", right="A comes first.", otherwise="Not first.")
