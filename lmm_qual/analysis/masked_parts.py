"""Which parts of a whole may be shared, where the whole may be known: reasons, breakdowns, links.

A part is masked where it is some but fewer than the threshold, and with it all parts up to the
least that reaches the threshold, zeros too, so that none is told by what the others leave of the
whole (secondary suppression; see `masking`). What the parts leave of a whole is a part as well,
which nobody wrote down. Masked parts may change places among each other without any shown number
changing, so each of them may be at least two numbers.
"""

from collections.abc import Collection, Sequence

Number = float | None


def few(number: Number, threshold: int) -> bool:
    """Say whether a number, whichever its sign, is some but fewer than the threshold."""
    return number is not None and 0 < abs(number) < threshold


def masked_parts(
    parts: Sequence[float],
    wholes: Sequence[Number],
    threshold: int,
    also: Collection[int] = (),
) -> list[bool]:
    """Say which parts are masked; `wholes` are what they may be parts of.

    `also` are the places of parts that are not to be told for another reason.
    """
    given = sum(parts)
    left = [whole - given for whole in wholes if whole is not None and whole > given]
    over = any(few(number, threshold) for number in left)
    kept = {at for at, part in enumerate(parts) if at in also or few(part, threshold)}
    if not kept and not over:
        return [False] * len(parts)
    covered = len(kept) + over > 1 and any(parts[at] >= threshold for at in also)
    free = [part for at, part in enumerate(parts) if at not in also] + left
    reaching = [number for number in free if number >= threshold]
    least = 0 if covered else min(reaching, default=threshold)
    return [part <= least or at in kept for at, part in enumerate(parts)]


def masked_counts(counts: Sequence[int], threshold: int) -> list[bool]:
    """Say which counts of a flow are masked, step by step.

    A count is where it is small, or where few left or came since the last one that is shown.
    """
    found: list[bool] = []
    last: int | None = None
    for count in counts:
        close = last is not None and few(count - last, threshold)
        found.append(few(count, threshold) or close)
        if not found[-1]:
            last = count
    return found
