"""The tables, as migrations: each is applied once, and `user_version` counts them."""

APPLICATION_ID = 0x4C434B31  # "LCK1"

MIGRATIONS = (
    """
    CREATE TABLE exchange (
        id INTEGER PRIMARY KEY, method TEXT NOT NULL, url TEXT NOT NULL, at REAL NOT NULL,
        status INTEGER, headers TEXT, failure TEXT, detail TEXT
    ) STRICT;
    CREATE TABLE observation (
        id INTEGER PRIMARY KEY, key TEXT NOT NULL, at REAL NOT NULL, signal TEXT NOT NULL,
        reason TEXT NOT NULL, status INTEGER, final_url TEXT, moved_to TEXT,
        facts TEXT NOT NULL, parts TEXT NOT NULL, trail TEXT NOT NULL
    ) STRICT;
    CREATE INDEX observation_of_key ON observation (key, at);
    CREATE TABLE latest (key TEXT PRIMARY KEY, observation INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE lane (name TEXT PRIMARY KEY, started REAL NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE finding (
        list TEXT NOT NULL, key TEXT NOT NULL, first_seen REAL NOT NULL, PRIMARY KEY (list, key)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE TABLE upkeep (task TEXT PRIMARY KEY, at REAL NOT NULL) STRICT, WITHOUT ROWID",
)
