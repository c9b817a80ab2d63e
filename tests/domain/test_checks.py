"""A check's finding says what its description and its hit say."""

from __future__ import annotations

from collections.abc import Iterator

from shopplanner.domain.changes import Place
from shopplanner.domain.checks import Check, Description, Hit, Parameter, Settings, run
from shopplanner.domain.findings import Grade, Severity
from shopplanner.domain.messages import message
from shopplanner.foundation.bilingual import Bilingual

BOTH = Bilingual("words", "文字")
PLACE = Place("products", "catalogue", "1")


def described(severity: str = "warning") -> Description:
    return Description(
        "products.x",
        BOTH,
        BOTH,
        severity,  # type: ignore[arg-type]  # one of the three
        Grade.SEVERAL_SOURCES,
        BOTH,
        (Parameter("days", BOTH, "days", 7),),
    )


def test_a_hit_becomes_a_finding_worded_by_the_checks_own_sentences() -> None:
    def function(facts: str, settings: Settings) -> Iterator[Hit]:
        yield Hit(facts, PLACE, {"n": settings["days"]})

    (finding,) = run(Check("products.x", function), described(), "soap")
    assert (finding.check_id, finding.severity, finding.grade) == (
        "products.x",
        Severity.WARNING,
        Grade.SEVERAL_SOURCES,
    )
    assert (finding.subject, finding.place) == ("soap", PLACE)
    assert (finding.text.id, finding.text.params["n"]) == ("checks.products.x.text", 7)
    assert finding.explanation.id == "checks.products.x.why"


def test_a_hit_may_bring_its_own_severity_and_sentences() -> None:
    text, why = message("metrics.issue.gap"), message("metrics.explain.gap")

    def function(facts: str, settings: Settings) -> Iterator[Hit]:
        yield Hit(facts, PLACE, severity=Severity.ERROR, text=text, explanation=why)

    (finding,) = run(Check("products.x", function), described("hint"), "soap")
    assert (finding.severity, finding.text, finding.explanation) == (Severity.ERROR, text, why)
