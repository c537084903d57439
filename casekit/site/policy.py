"""The content policy: a page may load what lies beside it, and nothing else."""

from __future__ import annotations

import base64
import hashlib


def policy(inline_scripts: list[str]) -> str:
    """Return the content policy of a page: its own origin, and these inline scripts by their hashes.

    >>> policy([])
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
connect-src 'self'; base-uri 'none'; form-action 'self'"
    """
    hashes = [
        f" 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in inline_scripts
    ]
    return (
        f"default-src 'none'; script-src 'self'{''.join(hashes)}; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'"
    )
