"""When two titles are of the same paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcheck.titles import compare, forms, is_acronym, key, name_of, related, telling

WATER = "Water Clocks: Measuring Time with Leaking Vessels in Noisy Kitchens"


@pytest.mark.parametrize(
    "written",
    [
        WATER,
        WATER.upper(),
        f"**{WATER}**",
        f"{WATER}.",
        f"“{WATER}”",
        f"{WATER} (ICLR 2025)",
        f"{WATER} [NeurIPS'24 Workshop, 2024]",
        "Measuring Time with Leaking Vessels in Noisy Kitchens",
        "Water Clocks — Measuring Time with Leaking Vessels in Noisy Kitchens",
        "Water Clocks: Measuring Time<br>with Leaking Vessels in Noisy Kitchens",
        "Water  Clocks:\n Measuring Time with Leaking Vessels in Noisy Kitchens",
        f":star: {WATER} :fire:",
        f"{WATER}, by A. Bee and others",
    ],
)
def test_same(written: str) -> None:
    """Case, markup, marks, a name in front and a venue behind do not make another title."""
    assert compare(written, (WATER,)).likeness == "same"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Poincaré Maps of Kettles and Pots", r"Poincar\'{e} Maps of Kettles and Pots"),
        ("π₀ and Friends: A Policy", r"$\pi_0$ and Friends: A Policy"),
        ("Fish & Chips for Hungry Robots", "Fish and Chips for Hungry Robots"),
        ("Fish &amp; Chips for Hungry Robots", "Fish & Chips for Hungry Robots"),
        ("An R² Analysis of Soup Ladles", "An R$^2$ Analysis of Soup Ladles"),
        ("Fine-tuning Violins at Dawn", "Finetuning Violins at Dawn"),
        ("Learning α-Rank of Teapots", r"Learning $\alpha$-Rank of Teapots"),
    ],
)
def test_same_in_other_letters(written: str, title: str) -> None:
    """Accents, TeX and Greek letters are spellings of one thing."""
    assert compare(written, (title,)).likeness == "same"


@pytest.mark.parametrize(
    ("written", "title", "likeness"),
    [
        ("Water Clocks: Measuring Time with Leaking", WATER, "abbreviated"),
        ("A Survey of Water Clocks for LLMs",
         "A Survey of Water Clocks for Large Language Models", "abbreviated"),
        ("Water Clocks: Time with Leaking Vessels", WATER, "abbreviated"),
        ("Water Clocks: Measuring with Vessels in Kitchens", WATER, "abbreviated"),
        ("Soup Is All You Need for Ladles", "Soup Is Not All You Need for Ladles", "changed"),
        ("RL for Soup", "Reinforcement Learning for Soup", "unclear"),
        ("Water Clocks: Mesuring Time with Leaking Vessels in Noisy Kitchens", WATER, "slip"),
        ("Water Clokcs: Measuring Time with Leaking Vessels in Noisy Kitchens", WATER, "slip"),
        ("KettleGEN: Soup from a Few Ladles", "KettleGNE: Soup from a Few Ladles", "slip"),
        ("Kettle2: Soup from a Few Ladles", "Kettle: Soup from a Few Ladles", "same"),
        ("Water Clocks: Measuring Time with Leaking Pots in Noisy Kitchens", WATER, "changed"),
        ("Soup-3 Technical Report on Ladles", "Soup-4 Technical Report on Ladles", "changed"),
        ("Galaxies in Rotation and Their Halos", WATER, "foreign"),
        ("Attention Is All You Need", "A Spectroscopic Survey of Dwarf Galaxies", "foreign"),
        ("Soup", "A Spectroscopic Survey of Dwarf Galaxies", "unclear"),
        ("Rotating Vessels and Their Halos", WATER, "unclear"),
        ("漏水的钟：厨房里的时间、噪声与测量", WATER, "unclear"),
        ("The RLHF Handbook for Gardeners",
         "Reinforcement Learning from Human Feedback at Scale", "unclear"),
    ],
)  # fmt: skip
def test_verdicts(written: str, title: str, likeness: str) -> None:
    """Shorter, misspelt, reworded and foreign are told apart; what cannot be told is unclear."""
    assert compare(written, (title,)).likeness == likeness


def test_versions() -> None:
    """The title of an earlier version is the paper's, and known to be old."""
    found = compare("Old Words for Leaking Clocks", (WATER, "Old Words for Leaking Clocks"))
    assert (found.likeness, found.nearest) == ("older", "Old Words for Leaking Clocks")
    found = compare(WATER, (WATER, "Old Words for Leaking Clocks"))
    assert (found.likeness, found.nearest) == ("same", WATER)


def test_foreign_to_every_version() -> None:
    """A title that one version is related to is not foreign."""
    titles = (WATER, "Rotation of Galaxies")
    assert compare("Galaxies in Halos of Dust", titles).likeness == "unclear"


def test_telling_words() -> None:
    """Words that every paper has, and mere numbers, tell nothing."""
    assert telling("A Survey of 2025 Methods for Large Language Models") == set()
    assert telling("Leaking Clocks, 2nd Edition") == {"leaking", "clocks", "2nd", "edition"}


@pytest.mark.parametrize(
    ("one", "other", "kin"),
    [("distil", "distillation", True), ("tuning", "finetuning", True), ("clock", "clocks", True),
     ("ab", "abc", False), ("clock", "cloak", False), ("rate", "generate", True)],
)  # fmt: skip
def test_related(one: str, other: str, kin: bool) -> None:
    """Words with a stem in common are related; that may excuse too much, never too little."""
    assert related({one}, {other}) is related({other}, {one}) is kin


@pytest.mark.parametrize(
    ("name", "title", "made"),
    [
        ("LCK", "Leaking Clocks in Kitchens", True),
        ("LCKv2", "Leaking Clocks in Kitchens", True),
        ("lck-2", "Leaking Clocks in Kitchens", True),
        ("LeaKit", "Leaking Clocks in Kitchens", True),
        ("KCL", "Leaking Clocks in Kitchens", False),
        ("AdaSwitch", "Leaking Clocks in Kitchens", False),
        ("", "Leaking Clocks in Kitchens", False),
        ("LCK", "", False),
    ],
)
def test_acronyms(name: str, title: str, made: bool) -> None:
    """A name may be made of first letters, of beginnings, and carry a version."""
    assert is_acronym(name, title) is made


def test_names() -> None:
    """A name is what stands before the colon, if it is short."""
    assert name_of("Water Clocks: Measuring Time") == "waterclocks"
    assert name_of("On the Many Uses of: Colons") == ""
    assert name_of("Water Clocks") == ""


_words = st.lists(
    st.sampled_from("water clock vessel noisy kitchen leaking the of with galaxy".split()),
    min_size=3,
    max_size=12,
).map(" ".join)


@given(
    _words,
    st.sampled_from([str.upper, str.title, str.swapcase]),
    st.sampled_from(["*", "_", "`", '"']),
)
def test_dress_does_not_matter(title: str, dress: type[str], mark: str) -> None:
    """A title in other case and other marks is the same, whichever of the two is the list's."""
    other = f"{mark}{dress(title)}{mark} (ICML 2024)"
    assert compare(other, (title,)).likeness == "same"
    assert compare(title, (other,)).likeness == "same"


@given(st.text(), st.lists(st.text(), min_size=1, max_size=3))
def test_nothing_raises(written: str, titles: list[str]) -> None:
    """Any two texts can be compared, and the nearest is one of the titles."""
    found = compare(written, tuple(titles))
    assert found.nearest in titles
    assert 0 <= found.ratio <= 1
    is_acronym(written, titles[0])


@given(st.text())
def test_a_title_is_its_own(title: str) -> None:
    """A title with anything to compare in it is the same as itself."""
    assert key(title) == "" or compare(title, (title,)).likeness == "same"
    assert (forms(title) == set()) == (key(title) == "")
