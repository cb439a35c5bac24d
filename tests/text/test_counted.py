from lmm_qual.text.numbers import counted


def test_a_number_with_its_noun():
    assert [counted(number, "turn") for number in (0, 1, 2)] == ["0 turns", "1 turn", "2 turns"]
    assert counted(1204, "copy", "copies") == "1,204 copies"
