"""The kit's datasets as pandas tables: one ``load_NAME()`` each, whose docstring is the data dictionary.

The files are looked for in the folder named by the environment variable ``CASEKIT_DATA``, if that is set;
else in a folder ``datasets`` in the working directory or above it; else in the checkout that this package
lies in. So a notebook finds them wherever it was unpacked, with its ``datasets`` beside it.

Column types come from the ``datapackage.json`` (Frictionless Data, https://datapackage.org) beside the CSV
files, which also has the licences and says where each dataset comes from; those of synthetic origin describe
nobody, and prove nothing about anybody.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PACKAGE_FILE = "datapackage.json"


def load_reps_tenure() -> pd.DataFrame:
    """Load how long service reps stay after a request was granted, refused or never made.

    One row for each rep. Columns:

    rep : string
        Pseudonym of the rep.
    tenure_m : number, months, 0.1 to 60
        Time under observation: from the yearly talk to leaving or to the end of the records.
    event : boolean
        Whether the rep left of their own accord (1); if not (0), the records end with the rep still
        there.
    request : string
        What became of a request for time to learn at the talk; none: nothing was asked for. One of
        none, granted, refused.
    career : boolean
        Whether the talk named a next step in the firm for this rep (1) or not (0).
    tier : string
        Performance in the year before the talk. One of high, steady, low.
    age_band : string, years
        Age at the talk. One of 18-29, 30-44, 45+.

    Origin: synthetic. Licence: CC0-1.0.

    >>> load_reps_tenure()["request"].unique().tolist()
    ['none', 'granted', 'refused']
    """
    return _load("reps_tenure")


def load_intervals() -> pd.DataFrame:
    """Load a quarter of calls to a support desk, by the half hour.

    One row for each half hour. Columns:

    date : date, 2012-07-02 to 2012-09-28
        Working day.
    slot : string
        Beginning of the half hour. One of 09:00, 09:30, 10:00, 10:30, 11:00, 11:30, 12:00, 12:30,
        13:00, 13:30, 14:00, 14:30, 15:00, 15:30, 16:00, 16:30.
    calls : integer, calls, 0 to 200
        Calls that came in during the half hour, answered or not.
    aht : integer, seconds, 60 to 900
        Average handle time of these calls, talk and after-call work together.
    agents : integer, agents, 0 to 11
        Agents on the phones: eleven less those absent that day.

    Origin: synthetic. Licence: CC0-1.0.

    >>> load_intervals()["date"].nunique()
    65
    """
    return _load("intervals")


def load_skills() -> pd.DataFrame:
    """Load who in a team of twelve can do what.

    One row for each rep. Columns:

    rep : string
        Pseudonym of the rep.
    orders : boolean
        Take, change and cancel orders.
    billing : boolean
        Explain and correct invoices.
    returns : boolean
        Handle returns and refunds.
    technical : boolean
        Find technical faults.
    chat : boolean
        Serve several customers at once in the chat.
    complaints : boolean
        Settle formal complaints.
    onboarding : boolean
        Set up new business customers.
    vip : boolean
        Look after the few largest accounts.

    Origin: synthetic. Licence: CC0-1.0.

    >>> load_skills().shape
    (12, 9)
    """
    return _load("skills")


def load_absences() -> pd.DataFrame:
    """Load how many of eleven agents were missing unplanned, day by day.

    One row for each working day. Columns:

    date : date, 2012-07-02 to 2012-09-28
        Working day, Monday to Friday, with no holidays.
    absent : integer, agents, 0 to 11
        Agents missing unplanned on that day.

    Origin: synthetic. Licence: CC0-1.0.

    >>> len(load_absences())
    65
    """
    return _load("absences")


def load_promises() -> pd.DataFrame:
    """Load promises made to staff, and which of them were kept.

    One row for each promise. Columns:

    date : date, 2012-03-05 to 2014-01-31
        Day of the promise.
    giver : string
        Who promised. One of manager, director, hr.
    form : string
        How: said in a talk, put in writing to the person, or announced to all. One of verbal,
        written, announced.
    due : date, 2012-03-19 to 2014-03-28
        Day by which it was to be kept.
    kept_on : date, 2012-03-06 to 2014-03-28, may be missing
        Day on which it was kept; missing if it was broken.

    Origin: synthetic. Licence: CC0-1.0.

    >>> sorted(load_promises()["form"].unique())
    ['announced', 'verbal', 'written']
    """
    return _load("promises")


def load_trust_events() -> pd.DataFrame:
    """Load half a year of promises, answers and warnings, and a boss's rating week by week.

    One row for each week. Columns:

    week : integer, weeks, 1 to 26
        Number of the week.
    promises_made : integer, promises, 0 to 20
        Promises that fell due in the week.
    promises_kept : integer, promises, 0 to 20
        Those of them that were kept.
    resp_h : number, working hours, 0 to 80
        Median time to the answer of that week's questions.
    urgent_n : integer, requests, 0 to 20
        Urgent requests.
    urgent_ok : integer, requests, 0 to 20
        Those of them acted on within 30 minutes.
    lead_h : number, working hours, 0 to 240
        Time from the first sign of the week's worst trouble to telling the boss.
    boss_rating : number, share, 0 to 1
        How far the boss would rely on the next promise: 0 not at all, 1 wholly.

    Origin: synthetic. Licence: CC0-1.0.

    >>> len(load_trust_events())
    26
    """
    return _load("trust_events")


def load_coaching() -> pd.DataFrame:
    """Load what a quarter of coaching did for each of forty reps.

    One row for each rep. Columns:

    rep : string
        Pseudonym of the rep.
    tier : string
        Performance before the quarter. One of low, steady, high.
    hours : number, hours, 0 to 12
        Coaching received over the quarter, to the half hour.
    gain : number, points, -20 to 30
        Change in the quality score, on a scale of 0 to 100; negative where it fell.
    skill : integer, points, 1 to 10
        Score of a test of what the rep can do, before the quarter.
    will : integer, points, 1 to 10
        Score of a questionnaire on how much the rep wants to improve, before the quarter.

    Origin: synthetic. Licence: CC0-1.0.

    >>> load_coaching()["tier"].value_counts().to_dict()
    {'steady': 20, 'low': 10, 'high': 10}
    """
    return _load("coaching")


def load_client_calls() -> pd.DataFrame:
    """Load a consultant's log of one client's calls, before and after they agreed on fixed ones.

    One row for each call. Columns:

    ts : datetime, 2008-03-03 09:00 to 2008-04-25 18:00
        Beginning of the call.
    minutes : integer, minutes, 1 to 120
        Length of the call.
    topic : string
        What the client asked about; agreed: one of the fixed calls. One of status, document,
        deadline, idea, agreed.
    already_mailed : boolean
        Whether a mail to the client had already answered it (1) or not (0).
    urgent : boolean
        Whether waiting for the next day would have done harm (1) or not (0).

    Origin: synthetic. Licence: CC0-1.0.

    >>> str(load_client_calls()["ts"].min().date())
    '2008-03-03'
    """
    return _load("client_calls")


def load_thread_answers() -> pd.DataFrame:
    """Load our coding of eighteen answers to a question about an outside offer.

    One row for each answer. Columns:

    answer_no : integer, 1 to 18
        Number of the answer, in order of posting.
    posted : datetime, 2014-03-29 00:00 to 2014-03-31 00:00
        When it was posted, in the site's time.
    author_id : string
        Pseudonym of the author; two of the 16 answered twice.
    favourites : integer, readers, 0 to 18
        Readers who marked the answer as a favourite.
    primary_stance : string
        What the answer mainly advises, as we read it; a code may go unused. One of take_new_job,
        stay_ask_without_disclosing, get_title_in_writing, frank_talk, use_as_leverage,
        never_accept_counteroffer, other.
    secondary_stance : string, may be missing
        What it also advises; missing if nothing. One of take_new_job, stay_ask_without_disclosing,
        get_title_in_writing, frank_talk, use_as_leverage, never_accept_counteroffer, other.
    says_offer_is_poor_leverage : boolean
        Whether it says that the offer makes a poor lever (1) or not (0).
    coding_note : string
        Why it was coded so, in our words.

    Origin: facts and own coding. Licence: CC-BY-4.0.

    >>> int(load_thread_answers()["favourites"].sum())
    51
    """
    return _load("thread_answers")


def find(name: str) -> Path:
    """Find the CSV file of a dataset; the datapackage.json that describes it lies beside it.

    Parameters
    ----------
    name
        The dataset's name, as in ``load_NAME``.

    Raises
    ------
    FileNotFoundError
        Saying where it was looked for.

    >>> find("reps_tenure").name
    'reps_tenure.csv'
    """
    for folder in _folders():
        if (folder / f"{name}.csv").is_file() and (folder / PACKAGE_FILE).is_file():
            return folder / f"{name}.csv"
    looked_in = os.environ.get("CASEKIT_DATA") or f"a folder 'datasets' in {Path.cwd()} or above it"
    raise FileNotFoundError(
        f"There is no {name}.csv, with the {PACKAGE_FILE} that describes it, in {looked_in}. Put a folder "
        "'datasets' with both files beside your notebook, or set CASEKIT_DATA to the folder that has them."
    )


def homes() -> Iterator[Path]:
    """Yield where the kit's files may lie beside a notebook, the nearest first; at last the kit's own checkout."""
    here = Path.cwd()
    yield from (here, *here.parents)
    yield Path(__file__).resolve().parents[1]


def _folders() -> Iterator[Path]:
    """Yield the folders to look in, the most particular first."""
    if chosen := os.environ.get("CASEKIT_DATA"):
        yield Path(chosen)  # and no other: what was asked for by name must not be replaced in silence
        return
    for home in homes():
        yield home / "datasets"


def _load(name: str) -> pd.DataFrame:
    file = find(name)
    schema = _schema(file.with_name(PACKAGE_FILE), name)
    fields = {field["name"]: field for field in schema["fields"]}
    table = pd.read_csv(file, dtype=str, keep_default_na=False, na_values=schema["missingValues"])
    found = [str(column) for column in table]
    if found != list(fields):
        raise ValueError(f"{file} must have the columns {', '.join(fields)}, but it has {', '.join(found)}")
    return table.assign(**{column: _typed(table[column], field) for column, field in fields.items()})


def _schema(package: Path, name: str) -> dict[str, Any]:
    resources = json.loads(package.read_text(encoding="utf-8"))["resources"]
    schemas: dict[str, dict[str, Any]] = {resource["name"]: resource["schema"] for resource in resources}
    if name not in schemas:
        raise ValueError(f"{package} must describe {name}, but it has {', '.join(schemas)}")
    return schemas[name]


def _typed(column: pd.Series[str], field: Mapping[str, Any]) -> pd.Series[Any]:
    """Give a column read as text the type that its field says.

    Words stay text: grouping by a categorical column warns in pandas 2, and a warning in a graded cell
    costs the learner marks.
    """
    match field["type"]:
        case "boolean":
            return column.isin(field["trueValues"])
        case "integer":
            return column.astype("int64")
        case "number":
            return column.astype("float64")
        case "date" | "datetime":
            return pd.to_datetime(column, format=field.get("format", "ISO8601"))
        case _:
            return column
