"""The datasets are what their seeds give, described column by column, with something in them to find."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import frictionless
import pandas as pd
import pytest

from casekit import data

REPOSITORY = Path(__file__).parents[1]
FOLDER = REPOSITORY / "datasets"
PACKAGE = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}
SEEDS = {
    "reps_tenure": 20120831,
    "intervals": 19950415,
    "skills": 20140312,
    "absences": 1917,
    "promises": 20140329,
    "trust_events": 1993,
    "coaching": 1996,
    "client_calls": 2008,
}

with pytest.MonkeyPatch.context() as patch:
    patch.syspath_prepend(FOLDER)
    import generate
    import power

every_dataset = pytest.mark.parametrize("name", RESOURCES)
every_drawn_dataset = pytest.mark.parametrize("name", SEEDS)


def load(name):
    return getattr(data, f"load_{name}")()


def run(*command, folder, **environment):
    inherited = {key: value for key, value in os.environ.items() if key != "CASEKIT_DATA"}
    return subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=inherited | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def copied(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "datasets", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "datasets"


@pytest.fixture(autouse=True)
def _no_folder_set(monkeypatch):
    monkeypatch.delenv("CASEKIT_DATA", raising=False)


# ---- drawn from their seeds, byte for byte


def test_seeds_are_the_ones_fixed_beforehand():
    assert {name: r["seed"] for name, r in RESOURCES.items() if r["origin"] == "synthetic"} == SEEDS
    assert set(generate.DRAWN) == set(power.FINDINGS) == set(SEEDS)


def test_files_are_what_the_seeds_and_checksums_say():
    assert list(generate.differing(FOLDER)) == []


def test_every_file_is_described_and_every_description_has_its_file():
    assert {path.name for path in FOLDER.glob("*.csv")} == {r["path"] for r in RESOURCES.values()}


@every_dataset
def test_check_names_a_file_that_differs_and_writing_mends_what_is_drawn(copied, name):
    file = copied / f"{name}.csv"
    file.write_bytes(file.read_bytes().replace(b"1", b"2", 1))

    assert [complaint.split(":")[0] for complaint in generate.differing(copied)] == [file.name]

    generate.write(copied)
    restored = file.read_bytes() == (FOLDER / file.name).read_bytes()
    assert restored == (name in SEEDS)  # a coded file is its own source: writing takes its new checksum
    assert list(generate.differing(copied)) == []


def test_command_needs_the_standard_library_alone_and_says_what_it_found(copied):
    command = ("-I", "-S", "-B", str(copied / "generate.py"))
    assert run(*command, "--check", folder=copied.parent).returncode == 0

    (copied / "skills.csv").unlink()
    found = run(*command, "--check", folder=copied.parent)
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr == "skills.csv: not what generate.py draws\n"

    assert run(*command, folder=copied.parent).returncode == 0
    assert {file.name: file.read_bytes() for file in copied.iterdir()} == {
        file.name: file.read_bytes() for file in FOLDER.iterdir() if file.is_file()
    }


# ---- described


def problems(folder):
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    return {(task.name, error.type) for task in report.tasks for error in task.errors} | {
        ("datapackage", error.type) for error in report.errors
    }


def test_frictionless_finds_the_package_valid():
    assert problems(FOLDER) == set()


@pytest.mark.parametrize(
    ("file", "before", "after", "error"),
    [
        ("reps_tenure.csv", ",granted,", ",promised,", "constraint-error"),
        ("coaching.csv", ",high,", ",high,-", "constraint-error"),
        ("absences.csv", "2012-07-02", "2 July 2012", "type-error"),
        ("absences.csv", "2012-07-02", "2012-07-01", "foreign-key"),
        ("skills.csv", "vip", "VIP", "incorrect-label"),
        ("thread_answers.csv", "P01", "P1", "constraint-error"),
        ("promises.csv", "written", "wrıtten", "hash-count"),
    ],
)
def test_frictionless_would_find_a_fault(copied, file, before, after, error):
    text = (copied / file).read_text(encoding="utf-8")
    (copied / file).write_text(text.replace(before, after, 1), encoding="utf-8")
    assert error in {kind for _, kind in problems(copied)}


@every_dataset
def test_every_column_has_type_unit_meaning_and_range(name):
    for field in RESOURCES[name]["schema"]["fields"]:
        assert field["unit"] and field["description"].endswith("."), field["name"]
        limits = field["constraints"]
        assert ("minimum" in limits and "maximum" in limits) == (
            field["type"] in {"integer", "number", "date", "datetime"}
        )
        assert field["type"] != "string" or {"enum", "pattern"} & limits.keys() or name == "thread_answers"


@every_dataset
def test_licence_and_origin(name):
    resource = RESOURCES[name]
    licence = "CC0-1.0" if name in SEEDS else "CC-BY-4.0"
    assert [entry["name"] for entry in resource["licenses"]] == [licence]
    assert (resource["origin"] == "synthetic") == (name in SEEDS) == ("sources" not in resource)


def test_thread_is_credited():
    assert (
        "How do you negotiate for influence?”, Ask MetaFilter"
        in RESOURCES["thread_answers"]["sources"][0]["title"]
    )


def dictionary(resource):
    """Return the lines that the docstring of a loader must have, from what datapackage.json says."""
    for field in resource["schema"]["fields"]:
        limits = field.get("constraints", {})
        kind = [field["type"]]
        kind += [field["unit"]] * (field["unit"] != "none")
        if "minimum" in limits:
            kind.append(f"{limits['minimum']} to {limits['maximum']}")
        kind += ["may be missing"] * (not limits.get("required"))
        words = f" One of {', '.join(limits['enum'])}." if "enum" in limits else ""
        yield f"{field['name']} : {', '.join(kind)}\n    {field['description']}{words}"
    yield f"\nOrigin: {resource['origin']}. Licence: {resource['licenses'][0]['name']}."


@every_dataset
def test_docstring_is_the_data_dictionary(name):
    written = re.search(r"Columns:(.*)>>>", getattr(data, f"load_{name}").__doc__, re.DOTALL)
    expected = "\n".join(dictionary(RESOURCES[name]))
    assert written[1].split() == expected.split(), f"the docstring of load_{name} should say:\n{expected}"


# ---- loaded

DTYPES = {
    "string": pd.api.types.is_object_dtype,
    "boolean": pd.api.types.is_bool_dtype,
    "integer": pd.api.types.is_integer_dtype,
    "number": pd.api.types.is_float_dtype,
    "date": pd.api.types.is_datetime64_any_dtype,
    "datetime": pd.api.types.is_datetime64_any_dtype,
}


@every_dataset
def test_columns_have_their_types_and_only_optional_ones_gaps(name):
    table = load(name)
    fields = RESOURCES[name]["schema"]["fields"]
    assert list(table) == [field["name"] for field in fields]
    for field in fields:
        assert DTYPES[field["type"]](table[field["name"]]), field["name"]
        assert table[field["name"]].notna().all() == field["constraints"].get("required", False)


@every_drawn_dataset
def test_loaded_values_are_the_drawn_ones(name):
    drawn = pd.DataFrame(list(generate.rows(name)))[list(load(name))]
    for column, field in zip(drawn, RESOURCES[name]["schema"]["fields"], strict=True):
        if field["type"] in {"date", "datetime"}:
            drawn[column] = pd.to_datetime(drawn[column])
    pd.testing.assert_frame_equal(load(name), drawn)


def test_a_word_that_looks_like_a_gap_stays_a_word():
    assert (load("reps_tenure")["request"] == "none").any()


@pytest.mark.parametrize("place", [".", "exercise", "exercise/deeper"])
def test_found_in_or_above_the_working_directory(copied, monkeypatch, place):
    folder = copied.parent / place
    folder.mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(folder)
    assert data.find("skills") == copied / "skills.csv"


def test_found_in_the_checkout_from_anywhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert data.find("skills") == FOLDER / "skills.csv"


def test_a_folder_without_the_description_is_passed_over(tmp_path, monkeypatch):
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "skills.csv").write_text("somebody else's\n")
    monkeypatch.chdir(tmp_path)
    assert data.find("skills") == FOLDER / "skills.csv"


def test_the_folder_that_was_set_comes_first_and_no_other_replaces_it(copied, monkeypatch):
    chosen = copied.rename(copied.parent / "chosen")
    monkeypatch.setenv("CASEKIT_DATA", str(chosen))
    assert data.find("skills") == chosen / "skills.csv"

    (chosen / "skills.csv").unlink()
    with pytest.raises(
        FileNotFoundError, match=rf"There is no skills\.csv.* in {re.escape(str(chosen))}\. Put"
    ):
        data.load_skills()


def test_a_changed_header_is_refused_in_a_sentence(copied, monkeypatch):
    monkeypatch.setenv("CASEKIT_DATA", str(copied))
    (copied / "absences.csv").write_text("date,missing\n2012-07-02,0\n")
    with pytest.raises(ValueError, match="must have the columns date, absent, but it has date, missing"):
        data.load_absences()


def test_a_description_of_other_data_is_refused_in_a_sentence(copied, monkeypatch):
    monkeypatch.setenv("CASEKIT_DATA", str(copied))
    (copied / "datapackage.json").write_text('{"resources": [{"name": "other", "schema": {"fields": []}}]}')
    with pytest.raises(ValueError, match="must describe skills, but it has other"):
        data.load_skills()


def test_found_by_an_installed_wheel_beside_an_unpacked_exercise(tmp_path, copied):
    wheels, installed, elsewhere = tmp_path / "wheels", tmp_path / "installed", tmp_path / "elsewhere"
    built = run("-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels), folder=REPOSITORY)
    assert built.returncode == 0, built.stderr
    shutil.unpack_archive(next(wheels.iterdir()), installed, "zip")
    exercise = copied.parent / "exercise"
    exercise.mkdir()
    elsewhere.mkdir()
    code = "from casekit import data; print(data.__file__, data.find('skills'), len(data.load_skills()))"

    beside = run("-c", code, folder=exercise, PYTHONPATH=str(installed))
    assert beside.stdout.split() == [str(installed / "casekit/data.py"), str(copied / "skills.csv"), "12"]

    shutil.rmtree(copied)
    missing = run("-c", code, folder=elsewhere, PYTHONPATH=str(installed))
    assert missing.stderr.splitlines()[-1] == (
        "FileNotFoundError: There is no skills.csv, with the datapackage.json that describes it, in a folder "
        f"'datasets' in {elsewhere} or above it. Put a folder 'datasets' with both files beside your "
        "notebook, or set CASEKIT_DATA to the folder that has them."
    )


# ---- consistent


def test_agents_on_the_phones_are_eleven_less_the_absent():
    table = load("intervals").merge(load("absences"), on="date", validate="many_to_one")
    assert len(table) == 65 * 16
    assert (table["agents"] == 11 - table["absent"]).all()


def test_promises_are_kept_after_they_were_made_and_by_the_day_they_were_due():
    table = load("promises")
    kept = table.dropna()
    assert (table["date"] < table["due"]).all()
    assert ((kept["date"] < kept["kept_on"]) & (kept["kept_on"] <= kept["due"])).all()
    assert table["date"].is_monotonic_increasing


def test_no_more_was_done_than_there_was_to_do():
    table = load("trust_events")
    assert (table["promises_kept"] <= table["promises_made"]).all()
    assert (table["urgent_ok"] <= table["urgent_n"]).all()


def test_a_client_makes_one_call_at_a_time():
    table = load("client_calls")
    ends = table["ts"] + pd.to_timedelta(table["minutes"], unit="min")
    assert (ends.shift().dropna() <= table["ts"].iloc[1:]).all()


def test_all_work_is_on_working_days():
    dates = [load("absences")["date"], load("client_calls")["ts"]]
    dates += [load("promises")[column].dropna() for column in ("date", "due", "kept_on")]
    assert (pd.concat(dates).dt.weekday < 5).all()


def test_thread_has_the_counts_that_were_coded():
    table = load("thread_answers")
    by_stance = table.groupby("primary_stance")["favourites"].agg(["size", "sum"])
    assert by_stance.to_dict("index") == {
        "take_new_job": {"size": 11, "sum": 34},
        "stay_ask_without_disclosing": {"size": 3, "sum": 7},
        "other": {"size": 2, "sum": 8},
        "get_title_in_writing": {"size": 1, "sum": 2},
        "frank_talk": {"size": 1, "sum": 0},
    }
    assert (table["favourites"].sum(), table["author_id"].nunique()) == (51, 16)
    assert (table["secondary_stance"] == "never_accept_counteroffer").sum() == 2
    lever = table.loc[table["says_offer_is_poor_leverage"], "favourites"]
    assert (len(lever), lever.sum()) == (7, 30)


# ---- with something in them to find


@every_drawn_dataset
def test_the_finding_shows_in_nine_draws_of_ten_and_in_ours(name):
    assert power.power(name, draws=200) >= 0.9
    assert power.FINDINGS[name](list(generate.rows(name)))


@pytest.mark.parametrize(
    ("name", "planned"),
    [("reps_tenure", {"reps": 240}), ("promises", {"number": 60}), ("coaching", {"reps": 24})],
)
def test_fewer_rows_would_hide_the_finding_too_often(name, planned):
    assert power.power(name, draws=200, **planned) < 0.9


@pytest.mark.parametrize(("name", "outcome"), [("promises", "kept_on"), ("coaching", "gain")])
def test_nothing_is_found_once_the_outcome_is_shuffled(name, outcome):
    def found(rng):
        rows = list(generate.DRAWN[name](rng))
        shuffled = sorted((row[outcome] for row in rows), key=lambda _: rng.random())
        return power.FINDINGS[name](
            [row | {outcome: value} for row, value in zip(rows, shuffled, strict=True)]
        )

    assert sum(found(Random(seed)) for seed in range(200)) <= 0.08 * 200


def test_no_asymmetry_is_found_in_a_boss_without_one():
    assert power.power("trust_events", draws=200, asymmetry=1.0) <= 0.08
