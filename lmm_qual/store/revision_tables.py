"""The tables that schema version 4 brought: bin, corrections, review list, links of memos."""

TABLES = """
CREATE TABLE bin_entry (
    id INTEGER NOT NULL PRIMARY KEY,
    kind VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    coder VARCHAR,
    content BLOB NOT NULL
);
CREATE TABLE correction (
    id INTEGER NOT NULL PRIMARY KEY,
    transcript_id INTEGER NOT NULL REFERENCES transcript (id),
    kind VARCHAR NOT NULL,
    note VARCHAR,
    at VARCHAR NOT NULL,
    coder VARCHAR
);
CREATE INDEX ix_correction_transcript_id ON correction (transcript_id);
CREATE TABLE review (
    id INTEGER NOT NULL PRIMARY KEY,
    correction_id INTEGER NOT NULL REFERENCES correction (id),
    target VARCHAR NOT NULL,
    target_id INTEGER NOT NULL,
    reason VARCHAR NOT NULL,
    words VARCHAR NOT NULL,
    before VARCHAR NOT NULL,
    after VARCHAR NOT NULL,
    decision VARCHAR,
    at VARCHAR,
    coder VARCHAR
);
CREATE INDEX ix_review_correction_id ON review (correction_id);
CREATE INDEX ix_review_target_id ON review (target_id);
CREATE TABLE memo_link (
    id INTEGER NOT NULL PRIMARY KEY,
    memo_id INTEGER NOT NULL REFERENCES memo (id),
    target VARCHAR NOT NULL,
    target_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    UNIQUE (memo_id, target, target_id)
);
CREATE INDEX ix_memo_link_target_id ON memo_link (target_id);
"""
