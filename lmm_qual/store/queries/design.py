"""The study design between its file's form and the tables."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from lmm_qual.model.monitoring import Figure, Flow, Monitoring
from lmm_qual.model.problem import refuse
from lmm_qual.model.study import Consent, Participant, Settings, Study
from lmm_qual.store.identity import ID_SETTING
from lmm_qual.store.soundness import REMEDY
from lmm_qual.store.store import Store, damaged

Rows = dict[str, list[dict[str, Any]]]

CONSENT_FIELDS = tuple(Consent.model_fields)


_PARTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "questions": ("research_question", {"id": "key", "text": "text", "source": "source"}),
    "time_points": (
        "time_point",
        {"id": "key", "label": "label", "start": "start", "end": "end"},
    ),
    "groups": ("participant_group", {"id": "key", "label": "label"}),
    "methods": ("collection_method", {"id": "key", "voices": "voices"}),
    "recruitment": (
        "recruitment",
        {
            "time": "time_key",
            "group": "group_key",
            "method": "methods",
            "participants": "participants",
            "sampled": "sampled",
        },
    ),
    "approached": (
        "approached",
        {"service": "service_key", "time": "time_key", "status": "status"},
    ),
    "events": ("event", {"date": "date", "label": "label"}),
    "topic_guides": (
        "topic_guide",
        {"time": "time_key", "group": "group_key", "questions": "questions"},
    ),
}
"""For each list of a study its table, and the column in which each field is kept."""
_AS_JSON = frozenset({("recruitment", "method"), ("topic_guides", "questions")})
"""Fields kept in their column as JSON."""


def study_rows(study: Study) -> Rows:
    """Give the rows of a study by table, without ids; consent refers to participants by key."""
    settings = {"name": study.name, **study.settings.model_dump()}
    return {
        "setting": [
            {"name": name, "value": str(value)}
            for name, value in settings.items()
            if value not in {None, ""}
        ],
        **{table: _kept(study, part) for part, (table, _) in _PARTS.items()},
        "participant": _numbered({"key": p.id, "group_key": p.group} for p in study.participants),
        "consent": [
            {"participant": p.id, "time_key": time, **consent.model_dump()}
            for p in study.participants
            for time, consent in p.consent.items()
        ],
    }


def _kept(study: Study, part: str) -> list[dict[str, Any]]:
    """Give the rows of one of a study's lists."""
    _, columns = _PARTS[part]
    return _numbered(
        {
            column: json.dumps(said[name], ensure_ascii=False)
            if (part, name) in _AS_JSON
            else said[name]
            for name, column in columns.items()
        }
        for said in (entry.model_dump() for entry in getattr(study, part))
    )


def kept_settings(store: Store) -> list[dict[str, Any]]:
    """Give the settings that belong to the project and not to its study design."""
    sql = "SELECT name, value FROM setting WHERE name = ?"
    return [{"name": name, "value": value} for name, value in store.rows(sql, (ID_SETTING,))]


def _numbered(rows: Any) -> list[dict[str, Any]]:
    return [{"position": position, **row} for position, row in enumerate(rows)]


def load_study(store: Store) -> Study:
    """Read the study design of a project; raises `BadInputError` where it is none."""
    try:
        return _read_study(store)
    except (ValueError, TypeError, RecursionError) as error:
        what = f"the study design in it cannot be read: {_reason(error)}"
        raise damaged(store.path, what, REMEDY) from None


def _reason(error: Exception) -> str:
    """Say in a line where a value is none, and why."""
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}".removeprefix(": ")


def _read_study(store: Store) -> Study:
    settings = dict(store.rows("SELECT name, value FROM setting"))
    name = settings.pop("name", "")
    settings.pop(ID_SETTING, None)
    return Study.model_validate(
        {
            "name": name,
            "settings": Settings.model_validate(settings),
            **{part: _load(store, part) for part in _PARTS},
            "participants": load_participants(store),
        }
    )


def _load(store: Store, part: str) -> list[dict[str, Any]]:
    """Read one of a study's lists, under the names that its file gives the fields."""
    table, columns = _PARTS[part]
    names = ", ".join(f'"{column}"' for column in columns.values())
    rows = store.tuples(f"SELECT {names} FROM {table} ORDER BY position, id")  # noqa: S608
    return [
        {
            name: json.loads(value) if (part, name) in _AS_JSON else value
            for name, value in zip(columns, row, strict=True)
        }
        for row in rows
    ]


def load_participants(store: Store) -> list[Participant]:
    """Read all participants with their consent."""
    fields = ", ".join(f'consent."{name}"' for name in CONSENT_FIELDS)
    consents: dict[str, dict[str, Consent]] = {}
    sql = f"""
        SELECT participant.key, time_key, {fields} FROM consent
        JOIN participant ON participant.id = consent.participant_id ORDER BY consent.id
    """  # noqa: S608
    for participant, time, *values in store.rows(sql):
        given = Consent.model_validate(dict(zip(CONSENT_FIELDS, values, strict=True)))
        consents.setdefault(participant, {})[time] = given
    rows = store.rows("SELECT key, group_key FROM participant ORDER BY position, id")
    return [Participant(id=key, group=group, consent=consents.get(key, {})) for key, group in rows]


def consent_id(store: Store, participant: int, time: str) -> int | None:
    """Give the row in which a participant's consent in a round is kept; `None` where none is."""
    sql = "SELECT id FROM consent WHERE participant_id = ? AND time_key = ?"
    found: int | None = store.value(sql, (participant, time))
    return found


def monitoring_rows(monitoring: Monitoring) -> Rows:
    """Give the rows of monitoring figures and flows by table, without ids."""
    return {
        "monitoring_figure": _numbered(_bodies(monitoring.figures)),
        "monitoring_flow": _numbered(_bodies(monitoring.flows)),
    }


def _bodies(entries: list[Figure] | list[Flow]) -> list[Mapping[str, Any]]:
    return [
        {"key": entry.id, "body": entry.model_dump_json(exclude_defaults=True)} for entry in entries
    ]


def load_monitoring(store: Store) -> Monitoring:
    """Read the monitoring figures and flows of a project."""
    figures = store.rows("SELECT body FROM monitoring_figure ORDER BY position, id")
    flows = store.rows("SELECT body FROM monitoring_flow ORDER BY position, id")
    return Monitoring(
        figures=[Figure.model_validate_json(body) for (body,) in figures],
        flows=[Flow.model_validate_json(body) for (body,) in flows],
    )


def find_flow(store: Store, key: str | None = None) -> Flow:
    """Give a flow by its id, or the only one; raises `BadInputError` naming those there are."""
    flows = {flow.id: flow for flow in load_monitoring(store).flows}
    if not flows:
        remedy = "add one with `study import --monitoring`"
        raise refuse("has no flows", remedy, file=str(store.path))
    if key is None and len(flows) > 1:
        raise refuse("has several flows", f"name one of {', '.join(flows)}", file=str(store.path))
    if key is not None and key not in flows:
        from lmm_qual.definitions.checks import nearest

        raise refuse(f"no flow “{key}”", nearest(key, list(flows)), file=str(store.path))
    return flows[key or next(iter(flows))]
