"""The rows of the framework matrix as they are chosen from: participants, services, transcripts."""

from lmm_qual.model.finding import RowKind
from lmm_qual.store.queries.charts import participant_ids, service_labels, services_met
from lmm_qual.tui.opened import OpenStudy

NOUNS = {"participant": "participants", "service": "services", "transcript": "transcripts"}


def row_names(opened: OpenStudy, kind: RowKind) -> list[tuple[str, str | None]]:
    """Give the ids of all rows of a kind, each with what it is known by: group, label or title.

    Services are those of the system map, else those that were met.
    """
    if kind == "transcript":
        return [(row.key, row.title) for row in opened.transcripts]
    if kind == "service":
        labels = service_labels(opened.store)
        return list(labels.items()) or [(key, None) for key in services_met(opened.store)]
    groups = {one.id: one.group for one in opened.design.participants}
    return [
        (key, opened.group_name(groups.get(key)) or None) for key in participant_ids(opened.store)
    ]
