"""Every criterion of every catalogue, case by case. A criterion that is used is never edited: a change of its
rule needs a successor code, and turns this table red."""

from dataclasses import replace
from datetime import date

import pytest

from casework.eligibility import registry
from casework.eligibility.epochs import Epoch, Slot
from casework.eligibility.evaluate import evaluate
from casework.eligibility.interpreter import condition
from casework.enums import EditionKind, Verdict
from casework.models import Edition, EditionFigure, PolicyCriterion, PolicyParameter
from funding.criteria import CATALOGUE as GATE_CATALOGUE
from funding.policies import GATE_2025, seed_gate
from tests.casework.eligibility.build import NOW
from visas.criteria import CATALOGUE as TOP_TIER_CATALOGUE
from visas.criteria import DEGREE_01, JOB_CATALOGUE
from visas.fictional import CATALOGUE as POINTS_CATALOGUE
from visas.policies import PARAMETERS, seed_policies
from visas.policies.points_example import FICTIONAL_POINTS

CATALOGUE = TOP_TIER_CATALOGUE + JOB_CATALOGUE + POINTS_CATALOGUE + GATE_CATALOGUE
GNI = 52_420_000
NEVER = 2_147_483_647
MET, NOT_MET, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN

DEFINITIONS = {
    "FM-LEADING-01": "697e515d0cf0382d5b739ec2655ef072a19b0bc7868bc75b925463474924e64b",
    "FM-UNIVERSITY-01": "0f86b573539fd68342f743f1e5057e79848fba4612bbb080cb9657072074589c",
    "JS-DEGREE-01": "acda675d232b3b6e5406f23841186c8c9d2e397fd5068220a22dd618653f6b92",
    "PX-DEGREE-01": "c8a27c1a6baffccba54d9c194226e1d2be70b9a438ddf5a87acf54a152808cd1",
    "PX-DEGREE-02": "8a72ca0abd040a4c566d25f3a28e0479dde6dc4d8c32115b1b67cde90134ec0a",
    "PX-EXPERIENCE-01": "5359d15e1dd5fc07fa77eee49c6927fa335a5aae985aa61c1f7d8cb083a3281a",
    "PX-EXPERIENCE-02": "773d35755ec5919510e189a303069834fee9a4a9bb99fa22352b5a789113afb6",
    "PX-PAY-01": "4afadc7ae717ac36a3ad105da64ce179e7d6a3a910e425110abd90f581b95059",
    "PX-PAY-02": "0b817db6248d1a8fa14704d7b37bff7e7dd8fd40ac5fda1f709f59165f21ce2b",
    "TT-DEGREE-01": "bb88b5d69c1e21e074fa415f6ab16acd2fc0035c5b84f1fc669172ee89fed4c9",
    "TT-EXPERIENCE-01": "05c5bb665c0808c955a3cd39c0fd4c6ac0bbf93e4800a86bdfee782bd7a99fdd",
    "TT-PAY3-01": "afeb34273fedcbf44f774dd5a35b3ae83d80a5ea4f9a81bb08e5b1607156bde3",
    "TT-PAY4-01": "d89baea1fc029c02f4e032992c0e9c9ef33419f0db88ae66f5d93b177ec9f700",
}

KINDS = {1: EditionKind.RANKING, 2: EditionKind.FIRMS, 3: EditionKind.INSTITUTES, 4: EditionKind.GNI}
FIGURES = (*PARAMETERS, *FICTIONAL_POINTS.parameters, *GATE_2025.parameters)
EPOCH = Epoch(
    date(2026, 3, 10),
    None,
    tuple(Slot(kind, "p", False, Edition(pk=pk, kind=kind)) for pk, kind in KINDS.items()),
    {code: PolicyParameter(code=code, value=value, unit=unit) for code, value, unit in FIGURES},
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


def worked(low, high):
    return {"experience_low": low, "experience_high": high}


def universities(low, high):
    return {"standing_3__months_low": low, "standing_3__months_high": high}


def firms(low, high):
    return {"standing_2__months_low": low, "standing_2__months_high": high}


NONE, OPEN = (0, 0), (None, None)
GOLDEN = [
    ("FM-LEADING-01", firms(84, 84), MET),
    ("FM-LEADING-01", firms(83, 83), NOT_MET),
    ("FM-LEADING-01", firms(83, 84), UNKNOWN),
    ("FM-LEADING-01", firms(None, 83), NOT_MET),
    ("FM-LEADING-01", firms(None, None), UNKNOWN),
    ("FM-UNIVERSITY-01", universities(120, 120), MET),
    ("FM-UNIVERSITY-01", universities(119, 119), NOT_MET),
    ("FM-UNIVERSITY-01", universities(119, 120), UNKNOWN),
    ("FM-UNIVERSITY-01", universities(120, None), MET),
    ("FM-UNIVERSITY-01", universities(None, None), UNKNOWN),
    ("JS-DEGREE-01", rank(100, 100), MET),
    ("JS-DEGREE-01", rank(101, 101), NOT_MET),
    ("JS-DEGREE-01", rank(91, 110), UNKNOWN),
    ("JS-DEGREE-01", rank(None, None), UNKNOWN),
    ("PX-DEGREE-01", rank(300, 300), MET),
    ("PX-DEGREE-01", rank(301, 301), NOT_MET),
    ("PX-DEGREE-01", rank(300, 301), UNKNOWN),
    ("PX-DEGREE-02", rank(50, 50), MET),
    ("PX-DEGREE-02", rank(51, 51), NOT_MET),
    ("PX-DEGREE-02", rank(50, 51), UNKNOWN),
    ("PX-EXPERIENCE-01", worked(36, 36), MET),
    ("PX-EXPERIENCE-01", worked(35, 35), NOT_MET),
    ("PX-EXPERIENCE-01", worked(35, 36), UNKNOWN),
    ("PX-EXPERIENCE-02", worked(120, 120), MET),
    ("PX-EXPERIENCE-02", worked(119, 119), NOT_MET),
    ("PX-EXPERIENCE-02", worked(119, 120), UNKNOWN),
    ("PX-PAY-01", pay(104_840_000, 104_840_000), MET),
    ("PX-PAY-01", pay(104_839_999, 104_839_999), NOT_MET),
    ("PX-PAY-01", pay(104_839_999, 104_840_000), UNKNOWN),
    ("PX-PAY-02", pay(183_470_000, 183_470_000), MET),
    ("PX-PAY-02", pay(183_469_999, 183_469_999), NOT_MET),
    ("PX-PAY-02", pay(183_469_999, 183_470_000), UNKNOWN),
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


def test_no_catalogue_is_left_out():
    assert {criterion.code for criterion in registry.catalogue()} == set(DEFINITIONS)


def test_shipped_versions_are_enacted_with_the_rules_of_this_table(db):
    """What an enacted version keeps of each rule is the digest above: an edited rule would be noticed."""
    seed_policies(now=NOW)
    seed_gate(now=NOW)
    used = dict(PolicyCriterion.objects.values_list("code", "rule"))
    assert used == DEFINITIONS


def test_an_edited_rule_changes_its_digest_and_new_words_do_not():
    edited = replace(DEGREE_01, rule=replace(DEGREE_01.rule, parameter="another"))
    reworded = replace(DEGREE_01, title="Other words")
    assert edited.digest != DEGREE_01.digest == reworded.digest
