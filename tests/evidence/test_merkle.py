"""The log agrees with an independent one, and its proofs prove."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from camket.evidence.merkle import (
    Frontier,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    leaf_hash,
    root,
    root_from_inclusion,
)

entries = st.lists(st.binary(max_size=20), min_size=1, max_size=40)


@given(entries)
def test_the_root_is_the_one_that_another_implementation_finds(contents: list[bytes]) -> None:
    other = InmemoryTree(algorithm="sha256")
    for content in contents:
        other.append_entry(content)
    assert root([leaf_hash(content) for content in contents]) == other.get_root()


@given(entries, st.data())
def test_every_entry_can_be_shown_to_be_in_the_log(
    contents: list[bytes], data: st.DataObject
) -> None:
    leaves = [leaf_hash(content) for content in contents]
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof = inclusion_proof(index, leaves)
    assert root_from_inclusion(index, len(leaves), leaves[index], proof) == root(leaves)
    other = leaf_hash(b"something else entirely, of another length")
    assert root_from_inclusion(index, len(leaves), other, proof) != root(leaves)


@given(entries, st.data())
def test_a_longer_log_can_be_shown_to_begin_with_the_shorter(
    contents: list[bytes], data: st.DataObject
) -> None:
    leaves = [leaf_hash(content) for content in contents]
    old = data.draw(st.integers(1, len(leaves)))
    proof = consistency_proof(old, leaves)
    before, after = root(leaves[:old]), root(leaves)
    assert is_consistent(old, len(leaves), before, after, proof)
    changed = [leaf_hash(b"changed " + contents[0]), *leaves[1:]]
    assert not is_consistent(old, len(leaves), root(changed[:old]), after, proof)


@given(entries, st.data())
def test_a_log_goes_on_from_where_a_checkpoint_left_it(
    contents: list[bytes], data: st.DataObject
) -> None:
    leaves = [leaf_hash(content) for content in contents]
    cut = data.draw(st.integers(0, len(leaves)))
    first = Frontier()
    for leaf in leaves[:cut]:
        first.add(leaf)
    second = Frontier(first.size, first.peaks)
    for leaf in leaves[cut:]:
        second.add(leaf)
    assert second.root() == root(leaves)


def test_an_empty_log_and_proofs_of_a_wrong_length_are_not_believed() -> None:
    leaves = [leaf_hash(bytes([n])) for n in range(5)]
    assert root([]) == Frontier().root()
    proof = inclusion_proof(2, leaves)
    assert root_from_inclusion(2, 5, leaves[2], [*proof, leaves[0]]) is None
    assert root_from_inclusion(2, 5, leaves[2], proof[:-1]) is None
    assert not is_consistent(3, 2, root(leaves[:3]), root(leaves[:2]), [])
    assert not is_consistent(3, 5, root(leaves[:3]), root(leaves), [])
    long = [*consistency_proof(3, leaves), leaves[0]]
    assert not is_consistent(3, 5, root(leaves[:3]), root(leaves), long)
    assert is_consistent(5, 5, root(leaves), root(leaves), [])
