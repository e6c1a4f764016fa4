"""All rows, in the order of the page."""

from liveness import code_and_papers, conversations, services, statuses
from liveness.situations import Group, Situation

GROUPS: tuple[Group, ...] = (
    statuses.SUCCESS,
    statuses.REDIRECTS,
    statuses.CLIENT,
    statuses.SERVER,
    statuses.CHANGING,
    conversations.SILENCE,
    conversations.WALLS,
    conversations.STRANGE,
    conversations.ADDRESSES,
    services.POLICIES,
    services.DOIS,
    services.HUB,
    services.YOUTUBE,
    services.RECORDS,
    code_and_papers.REPOSITORIES,
    code_and_papers.PAPERS,
    code_and_papers.GITHUB,
    code_and_papers.ARXIV,
)
ROWS: dict[str, Situation] = {name: row for group in GROUPS for name, row in group.rows.items()}
