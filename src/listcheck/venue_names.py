"""The names of conferences and journals, each with the ways in which people write it.

Gathered from the venue cells of thirty lists and from the venues' own proceedings. A name in short
is matched with its capitals: ACL, MM and RSS are words or parts of words otherwise.
"""

import re

# Normal name, other short forms, long forms. A long form may be cut off where it goes on.
_CONFERENCES = r"""
3DV | | International Conference on 3D Vision
AAAI | | AAAI Conference on Artificial Intelligence
AACL | IJCNLP-AACL, AACL-IJCNLP |
AAMAS | | International Conference on Autonomous Agents and Multi-?agent Systems
ACCV | | Asian Conference on Computer Vision
ACL | | Annual Meeting of the Association for Computational Linguistics
ACM MM | ACMMM, ACM-MM, MM, ACM Multimedia | ACM International Conference on Multimedia
AISTATS | | (?:International Conference on )?Artificial Intelligence and Statistics
ASE | | International Conference on Automated Software Engineering
ASPLOS | | Architectural Support for Programming Languages and Operating Systems
BMVC | | British Machine Vision Conference
CCS | | Conference on Computer and Communications Security
CHI | | Conference on Human Factors in Computing Systems
CIKM | | Conference on Information and Knowledge Management
COLING | LREC-COLING | International Conference on Computational Linguistics
COLM | | Conference on Language Model(?:ing|s)
COLT | | (?:Annual )?Conference on Learning Theory
CoNLL | | Conference on Computational Natural Language Learning
CoRL | CORL | Conference on Robot Learning
CVPR | | Conference on Computer Vision and Pattern Recognition
DAC | | Design Automation Conference
EACL | | European Chapter of the Association for Computational Linguistics
ECAI | | European Conference on Artificial Intelligence
ECCV | | European Conference on Computer Vision
ECIR | | European Conference on Information Retrieval
ECML | ECML PKDD, ECML-PKDD, ECML/PKDD | European Conference on Machine Learning(?: and Principles)?
EMNLP | | (?:Conference on )?Empirical Methods in Natural Language Processing
EuroSys | |
FAccT | | Conference on Fairness,? Accountability,? and Transparency
FSE | ESEC/FSE | Foundations of Software Engineering
HPCA | |
ICASSP | | International Conference on Acoustics,? Speech,? and Signal Processing
ICCV | | International Conference on Computer Vision
ICDE | | International Conference on Data Engineering
ICDM | | International Conference on Data Mining
ICIP | | International Conference on Image Processing
ICLR | | International Conference on Learning Representations
ICME | | International Conference on Multimedia and Expo
ICML | | International Conference on Machine Learning
ICPR | | International Conference on Pattern Recognition
ICRA | | International Conference on Robotics and Automation
ICSE | | International Conference on Software Engineering
ICSME | |
ICST | | International Conference on Software Testing
IJCAI | | International Joint Conference on Artificial Intelligence
IJCNLP | |
IJCNN | | International Joint Conference on Neural Networks
INFOCOM | |
Interspeech | INTERSPEECH |
IROS | | International Conference on Intelligent Robots and Systems
ISCA | | International Symposium on Computer Architecture
ISSTA | | International Symposium on Software Testing and Analysis
KDD | SIGKDD | Conference on Knowledge Discovery and Data Mining
LREC | |
MICCAI | | Medical Image Computing and Computer[- ]Assisted Intervention
MICRO | |
MLSys | MLSYS |
MobiCom | |
MSR | | (?:International Conference on )?Mining Software Repositories
NAACL | | North American Chapter of the Association for Computational Linguistics
NDSS | | Network and Distributed System Security Symposium
NeurIPS | NIPS | (?:Conference on |Advances in )?Neural Information Processing Systems
NSDI | |
OSDI | |
PLDI | |
PPoPP | |
RecSys | | Conference on Recommender Systems
RSS | | Robotics: Science and Systems
S&P | IEEE S&P, Oakland | Symposium on Security and Privacy
SANER | |
SIGGRAPH | |
SIGGRAPH Asia | SIGGRAPH ASIA |
SIGIR | | Research and Development in Information Retrieval
SIGMOD | |
SOSP | |
UAI | | (?:Conference on )?Uncertainty in Artificial Intelligence
UIST | |
USENIX Security | Usenix Security |
VLDB | PVLDB | Very Large Data ?[Bb]ases
WACV | | Winter Conference on Applications of Computer Vision
WSDM | | Web Search and Data Mining
WWW | TheWebConf, The Web Conference, Web Conference |
"""
_JOURNALS = r"""
ACM Computing Surveys | ACM CSUR, CSUR, ACM Comput. Surv. |
IJCV | | International Journal of Computer Vision
IMWUT | | Interactive,? Mobile,? Wearable and Ubiquitous Technologies
JAIR | | Journal of Artificial Intelligence Research
JMLR | | Journal of Machine Learning Research
Nature | |
Neurocomputing | |
PNAS | | Proceedings of the National Academy of Sciences
RA-L | RAL | Robotics and Automation Letters
Science | |
TACL | | Transactions of the Association for Computational Linguistics
TASLP | | Transactions on Audio,? Speech,? and Language Processing
TCSVT | | Transactions on Circuits and Systems for Video Technology
TGRS | | Transactions on Geoscience and Remote Sensing
TIFS | | Transactions on Information Forensics and Security
TIP | | Transactions on Image Processing
TKDE | | Transactions on Knowledge and Data Engineering
TMI | | Transactions on Medical Imaging
TMLR | | Trans(?:actions|\.) o[nf] Machine Learning Research
TMM | | Transactions on Multimedia
TNNLS | | Transactions on Neural Networks and Learning Systems
TOG | | Transactions on Graphics
TOIS | | Transactions on Information Systems
TOSEM | | Transactions on Software Engineering and Methodology
TPAMI | PAMI, T-PAMI | Trans(?:actions|\.) (?:on )?Pattern Anal(?:ysis and|\.) Mach\w*\.? Intell\w*
TPDS | | Transactions on Parallel and Distributed Systems
TSE | | Transactions on Software Engineering
TVCG | | Transactions on Visualization and Computer Graphics
"""
# Words, or letters in other words, unless they are written with these capitals.
_WORDS = frozenset(
    """ACL ASE CCS CHI DAC FSE MICRO MM MSR Nature Oakland RAL RSS S&P Science TIP TOG TSE UAI
    WWW""".split()
)
# The conferences whose second choice of papers has a volume of its own.
WITH_FINDINGS = frozenset({"AACL", "ACL", "CVPR", "EACL", "EMNLP", "NAACL"})

_Row = tuple[str, list[str], str]


def _rows(table: str) -> list[_Row]:
    return [_row(*map(str.strip, line.split("|", 2))) for line in table.strip().splitlines()]


def _row(name: str, more: str, long: str) -> _Row:
    return name, [form.strip() for form in more.split(",") if form], long


_JOURNAL_ROWS = _rows(_JOURNALS)
_ALL = (*_rows(_CONFERENCES), *_JOURNAL_ROWS)
JOURNALS = frozenset(name for name, _, _ in _JOURNAL_ROWS)
_SHORT = {form: name for name, more, _ in _ALL for form in (name, *more)}
_FOLDED = {form.casefold(): name for form, name in _SHORT.items() if form not in _WORDS}
# Names written out, each with a word that none of its forms is without. The longest first: what
# stands in a longer name is another venue.
LONG = tuple(
    (
        max(re.findall(r"[a-z]+", re.sub(r"\([^()]*\)\??|.\?", "", long).lower()), key=len),
        re.compile(long.replace(" ", r"\s+") + r"(?!\s+(?:and|&)\s)", re.IGNORECASE),
        name,
    )
    for name, _, long in sorted(_ALL, key=lambda row: -len(row[2]))
    if long
)


def normal(form: str) -> str | None:
    """The normal name behind a short form."""
    return _SHORT.get(form) or _FOLDED.get(form.casefold())


def _alternatives(*, words: bool) -> str:
    forms = [form for form in _SHORT if (form in _WORDS) == words]
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))


# A W behind the letters makes it the workshops: CVPRW.
SHORT = re.compile(
    rf"(?<![A-Za-z0-9])(?P<form>(?i:{_alternatives(words=False)})|{_alternatives(words=True)})"
    r"(?P<workshop>W(?![A-Za-z]))?(?![A-Za-z])"
    r"(?!\s(?:Anthology|ARR|Rolling|Fellow|Press)\b)(?!\s[a-z]+\sof\b)"
)
# Journals that are named in full: "IEEE Transactions on X", "Journal of X", "Nature X".
_CAPITALISED = r"[A-Z][\w-]+"
SERIES = re.compile(
    rf"(?:(?:IEEE|ACM)(?:/\w+)?\s+)?Trans(?:actions|\.)\s+(?:on\s+)?"
    rf"{_CAPITALISED}(?:[ ,]+(?:and |& )?{_CAPITALISED})*"
    rf"|(?:International\s+)?Journal\s+of\s+(?:the\s+)?"
    rf"{_CAPITALISED}(?:\s+(?:and\s|&\s|of\s)?{_CAPITALISED})*"
    r"|\b(?:Nature|Science)(?:\s+[A-Z][a-z]+)+|\bnpj(?:\s+[A-Z][a-z]+)+"
)
