"""Mutation of real lists: what one slip of the hand breaks must be found, and nothing else."""

from mutations.claims import misspelt_title, shifted_date, wrong_count
from mutations.links import (
    broken_markup,
    dead_anchor,
    renamed_repository,
    swapped_ids,
    swapped_nameless_ids,
    wrong_badge,
)
from mutations.mutate import Kind
from mutations.rows import bar_in_text, copied_row, dropped_bar, joined_rows

KINDS: tuple[Kind, ...] = (
    renamed_repository,
    shifted_date,
    swapped_ids,
    swapped_nameless_ids,
    wrong_badge,
    dropped_bar,
    bar_in_text,
    joined_rows,
    copied_row,
    misspelt_title,
    dead_anchor,
    wrong_count,
    broken_markup,
)
