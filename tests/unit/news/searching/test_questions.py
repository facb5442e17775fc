"""Questions written back as queries."""

from hypothesis import assume, given
from hypothesis import strategies as st

from news.searching.grammar import MOST_WORDS, parse
from news.searching.questions import Adjacent, And, Filter, Near, Node, Not, Or, Phrase, Prefix, Title, Word, as_text

WORDS = st.sampled_from(
    ["gas", "нефть", "Bakı", "AND", "OR", "NOT", "near", "Near", "об'єкт", "title", "12", "علی\u200cاف", "&eacute;t&eacute;"]
)
TERMS = (
    WORDS.map(Word)
    | WORDS.filter(lambda word: word[0] != "1").map(Prefix)
    | st.lists(WORDS, min_size=1, max_size=3).map(lambda words: Phrase(tuple(words)))
    | st.lists(WORDS, min_size=2, max_size=3).map(lambda words: Adjacent(tuple(words)))
)
VALUES = st.sampled_from(["az", "gas-routes", "North Wind, Agency", "-x", "a:b", "AND", "near", "(x)", '"so"', "*", "https://a.b/c", "„x“"])
FILTERS = st.builds(
    lambda field, values: Filter(field, tuple(dict.fromkeys(values))),
    st.sampled_from(["topic", "lang", "source", "origin"]),
    st.lists(VALUES, min_size=1, max_size=3),
)
LIMITS = st.builds(
    lambda field, moment: Filter(field, (moment,)),
    st.sampled_from(["since", "until", "published"]),
    st.sampled_from(["7d", "2026-03", "today"]),
)


def plain(kind: type[And | Or], parts: list[Node]) -> Node:
    flat = tuple(each for part in parts for each in (part.parts if isinstance(part, kind) else (part,)))
    return kind(flat) if len(flat) > 1 else flat[0]


def negated(node: Node) -> Node:
    return node.part if isinstance(node, Not) else Not(node)


def joined(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(nodes, min_size=2, max_size=4)
    return parts.map(lambda some: plain(And, some)) | parts.map(lambda some: plain(Or, some)) | nodes.map(negated)


def words_in(node: Node) -> int:
    match node:
        case And() | Or():
            return sum(map(words_in, node.parts))
        case Not() | Title():
            return words_in(node.part)
        case Near():
            return words_in(node.left) + words_in(node.right)
        case Phrase() | Adjacent():
            return len(node.words)
    return 1


TEXTS: st.SearchStrategy[Node] = st.recursive(TERMS | st.builds(Near, TERMS, TERMS, st.integers(1, 50)), joined, max_leaves=6)
TREES: st.SearchStrategy[Node] = st.recursive(TEXTS | FILTERS | TEXTS.map(Title), joined, max_leaves=6)


@given(TREES, st.lists(LIMITS, max_size=2))
def test_a_tree_written_as_a_query_is_read_as_the_same_tree(tree: Node, limits: list[Filter]) -> None:
    whole = plain(And, [tree, *limits])
    assume(words_in(whole) <= MOST_WORDS)
    assert parse(as_text(whole)) == whole
