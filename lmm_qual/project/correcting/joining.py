"""Passages that have come to be the same: all that stood on each stands on one."""

from collections.abc import Mapping

from lmm_qual.store.deltas import Delta, Operation, Update, delete
from lmm_qual.store.store import Store


class JoinedPassages:
    """Lets what stands on some passages stand on others instead."""

    def __init__(self, store: Store, met: Mapping[int, int]) -> None:
        self._store, self._met = store, met

    def operations(self) -> Delta:
        """Give the rows to write: memos and links on the other passages, the passages gone."""
        memos = [
            {"id": id_, "target_id": self._met[passage]}
            for id_, target, passage in self._store.where_in(
                "memo", "id, target, target_id", "target_id", self._met
            )
            if target == "passage"
        ]
        return [Update("memo", memos), *self._links(), *self._memo_links(), self._gone()]

    def _gone(self) -> Operation:
        return delete("passage", self._met)

    def _links(self) -> Delta:
        columns = "id, source, source_id, side, passage_id, note"
        asked = {*self._met, *self._met.values()}
        links = [*self._store.where_in("passage_link", columns, "passage_id", asked)]
        there = {(s, i, side, p): (id_, n) for id_, s, i, side, p, n in links if p not in self._met}
        moved, gone, notes = [], [], {}
        for id_, source, source_id, side, passage, note in links:
            if passage not in self._met:
                continue
            key = source, source_id, side, self._met[passage]
            if key in there:
                kept, said = there[key]
                gone.append(id_)
                if note and note != said:
                    notes[kept] = "\n".join(filter(None, (said, note)))
                    there[key] = kept, notes[kept]
            else:
                there[key] = id_, note
                moved.append({"id": id_, "passage_id": self._met[passage]})
        said_more = [{"id": id_, "note": note} for id_, note in notes.items()]
        return [
            delete("passage_link", gone),
            Update("passage_link", moved),
            Update("passage_link", said_more),
        ]

    def _memo_links(self) -> Delta:
        asked = {*self._met, *self._met.values()}
        links = [
            (id_, memo, passage)
            for id_, memo, target, passage in self._store.where_in(
                "memo_link", "id, memo_id, target, target_id", "target_id", asked
            )
            if target == "passage"
        ]
        there = {(memo, passage) for _, memo, passage in links if passage not in self._met}
        moved, gone = [], []
        for id_, memo, passage in links:
            if passage not in self._met:
                continue
            if (memo, self._met[passage]) in there:
                gone.append(id_)
            else:
                there.add((memo, self._met[passage]))
                moved.append({"id": id_, "target_id": self._met[passage]})
        return [delete("memo_link", gone), Update("memo_link", moved)]
