"""Strategies that make DynamoDB's values, items and expressions; what the property tests share."""

from typing import Any

from hypothesis import strategies as st

number_texts = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**30), max_value=10**30).map(
    str
)
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=5)
data = st.binary(max_size=5)
scalars = st.one_of(
    st.fixed_dictionaries({"S": texts}),
    st.fixed_dictionaries({"N": number_texts}),
    st.fixed_dictionaries({"B": data}),
    st.fixed_dictionaries({"BOOL": st.booleans()}),
    st.just({"NULL": True}),
    st.fixed_dictionaries({"SS": st.lists(texts, min_size=1, max_size=3, unique=True)}),
    st.fixed_dictionaries({"NS": st.lists(st.integers(-99, 99).map(str), min_size=1, max_size=3, unique=True)}),
    st.fixed_dictionaries({"BS": st.lists(data, min_size=1, max_size=3, unique=True)}),
)


def _containers(members: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(
        st.fixed_dictionaries({"L": st.lists(members, max_size=3)}),
        st.fixed_dictionaries({"M": st.dictionaries(st.sampled_from("abcd"), members, max_size=3)}),
    )


attribute_values: st.SearchStrategy[dict[str, Any]] = st.recursive(scalars, _containers, max_leaves=8)
items = st.dictionaries(st.sampled_from("abcdefgh"), attribute_values, max_size=5)
