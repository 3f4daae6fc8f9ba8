"""The checker on the variants: it finds what their readings found, and nothing in a faultless plan."""

from __future__ import annotations

from functools import cache

import pytest

from hopluc.compiler.document import Document
from hopluc.compiler.format import Finding, Span
from hopluc.compiler.pipeline import compile_document
from hopluc.compiler.read import read_bytes
from tests.compiler.variants import Variant, placed, variants

# Of what the readings raise, what takes more than rules: the slug, and how the reading calls it.
BEYOND = {
    ("04-reform-labelled-lines", "missing-lead"),  # raised at the work, not at its heading
    ("08-forestry-indicators", "indicator-two-figures"),  # raised at the other of the two figures
    ("08-forestry-indicators", "citation-incomplete"),  # a law is known by its name and number
    ("08-forestry-indicators", "doubled-reference"),
    ("09-poverty-portal-markdown", "law-not-in-force"),  # raised at the number of the document
    ("09-poverty-portal-markdown", "assignment-without-row"),
    ("10-traffic-cell-a-line", "page-furniture"),  # the readers take it away
    ("11-climate-programme-brackets", "stray-heading"),
    ("14-cooperative-economy-by-agency", "citation-incomplete"),  # a law, as above
    ("19-commune-party-programme", "unparsed-deadline"),  # in the words of the work
    ("20-digital-farming-yearly-communes", "indicator-two-figures"),  # raised at the other
    # Of the plans written after the rules: what these do not find.
    ("21-delta-cooperatives-tab-annex", "citation-incomplete"),  # a law, as above
    ("21-delta-cooperatives-tab-annex", "lead-nobody"),
    ("22-green-transport-portal", "missing-lead"),
    ("24-ministry-archives-programme", "missing-product"),
    ("25-commune-livestock-wrapped", "misspelling"),
    ("26-youth-union-campaigns", "citation-incomplete"),  # a law, as above
    ("26-youth-union-campaigns", "missing-product"),
    ("29-new-rural-prose-by-agency", "citation-incomplete"),
    ("30-ecommerce-decision-markdown", "citation-incomplete"),  # a law, as above
    ("32-digital-transformation-portal-rows", "duplicate-number"),  # raised at the number
    ("32-digital-transformation-portal-rows", "citation-incomplete"),
    ("33-tourism-action-programme-given-in-body", "missing-deadline"),  # a call to the people
    ("34-commune-disaster-before-during-after", "lead-nobody"),  # who there is only the plan's commune knows
    ("34-commune-disaster-before-during-after", "missing-deadline"),
    ("35-ministry-children-labelled-fields", "missing-product"),
    ("36-food-safety-decision-three-annexes", "row-deadline-mismatch"),
    ("37-collective-economy-five-years-annex", "indicator-two-figures"),  # in the work twice, no targets
    # Of those that were kept back until the rules were done.
    ("39-poverty-prose-parts", "indicator-two-figures"),  # one of them in the work
    ("40-medicinal-plants-scheme-cell-a-line", "undefined-abbreviation"),
    ("42-ward-legal-education-labelled", "deadline-order"),  # those below report after their superior
    ("42-ward-legal-education-labelled", "undefined-abbreviation"),
    ("44-collective-economy-prose-by-agency", "indicator-two-figures"),  # one of them in the work
}
each_variant = pytest.mark.parametrize("variant", variants(), ids=lambda variant: variant.slug)


@cache
def read(slug: str) -> tuple[Document, tuple[Finding, ...]]:
    variant = next(v for v in variants() if v.slug == slug)
    source = read_bytes(variant.data, variant.name)
    return source, compile_document(source).findings


def meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@pytest.mark.parametrize("variant", [v for v in variants() if v.reading["faultless"]], ids=lambda v: v.slug)
def test_a_faultless_plan_gives_no_finding(variant: Variant) -> None:
    assert read(variant.slug)[1] == ()


@each_variant
def test_what_a_careful_reader_raises_is_found(variant: Variant) -> None:
    source, findings = read(variant.slug)
    wanted = placed(variant.reading, source.text)["findings"]
    missed = {w["rule"] for w in wanted if not any(f.span and meet(f.span, w["span"]) for f in findings)}
    assert missed == {rule for slug, rule in BEYOND if slug == variant.slug}


@each_variant
def test_errors_and_warnings_are_few(variant: Variant) -> None:
    severe = [finding for finding in read(variant.slug)[1] if finding.severity != "info"]
    assert len(severe) <= len(variant.reading["findings"]) + 1
