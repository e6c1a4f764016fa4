"""Every offline finding on real lists was read, and at least 99 of 100 are true."""

from pathlib import Path

import pytest

from precision import CORPUS, PAGE, found, lists, page, record

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real lists is not here")


@pytest.mark.parametrize("path", lists(), ids=lambda path: path.name)
def test_everything_was_read(path: Path) -> None:
    """What is found is in the record, and what is in the record is found."""
    name = path.relative_to(CORPUS).as_posix()
    assert {place for place, _ in found(path)} == {one for one in record() if one.list == name}


def test_the_share_of_truth() -> None:
    readings = record().values()
    assert sum(one.true for one in readings) >= 0.99 * len(readings)


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text() == page(record(), len(lists()))
