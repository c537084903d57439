from casekit.exercise import compare, question


@question("double", "Twice the hours", points=2)
def double(work):
    """Give a number, right within 0.5."""
    secret = 2 * work.given.hours
    return compare(work.number("twice"), secret, within=0.1, right="Twice.", otherwise="Not quite.")
