"""Every sentence of the page on what could not be graded: to translate it, translate this file."""

from __future__ import annotations

TITLE = "Not graded"
HEAD = "These files could not be graded"
COLUMNS = ("File", "Why")
WHAT_TO_DO = (
    "Open your notebook in Jupyter, run it once and save it. If it does not open, start from a fresh copy of the "
    "exercise and put your answers into their cells.",
    "Hand in that one file, EXERCISE.ipynb, itself: not a link to it, not in a zip, without a password, and with the "
    "name it had when you got it. If it is too large, clear its outputs first (in JupyterLab: Edit, then Clear "
    "Outputs of All Cells).",
    "If it is refused again, show this page to your trainer.",
)
