"""What schema version 5 brought to the system map: whose account, decisions, embeddedness."""

STATEMENTS = """
ALTER TABLE ring ADD COLUMN expected VARCHAR;
ALTER TABLE relation ADD COLUMN stance VARCHAR NOT NULL DEFAULT 'affirmed';
ALTER TABLE relation ADD COLUMN account VARCHAR NOT NULL DEFAULT '[]';
ALTER TABLE relation ADD COLUMN figure VARCHAR;
CREATE TABLE mention_decision (
    id INTEGER NOT NULL PRIMARY KEY,
    passage_id INTEGER NOT NULL REFERENCES passage (id),
    source VARCHAR NOT NULL,
    target VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    relation_id INTEGER REFERENCES relation (id),
    at VARCHAR NOT NULL,
    coder VARCHAR,
    UNIQUE (passage_id, source, target)
);
CREATE INDEX ix_mention_decision_relation_id ON mention_decision (relation_id);
CREATE TABLE embeddedness_aspect (
    id INTEGER NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    key VARCHAR NOT NULL UNIQUE,
    label VARCHAR,
    definition VARCHAR,
    levels VARCHAR NOT NULL
);
CREATE TABLE embeddedness (
    id INTEGER NOT NULL PRIMARY KEY,
    service_key VARCHAR NOT NULL,
    time_key VARCHAR,
    aspect_key VARCHAR NOT NULL,
    level VARCHAR,
    note VARCHAR,
    coder_id INTEGER REFERENCES coder (id),
    created VARCHAR NOT NULL,
    updated VARCHAR NOT NULL
);
CREATE INDEX ix_embeddedness_coder_id ON embeddedness (coder_id);
"""
