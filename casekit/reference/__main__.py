"""``python -m casekit.reference [--check]``: write the generated reference pages, or compare them."""

from __future__ import annotations

import argparse
import sys

from casekit import reference
from casekit.book import ROOT


def main(arguments: list[str] | None = None) -> int:
    """Write or check the pages; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m casekit.reference", description=reference.__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; name each page that is stale")
    if not parser.parse_args(arguments).check:
        reference.write()
        return 0
    stale = reference.stale()
    for page in stale:
        print(f"{page.relative_to(ROOT)}: not what its source gives; run `python -m casekit.reference`")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
