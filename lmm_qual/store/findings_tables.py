"""The tables that schema version 3 brought: what researchers wrote of what they found."""

TABLES = """
CREATE TABLE passage_link (
    id INTEGER NOT NULL PRIMARY KEY,
    source VARCHAR NOT NULL,
    source_id INTEGER NOT NULL,
    passage_id INTEGER NOT NULL REFERENCES passage (id),
    side VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    note VARCHAR,
    UNIQUE (source, source_id, passage_id, side)
);
CREATE INDEX ix_passage_link_passage_id ON passage_link (passage_id);
CREATE INDEX ix_passage_link_source_id ON passage_link (source_id);
CREATE TABLE chart_summary (
    id INTEGER NOT NULL PRIMARY KEY,
    row_kind VARCHAR NOT NULL,
    participant_id INTEGER REFERENCES participant (id),
    service_key VARCHAR,
    transcript_id INTEGER REFERENCES transcript (id),
    code_id INTEGER NOT NULL REFERENCES code (id),
    part VARCHAR NOT NULL,
    time_key VARCHAR,
    text VARCHAR NOT NULL,
    based_on VARCHAR NOT NULL,
    coder_id INTEGER REFERENCES coder (id),
    created VARCHAR NOT NULL,
    updated VARCHAR NOT NULL
);
CREATE INDEX ix_chart_summary_code_id ON chart_summary (code_id);
CREATE INDEX ix_chart_summary_coder_id ON chart_summary (coder_id);
CREATE INDEX ix_chart_summary_participant_id ON chart_summary (participant_id);
CREATE INDEX ix_chart_summary_transcript_id ON chart_summary (transcript_id);
CREATE TABLE finding (
    id INTEGER NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    key VARCHAR NOT NULL UNIQUE,
    question_key VARCHAR,
    claim VARCHAR NOT NULL,
    search_note VARCHAR,
    coder_id INTEGER REFERENCES coder (id),
    created VARCHAR NOT NULL,
    updated VARCHAR NOT NULL
);
CREATE INDEX ix_finding_coder_id ON finding (coder_id);
CREATE TABLE finding_basis (
    id INTEGER NOT NULL PRIMARY KEY,
    finding_id INTEGER NOT NULL REFERENCES finding (id),
    position INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    memo_id INTEGER REFERENCES memo (id),
    row_kind VARCHAR,
    participant_id INTEGER REFERENCES participant (id),
    service_key VARCHAR,
    transcript_id INTEGER REFERENCES transcript (id),
    code_id INTEGER REFERENCES code (id),
    part VARCHAR,
    time_key VARCHAR
);
CREATE INDEX ix_finding_basis_code_id ON finding_basis (code_id);
CREATE INDEX ix_finding_basis_finding_id ON finding_basis (finding_id);
CREATE INDEX ix_finding_basis_memo_id ON finding_basis (memo_id);
CREATE INDEX ix_finding_basis_participant_id ON finding_basis (participant_id);
CREATE INDEX ix_finding_basis_transcript_id ON finding_basis (transcript_id);
CREATE TABLE recommendation (
    id INTEGER NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    key VARCHAR NOT NULL UNIQUE,
    text VARCHAR NOT NULL,
    addressee VARCHAR
);
CREATE TABLE recommendation_finding (
    id INTEGER NOT NULL PRIMARY KEY,
    recommendation_id INTEGER NOT NULL REFERENCES recommendation (id),
    finding_id INTEGER NOT NULL REFERENCES finding (id),
    position INTEGER NOT NULL,
    UNIQUE (recommendation_id, finding_id)
);
CREATE INDEX ix_recommendation_finding_finding_id ON recommendation_finding (finding_id);
CREATE INDEX ix_recommendation_finding_recommendation_id
    ON recommendation_finding (recommendation_id);
CREATE TABLE typology (
    id INTEGER NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    key VARCHAR NOT NULL UNIQUE,
    name VARCHAR NOT NULL,
    description VARCHAR,
    row_kind VARCHAR NOT NULL
);
CREATE TABLE typology_type (
    id INTEGER NOT NULL PRIMARY KEY,
    typology_id INTEGER NOT NULL REFERENCES typology (id),
    position INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    description VARCHAR
);
CREATE INDEX ix_typology_type_typology_id ON typology_type (typology_id);
CREATE TABLE typology_member (
    id INTEGER NOT NULL PRIMARY KEY,
    type_id INTEGER NOT NULL REFERENCES typology_type (id),
    position INTEGER NOT NULL,
    participant_id INTEGER REFERENCES participant (id),
    service_key VARCHAR,
    transcript_id INTEGER REFERENCES transcript (id),
    reason VARCHAR
);
CREATE INDEX ix_typology_member_participant_id ON typology_member (participant_id);
CREATE INDEX ix_typology_member_transcript_id ON typology_member (transcript_id);
CREATE INDEX ix_typology_member_type_id ON typology_member (type_id);
CREATE TABLE change_tag (
    id INTEGER NOT NULL PRIMARY KEY,
    design VARCHAR NOT NULL,
    participant_id INTEGER REFERENCES participant (id),
    service_key VARCHAR,
    group_key VARCHAR,
    code_id INTEGER NOT NULL REFERENCES code (id),
    from_time VARCHAR NOT NULL,
    to_time VARCHAR NOT NULL,
    tag VARCHAR NOT NULL,
    note VARCHAR,
    coder_id INTEGER REFERENCES coder (id),
    created VARCHAR NOT NULL,
    updated VARCHAR NOT NULL
);
CREATE INDEX ix_change_tag_code_id ON change_tag (code_id);
CREATE INDEX ix_change_tag_coder_id ON change_tag (coder_id);
CREATE INDEX ix_change_tag_participant_id ON change_tag (participant_id);
CREATE TABLE snapshot (
    id INTEGER NOT NULL PRIMARY KEY,
    name VARCHAR NOT NULL UNIQUE,
    at VARCHAR NOT NULL,
    coder VARCHAR,
    note VARCHAR,
    content BLOB NOT NULL
);
"""
