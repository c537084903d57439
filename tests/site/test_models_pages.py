"""The pages of the models, as they are published: autodoc ran, with the settings of `casekit.site.api`."""

from __future__ import annotations

from pathlib import Path

from bs4 import BeautifulSoup

from casekit.models import staffing


def test_the_functions_are_on_their_page_with_signature_and_example(built: Path) -> None:
    page = BeautifulSoup(
        (built / "book/reference/models/staffing.html").read_text(encoding="utf-8"), "html.parser"
    )
    for name in staffing.__all__:
        signature = page.find("dt", id=f"casekit.models.staffing.{name}")
        assert signature is not None, (
            f"{name} is missing: is casekit.site.api among the extensions of _config.yml?"
        )
    assert ">>> round(erlang_c(agents=132, load=123), 10)" in page.get_text()
    assert page.select("dt.sig .sig-lines")
