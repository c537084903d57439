"""The site as one zip that opens by double click, without network and without a server.

The pages are the very ones that are published: their scripts are classic and deferred, which browsers also run
from a file. `python -m casekit.site.offline` packs them; the same site gives the same bytes.
"""

from __future__ import annotations

import sys
import zipfile
from typing import TYPE_CHECKING

from casekit.book import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SITE = ROOT / "_build" / "html"
ZIP = ROOT / "_build" / "two-days.zip"
FOLDER = "two-days"
EPOCH = (1980, 1, 1, 0, 0, 0)
READ_ME = (
    "Open index.html in this folder with any browser. No network is needed, and nothing leaves your device.\n"
)


def pack(site: Path = SITE, target: Path = ZIP) -> Path:
    """Pack a built site, and return the zip's path.

    Raises
    ------
    FileNotFoundError
        If the site is not built.
    """
    if not (site / "index.html").is_file():
        raise FileNotFoundError(f"{site} holds no site; run make site first")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        _add(archive, "READ-ME.txt", READ_ME.encode())
        for path in sorted(path for path in site.rglob("*") if path.is_file()):
            name = path.relative_to(site)
            if name.parts[0] not in {"_sources", "_headers", ".doctrees"}:
                _add(archive, name.as_posix(), path.read_bytes())
    return target


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(f"{FOLDER}/{name}", EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)


def main() -> int:
    """Pack the built site; return the exit status."""
    try:
        target = pack()
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    print(
        f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.1f} MB. Unpack it and open {FOLDER}/index.html."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
