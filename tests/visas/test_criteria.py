"""The catalogue of the top-tier visa, case by case. A criterion that is used is never edited: a change of its
rule needs a successor code, and turns this table red."""

from dataclasses import replace
from datetime import date

import pytest

from casework.eligibility.epochs import Epoch, Slot
from casework.eligibility.evaluate import evaluate
from casework.eligibility.interpreter import condition
from casework.enums import EditionKind, Verdict
from casework.models import Edition, EditionFigure, PolicyParameter
from visas.criteria import CATALOGUE as TOP_TIER_CATALOGUE
from visas.criteria import DEGREE_01, JOB_CATALOGUE
from visas.policies import PARAMETERS

CATALOGUE = TOP_TIER_CATALOGUE + JOB_CATALOGUE
GNI = 52_420_000
NEVER = 2_147_483_647
MET, NOT_MET, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN

DEFINITIONS = {
    "JS-DEGREE-01": "acda675d232b3b6e5406f23841186c8c9d2e397fd5068220a22dd618653f6b92",
    "TT-DEGREE-01": "bb88b5d69c1e21e074fa415f6ab16acd2fc0035c5b84f1fc669172ee89fed4c9",
    "TT-EXPERIENCE-01": "05c5bb665c0808c955a3cd39c0fd4c6ac0bbf93e4800a86bdfee782bd7a99fdd",
    "TT-PAY3-01": "afeb34273fedcbf44f774dd5a35b3ae83d80a5ea4f9a81bb08e5b1607156bde3",
    "TT-PAY4-01": "d89baea1fc029c02f4e032992c0e9c9ef33419f0db88ae66f5d93b177ec9f700",
}

KINDS = {1: EditionKind.RANKING, 2: EditionKind.FIRMS, 3: EditionKind.INSTITUTES, 4: EditionKind.GNI}
EPOCH = Epoch(
    date(2026, 3, 10),
    None,
    tuple(Slot(kind, "p", False, Edition(pk=pk, kind=kind)) for pk, kind in KINDS.items()),
    {code: PolicyParameter(code=code, value=value, unit=unit) for code, value, unit in PARAMETERS},
    {EditionKind.GNI: EditionFigure(edition_id=4, year=2025, value=GNI)},
)


def rank(low, high):
    return {"standing_1__rank_low": low, "standing_1__rank_high": high}


def career(experience, firms, postdoc, institutes):
    pairs = {
        "experience": experience,
        "standing_2__months": firms,
        "postdoc": postdoc,
        "standing_3__months": institutes,
    }
    return {
        f"{name}_{end}": bound
        for name, pair in pairs.items()
        for end, bound in zip(("low", "high"), pair, strict=True)
    }


def pay(low, high):
    return {"top_tier__pay_low": low, "top_tier__pay_high": high}


NONE, OPEN = (0, 0), (None, None)
GOLDEN = [
    ("JS-DEGREE-01", rank(100, 100), MET),
    ("JS-DEGREE-01", rank(101, 101), NOT_MET),
    ("JS-DEGREE-01", rank(91, 110), UNKNOWN),
    ("TT-DEGREE-01", rank(1, 1), MET),
    ("TT-DEGREE-01", rank(100, 100), MET),
    ("TT-DEGREE-01", rank(101, 101), NOT_MET),
    ("TT-DEGREE-01", rank(91, 100), MET),
    ("TT-DEGREE-01", rank(91, 110), UNKNOWN),
    ("TT-DEGREE-01", rank(101, 150), NOT_MET),
    ("TT-DEGREE-01", rank(1401, None), NOT_MET),
    ("TT-DEGREE-01", rank(1, None), UNKNOWN),
    ("TT-DEGREE-01", rank(NEVER, NEVER), NOT_MET),
    ("TT-DEGREE-01", rank(None, None), UNKNOWN),
    ("TT-EXPERIENCE-01", career((96, 96), (36, 36), NONE, NONE), MET),
    ("TT-EXPERIENCE-01", career((95, 95), (95, 95), NONE, NONE), NOT_MET),
    ("TT-EXPERIENCE-01", career((96, 96), (35, 35), NONE, NONE), NOT_MET),
    ("TT-EXPERIENCE-01", career((96, 96), (35, 40), NONE, NONE), UNKNOWN),
    ("TT-EXPERIENCE-01", career((90, 100), (36, 36), NONE, NONE), UNKNOWN),
    ("TT-EXPERIENCE-01", career((96, 96), (0, 35), NONE, NONE), NOT_MET),
    ("TT-EXPERIENCE-01", career(NONE, NONE, (60, 60), (36, 36)), MET),
    ("TT-EXPERIENCE-01", career(NONE, NONE, (59, 59), (59, 59)), NOT_MET),
    ("TT-EXPERIENCE-01", career(NONE, NONE, (60, None), (0, 60)), UNKNOWN),
    ("TT-EXPERIENCE-01", career((96, 96), NONE, (59, 59), (36, 36)), NOT_MET),
    ("TT-EXPERIENCE-01", career((96, 96), OPEN, (60, 60), (36, 36)), MET),
    ("TT-EXPERIENCE-01", career(OPEN, OPEN, OPEN, OPEN), UNKNOWN),
    ("TT-PAY3-01", pay(157_260_000, 157_260_000), MET),
    ("TT-PAY3-01", pay(157_259_999, 157_259_999), NOT_MET),
    ("TT-PAY3-01", pay(150_000_000, 160_000_000), UNKNOWN),
    ("TT-PAY3-01", pay(168_000_000, None), MET),
    ("TT-PAY3-01", pay(None, 157_259_999), NOT_MET),
    ("TT-PAY3-01", pay(None, None), UNKNOWN),
    ("TT-PAY4-01", pay(209_680_000, 209_680_000), MET),
    ("TT-PAY4-01", pay(209_679_999, 209_679_999), NOT_MET),
    ("TT-PAY4-01", pay(168_000_000, 168_000_000), NOT_MET),
    ("TT-PAY4-01", pay(200_000_000, None), UNKNOWN),
]


@pytest.mark.parametrize(("code", "values", "expected"), GOLDEN)
def test_golden_table(db, code, values, expected):
    (criterion,) = (one for one in CATALOGUE if one.code == code)
    assert evaluate(values, {"answer": condition(criterion.rule, EPOCH)}) == {"answer": expected}


def test_every_criterion_is_in_the_golden_table_with_every_verdict():
    assert {(code, verdict) for code, _, verdict in GOLDEN} == {
        (criterion.code, verdict) for criterion in CATALOGUE for verdict in Verdict
    }


def test_definitions_are_frozen():
    assert {criterion.code: criterion.digest for criterion in CATALOGUE} == DEFINITIONS


def test_an_edited_rule_changes_its_digest_and_new_words_do_not():
    edited = replace(DEGREE_01, rule=replace(DEGREE_01.rule, parameter="another"))
    reworded = replace(DEGREE_01, title="Other words")
    assert edited.digest != DEGREE_01.digest == reworded.digest
