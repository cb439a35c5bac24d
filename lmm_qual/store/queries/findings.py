"""What was written of what was found."""

from lmm_qual.store.store import Store


def codes_written_of(store: Store) -> list[int]:
    """Give the codes that summaries, change tags or cells under findings are of."""
    sql = """
        SELECT code_id FROM chart_summary UNION SELECT code_id FROM change_tag
        UNION SELECT code_id FROM finding_basis WHERE code_id IS NOT NULL
    """
    return sorted(code for (code,) in store.rows(sql))


def participants_written_of(store: Store) -> list[str]:
    """Give the participants who are rows of summaries, findings or types, or have change tags."""
    sql = """
        SELECT DISTINCT participant.key FROM participant WHERE id IN (
            SELECT participant_id FROM chart_summary UNION
            SELECT participant_id FROM finding_basis UNION
            SELECT participant_id FROM typology_member UNION
            SELECT participant_id FROM change_tag
        )
    """
    return sorted(key for (key,) in store.rows(sql))
