"""Venues: what comments, references, DOIs and rows name, and what they say of it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcheck import venue_names, venues
from listcheck.venues import Venue


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "20 pages, 3 figures",
        "Submitted to ICLR 2026",
        "ICML 2025 submission",
        "Under review at ICML 2025",
        "Preprint. Under review.",
        "In submission to EMNLP 2024",
        "Rejected from ICLR 2025",
        "Withdrawn from ICLR 2025",
        "Not accepted at ICLR 2025",
        "Not yet accepted by ICML 2026",
        "Conditionally accepted to CHI 2025",
        "To be submitted to CVPR 2026",
        "20 pages. NeurIPS 2025 format",
        "We use the ICLR 2025 template",
        "Extended version of our ICML 2024 paper",
        "A preliminary version appeared at AAAI 2023",
        "Winner of the CVPR 2024 challenge",
        "1st place solution to ICCV 2023 SSLAD",
        "Code for our paper in ICLR 2024",
        "ICLR 2025 Tiny Papers",
        "Accepted to ACL Rolling Review",
        "Published at the International Conference on Machine Learning and Applications 2023",
        "The nature of things, and the science of it",
        "We chi-squared it; see www.example.org in 2024",
        # Recorded at arXiv:
        (
            "62 pages including 16 figures and 9 tables. Submitted to Acta Astronomica. Full "
            "resolution version at http://www.astronomy.ohio-state.edu/~gould/ogle_hot_jupiters.ps.gz"
        ),
        (
            "This technical report is an extended version of conference paper: [Zhu, H., Liu, D., "
            "Datamorphic Testing, The 1st IEEE International Conference On Artificial Intelligence "
            "Testing (IEEE AITest 2019), San Francisco, California, USA, April, 4 - 9, 2019.]"
        ),
        "GUI testing, Functional testing, Model-based, Mobile, Systematic literature review",
    ],
)
def test_nothing_is_accepted(comment: str) -> None:
    """What is sent in, turned down, somebody else's or another version's is at no venue."""
    assert venues.accepted(comment) is None


@pytest.mark.parametrize(
    ("comment", "name", "year", "kind"),
    [
        ("Accepted at ICLR 2026", "ICLR", 2026, "main"),
        ("ICLR 2026", "ICLR", 2026, "main"),
        ("ICML2024", "ICML", 2024, "main"),
        ("20 pages, 5 figures, accepted to ICLR 2026. Code: https://x.org/a", "ICLR", 2026, "main"),
        ("Accepted at NeurIPS'25", "NeurIPS", 2025, "main"),
        ("SIGIR '24", "SIGIR", 2024, "main"),
        ("Accepted by AAAI-26", "AAAI", 2026, "main"),
        ("Accepted by AAAI-98", "AAAI", 1998, "main"),
        ("NIPS 2016", "NeurIPS", 2016, "main"),
        ("Findings of ACL 2025", "ACL", 2025, "findings"),
        ("Accepted to ACL 2025 (Findings)", "ACL", 2025, "findings"),
        ("EMNLP 2024 Main, long paper", "EMNLP", 2024, "main"),
        ("Published as a conference paper at ICLR 2025", "ICLR", 2025, "main"),
        ("To appear in NeurIPS 2025 (Spotlight)", "NeurIPS", 2025, "main"),
        ("Camera-ready version for CVPR 2025 (Highlight)", "CVPR", 2025, "main"),
        ("CVPR 2025 camera ready. 14 pages", "CVPR", 2025, "main"),
        ("NeurIPS 2024 Datasets and Benchmarks Track", "NeurIPS", 2024, "main"),
        ("accepted at EMNLP 2023 Industry Track", "EMNLP", 2023, "track"),
        ("Best paper award at CoRL 2024", "CoRL", 2024, "main"),
        ("Thirty-eighth Conference on Neural Information Processing Systems (NeurIPS 2024)",
         "NeurIPS", 2024, "main"),
        ("Proceedings of the 42nd International Conference on Machine Learning, PMLR 267, 2025",
         "ICML", 2025, "main"),
        ("Accepted to SIGGRAPH Asia 2024 (Conference Track)", "SIGGRAPH Asia", 2024, "main"),
        ("Published in Transactions on Machine Learning Research (08/2025)",
         "TMLR", None, "journal"),
        ("Accepted to IEEE Transactions on Pattern Analysis and Machine Intelligence (TPAMI)",
         "TPAMI", None, "journal"),
        ("Accepted for publication in Nature Machine Intelligence", "Nature Machine Intelligence",
         None, "journal"),
        ("Rejected from ICLR 2025, accepted at TMLR", "TMLR", None, "journal"),
        ("Accepted to ICML 2025; first sent in to, and withdrawn from, ICLR 2025",
         "ICML", 2025, "main"),
        ("Accepted by ICML 2025 Workshop on Efficient Reasoning", "ICML", 2025, "workshop"),
        ("Workshop on Foo @ NeurIPS 2024", "NeurIPS", 2024, "workshop"),
        ("Accepted to the FITML workshop at NeurIPS 2024", "NeurIPS", 2024, "workshop"),
        ("CVPRW 2024", "CVPR", 2024, "workshop"),
        ("Accepted at NeurIPS 2024; also presented at the ICML 2025 workshop on X",
         "NeurIPS", 2024, "main"),
        # Recorded at arXiv:
        (("Accepted by the ACM SIGSOFT International Symposium on Software Testing and Analysis "
         "(ISSTA 2020)"), "ISSTA", 2020, "main"),
        (("13 pages, 6 figures, In Proceedings of the 31st ACM SIGSOFT International Symposium on "
         "Software Testing and Analysis (ISSTA) 2022"), "ISSTA", 2022, "main"),
        ("Artificial Intelligence in Software Testing 2022 workshop @ ICST 2022",
         "ICST", 2022, "workshop"),
    ],
)  # fmt: skip
def test_accepted(comment: str, name: str, year: int | None, kind: str) -> None:
    """A venue has a normal name, its year where one is near, and its kind."""
    found = venues.accepted(comment)
    assert found is not None
    assert (found.name, found.year, found.kind) == (name, year, kind)
    assert found.evidence in comment


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("", None),
        ("arXiv preprint arXiv:2401.00001", None),
        ("PMLR 235:1-20, 2024", None),
        ("Submitted to Nature", None),
        ("Nature 630, 493 (2024)", ("Nature", 2024, "journal")),
        ("Advances in Neural Information Processing Systems 37 (2024)", ("NeurIPS", 2024, "main")),
        ("Proceedings of the AAAI Conference on Artificial Intelligence, 39(1), 2025",
         ("AAAI", 2025, "main")),
        ("Findings of the Association for Computational Linguistics: EMNLP 2023, pages 1-10",
         ("EMNLP", 2023, "findings")),
        ("Expert Systems with Applications, Volume 238, 2024, 121",
         ("Expert Systems with Applications", 2024, "journal")),
        ("IEEE Trans. Pattern Anal. Mach. Intell. 46 (2024)", ("TPAMI", 2024, "journal")),
        # Recorded at arXiv:
        ("ActaAstron.56:1-50,2006", ("ActaAstron", 2006, "journal")),
        (("2023 IEEE International Conference on Software Testing, Verification and Validation "
         "Workshops (ICSTW)"), ("ICST", 2023, "workshop")),
        (("In Proc. ACM SIGSOFT International Symposium on Software Testing and Analysis (ISSTA "
         "2020), pages 14-26. ACM, 2020"), ("ISSTA", 2020, "main")),
        (("InProceedings of the 31st ACM SIGSOFT International Symposium on Software Testing and "
         "Analysis 2022 Jul 18 (pp. 289-301)"), ("ISSTA", 2022, "main")),
    ],
)  # fmt: skip
def test_published(reference: str, expected: tuple[str, int, str] | None) -> None:
    """A journal reference names what it names, known to us or not."""
    found = venues.published(reference)
    assert (found and (found.name, found.year, found.kind)) == expected


@pytest.mark.parametrize(
    ("doi", "expected"),
    [
        ("10.1145/3503222.3507777", None),
        ("10.48550/arXiv.2401.00001", None),
        ("10.18653/v1/2025.acl-long.12", ("ACL 2025", "main")),
        ("10.18653/v1/2024.findings-emnlp.3", ("EMNLP 2024", "findings")),
        ("10.1109/CVPR52733.2024.00123", ("CVPR 2024", "main")),
        ("10.1109/TPAMI.2024.1234567", ("TPAMI 2024", "journal")),
        ("10.1609/aaai.v39i1.32000", ("AAAI", "main")),
        ("10.24963/ijcai.2024/12", ("IJCAI 2024", "main")),
    ],
)
def test_dois(doi: str, expected: tuple[str, str] | None) -> None:
    """Some publishers' DOIs name the venue."""
    found = venues.of_doi(doi)
    assert (found and (str(found), found.kind)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a row of nothing", []),
        ("![](https://img.shields.io/badge/EMNLP2025--findings-orange)", [("EMNLP", 2025)]),
        ("[[CVPR2020 Oral]](https://openaccess.thecvf.com/a)", [("CVPR", 2020)]),
        ("https://aclanthology.org/2025.naacl-long.1", [("NAACL", None)]),
        ("Foo — repo placeholder; ICLR 2026", [("ICLR", 2026)]),
        ("(ACL 2026 Findings)", [("ACL", 2026)]),
        ("International Conference on Learning Representations (ICLR), 2024", [("ICLR", 2024)]),
        ("**ICML'24** and NeurIPS 2023", [("ICML", 2024), ("NeurIPS", 2023)]),
        ("EMNLP_2024", [("EMNLP", 2024)]),
    ],
)
def test_mentioned(text: str, expected: list[tuple[str, int | None]]) -> None:
    """Names are known in the ways in which lists write them."""
    assert [(one.name, one.year) for one in venues.mentioned(text)] == expected


def test_long_texts_are_quoted_in_part() -> None:
    """The evidence is short enough to be shown."""
    found = venues.accepted("Accepted at ICLR 2026 " + "and much more " * 40)
    assert found is not None
    assert len(found.evidence) < 170


def test_words() -> None:
    """A venue reads as people write it."""
    assert str(Venue("ICLR", 2026, "main", "")) == "ICLR 2026"
    assert str(Venue("TMLR", None, "journal", "")) == "TMLR"


WORDS = st.sampled_from(
    ["accepted at", "submitted to", "ICLR 2026", "ACL", "Findings", "workshop", "(", ")", ";", ".",
     "Nature", "Proc.", "2024", "'25", "Journal of X", ",", "W", "not", "\n", "é", "🎉"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=60))
def test_any_text(text: str) -> None:
    """Whatever is written: the evidence is quoted from it, and less than a paper is no venue."""
    for found in (venues.accepted(text), venues.published(text), *venues.mentioned(text)):
        if found:
            assert found.evidence.rstrip("…") in " ".join(text.split())
    best = venues.accepted(text)
    assert best is None or best.kind != "aside"


@pytest.mark.parametrize(("word", "pattern"), [one[:2] for one in venue_names.LONG])
def test_long_names_hold_their_word(word: str, pattern: re.Pattern[str]) -> None:
    """The word that stands for a long name is in every form of it."""
    assert word in pattern.pattern.lower()
    assert not re.search(rf"\([^()]*{word}[^()]*\)\?", pattern.pattern.lower())
