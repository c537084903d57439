"""Every sentence that grading a class shows to a trainer: to translate it, translate this file.

What a learner reads about one submission is in :mod:`casekit.grading.words`.
"""

from __future__ import annotations

# Where the submissions lie.
NO_SUBMISSIONS = "{path} is neither a folder nor a zip."
NO_SUBMISSIONS_HINT = "Submissions lie as LEARNER/EXERCISE.ipynb, in a folder or in a zip of that."
BAD_ZIP = "{path} is damaged: {reason}."
BAD_ZIP_HINT = "Download it again."
TOO_MANY = "{path} holds more than {most:,} files."
TOO_MANY_HINT = "Grade it in parts."

# Why one file is not taken.
IS_LINK = "It is a link, which is not followed."
NOT_A_FILE = "It is no plain file."
TOO_LARGE = "It has more than {most:,} bytes."
TOO_MUCH = "The zip unpacks to more than {most:,} bytes, and what came before it used them up."
TOO_DEEP = "It lies more than {most} folders deep."
OUTSIDE = "Its name leads out of the folder it should be unpacked to."
UNREADABLE_NAME = "Its name has characters that cannot be shown, or is too long."
ENCRYPTED = "It needs a password."
DAMAGED = "It is damaged: {reason}."
PACKED = "It is a zip within the submissions, which is not opened. Unpack it."
NOBODY = "Nothing says whose it is: it lies in no learner's folder."
WHICH_EXERCISE = (
    "Nothing says which exercise it is: neither its name, nor its folder, nor the notebook itself."
)
NOT_IN_CLASS = "{learner} is not in the class list."

# The gradebook.
BAD_URL = "{url} is no address of a gradebook."
BAD_URL_HINT = "Name a file, such as grades.db, or a database, such as postgresql://user@host/name."
NO_DATABASE = "The gradebook {url} cannot be opened: {reason}."
NO_DATABASE_HINT = "Is the server running, and may you write there?"
NEWER_SCHEMA = "The gradebook {url} was written by a newer casekit."
NEWER_SCHEMA_HINT = "Update casekit, or use another gradebook."
NOT_A_GRADEBOOK = "The gradebook {url} does not exist."
NOT_A_GRADEBOOK_HINT = "casekit grade makes it."

# Grading.
NO_PACKAGE = "This command needs the package {name}."
NO_PACKAGE_HINT = "Install it with: pip install 'casekit[{extra}]'"
NOTHING_TO_GRADE = "There is no exercise to grade near {path}."
NOTHING_TO_GRADE_HINT = "Run the command in the kit's folder, where exercises/ lies."
WORKER_LOST = "The process that graded it ended twice, the second time with nothing else to blame."
STOPPED = "Stopped; what was graded by then is in the gradebook."
STOPPED_HINT = "The same command goes on where it stopped."
GRADED = "{graded} graded, {already} already in the gradebook, {refused} could not be graded."
REFUSED = "Not graded: {name}: {sentence}"
SUPERSEDED = "Not counted, since {counted} is newer: {name}"
UNSAFE = "WITHOUT A SANDBOX: every submission ran with all your rights. Every grade says so."
BROKEN = "{name}: a check failed itself, so the grade is too low: {reason}"

# The learner's rights.
NOBODY_HELD = "The gradebook holds nothing on {learner}."
NOBODY_HELD_HINT = "Names are written as in the list: {some}."
ERASED = (
    "Erased: {count} entries on {learner}. Not part of the gradebook, and still there if you kept them: "
    "the submissions, feedback, reports, exports, backups and the list of tokens."
)
ERASED_MEANWHILE = (
    "Its learner was erased from the gradebook while this run was under way, so nothing of it is kept; "
    "the same command once more grades it."
)

# The doctor.
MET = "yes"
NOT_MET = "NO "
FIT = "This machine can grade."
UNFIT = "This machine cannot grade safely."

# Exports.
NOT_IDENTIFIED = "{platform} would not know {learners}."
NOT_IDENTIFIED_HINT = (
    "Give the class list with --class, with a column learner and, for Canvas, canvas id, sis user id or "
    "sis login id; for Moodle, idnumber or email."
)
NOT_ONE_COLUMN = "Some learners have only an idnumber and others only an email; Moodle is told to go by one."
DIFFERENT_POINTS = (
    "The grades in {exercise} are out of different points, since the exercise changed meanwhile."
)
DIFFERENT_POINTS_HINT = "Grade all its submissions with the exercise as it is now, then export."
HALF_MARKED = "{count} written answers of {exercise} are still to be marked, and others count already."
HALF_MARKED_HINT = (
    "Finish with casekit mark {exercise}, or export the points of the checks alone: --only-checks."
)
BAD_COLUMN = "{text!r} is no heading for an exercise."
BAD_COLUMN_HINT = "Write EXERCISE=HEADING, for instance --column '01-retention=Retention (4711)'."
NO_GRADES = "There are no grades of {exercises}."
NO_GRADES_HINT = "The gradebook has grades of {known}."
EXPORTED = "{count} grades written to {path}."

# A cluster.
NO_SCHEDULER = "The scheduler {address} does not answer."
NO_SCHEDULER_HINT = "Start one with: dask scheduler, and at least one: dask worker ADDRESS."
LOST_SCHEDULER = "The scheduler {address} was lost; what was graded by then is in the gradebook."
