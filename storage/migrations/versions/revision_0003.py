"""Articles that are hidden, and those that no digest tells of because later rules put them on the beat."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns; so far an article was hidden only for being the same text as another."""
    for name in ("hidden", "quiet"):
        op.add_column("articles", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(sa.text("UPDATE articles SET hidden = true WHERE relevance = 'none' AND why LIKE '%same text as%'"))
