"""Copies and stories as a person meets them: found by a crawl, shown, explained, taken apart and put together."""

import json
from pathlib import Path

import pytest
from papers import LOCAL, Khazri, Newspaper, article_page, rss, run_khazri, sources_file

NOTE = (
    "Russia's foreign ministry handed Azerbaijan's ambassador a note of protest on Tuesday over 40,000 artillery shells for Ukraine.",
    "The ambassador, Rahman Mustafayev, was summoned to Smolenskaya Square in the morning. Moscow speaks of an unfriendly step.",
    "Azerbaijan's ministry of foreign affairs said that it had received the note and that it would answer in due time.",
    "Two people who know the talks said that the shells of 152 millimetres had been bought by a broker in Constanta.",
)
NOTE_RU = (
    "МИД России вручил во вторник послу Азербайджана ноту протеста из-за 40 тысяч артиллерийских снарядов для Украины.",
    "Посла Рахмана Мустафаева вызвали на Смоленскую площадь утром. В Москве говорят о недружественном шаге.",
    "В министерстве иностранных дел Азербайджана подтвердили, что ноту получили, и обещали ответить.",
)
SWAP = (
    "Gazprom and SOCAR have signed a gas swap under which Russian volumes reach Azerbaijan through the northern pipeline this winter.",
    "Azerbaijan will export the same amount of natural gas to Europe, the companies said in Baku and Moscow on Monday evening.",
    "The deal runs until March and covers one billion cubic metres; the transit fee was not disclosed by either of the two sides.",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive: a note told in two languages, once more by half, and a gas swap."""
    made, paper = tmp_path_factory.mktemp("grouping"), Newspaper()
    pages = {
        "/note": ("Moscow hands Baku a note over the shells", NOTE),
        "/short": ("Note over shells for Ukraine handed to Baku", NOTE[:3]),
        "/nota": ("Москва вручила Баку ноту из-за снарядов", NOTE_RU),
        "/swap": ("Gas swap signed", SWAP),
    }
    paper.answers["/rss"] = rss(paper, *((path, title) for path, (title, _) in pages.items()))
    paper.answers |= {path: article_page(title, *text) for path, (title, text) in pages.items()}
    file = sources_file(made, ("rss", f"{paper.url}/rss"))
    ran = run_khazri(made, "crawl", "--sources", str(file), **LOCAL)
    paper.close()
    assert "4 found, 3 stored, 1 copies" in ran.out + ran.err
    return made


def test_stories_are_listed_and_told_as_timelines(folder: Path) -> None:
    stories = run_khazri(folder, "stories", "--format", "jsonl").objects
    assert len(stories) == 2
    note = next(story for story in stories if "arms-transfers" in story["topics"])
    assert (len(note["articles"]), note["copies"], note["langs"]) == (2, 1, ["en", "ru"])
    assert {each["relation"] for each in note["timeline"]} == {"original", "near-duplicate"}
    told = run_khazri(folder, "story", str(note["id"])).out
    assert "first published:" in told
    assert "is here because" in told
    assert "Москва вручила Баку ноту" in told
    listed = run_khazri(folder, "stories", "--topic", "gas-routes").out
    assert "Gas swap signed" in listed
    assert "1 story" in listed
    assert "story" in run_khazri(folder, "explain", str(note["articles"][0])).out.splitlines()[0]


def test_a_copy_is_shown_with_how_much_of_it_is_contained(folder: Path) -> None:
    (article,) = [each for each in run_khazri(folder, "search", "--format", "jsonl").objects if each["copies"]]
    (copy,) = article["copies"]
    assert copy["relation"] == "near-duplicate"
    assert copy["contained"] > 0.7
    assert f"number {copy['article']}" in run_khazri(folder, "show", str(article["id"])).out


def test_what_was_put_together_wrongly_is_taken_apart(folder: Path) -> None:
    (article,) = [each for each in run_khazri(folder, "search", "--format", "jsonl").objects if each["copies"]]
    other = str(article["copies"][0]["article"])
    split = run_khazri(folder, "split", str(article["id"]))
    assert (split.code, split.err) == (0, "")
    assert other in split.out
    assert len(run_khazri(folder, "search", "--format", "jsonl").objects) == 4
    again = run_khazri(folder, "split", str(article["id"]))
    assert again.code == 2
    assert "has no copies" in again.err
    assert run_khazri(folder, "merge", str(article["id"]), other).code == 0
    assert len(run_khazri(folder, "search", "--format", "jsonl").objects) == 3


def test_stories_are_merged_and_split(folder: Path) -> None:
    one, other = sorted(story["id"] for story in run_khazri(folder, "stories", "--format", "jsonl").objects)
    moved = run_khazri(folder, "story", str(other), "--format", "json").out
    assert run_khazri(folder, "merge", "--stories", str(one), str(other)).out == f"story {one} now stands for both\n"
    assert f"story {other} was merged into this one" in run_khazri(folder, "story", str(other)).out
    articles = [str(number) for number in json.loads(moved)[0]["articles"]]
    assert "begins with" in run_khazri(folder, "split", "--story", str(one), *articles).out
    assert len(run_khazri(folder, "stories", "--format", "jsonl").objects) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("story", "77"), "there is no story 77; khazri stories prints the numbers"),
        (("split", "77"), "there is no article 77"),
        (("split", "--story", "77", "1"), "story 77 cannot be split so"),
        (("merge", "1", "77"), "there is no article 1 or no article 77"),
        (("merge", "--stories", "1", "77"), "there is no story 1 or no story 77"),
        (("merge", "1", "1"), "give two different numbers"),
        (("stories", "--topic", "nonsense"), "nonsense"),
        (("stories", "--since", "soon"), "soon"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    ran = run_khazri(folder, *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_pairs_are_compared_without_an_archive(khazri: Khazri) -> None:
    a = {"title": "Moscow hands Baku a note over the shells", "text": "\n".join(NOTE), "published_at": "2026-03-03T09:00:00Z"}
    b = {"title": "Москва вручила Баку ноту из-за снарядов", "text": "\n".join(NOTE_RU), "published_at": "2026-03-03"}
    pairs = [
        {"id": 1, "a": a, "b": a},
        {"id": 2, "a": a, "b": {**a, "text": "\n".join(NOTE[:3]), "title": "Note handed to Baku over shells"}},
        {"id": 3, "a": a, "b": b},
        {"id": 4, "a": a, "b": {"title": "Gas swap signed", "text": "\n".join(SWAP)}},
    ]
    lines = "\n".join(json.dumps(pair) for pair in pairs).encode()
    ran = khazri("compare", stdin=lines)
    assert [found["relation"] for found in ran.objects] == ["same-text", "near-duplicate", "same-story", "different"]
    assert all(0 <= found["similarity"] <= 1 and found["why"] for found in ran.objects)
    wrong = khazri("compare", stdin=lines + b'\n{"id": 5, "a": 3}\n[')
    assert wrong.code == 1
    assert "-:5: a is no JSON object" in wrong.err
    assert "-:6: not JSON" in wrong.err


def test_an_archive_from_before_is_grouped_later(folder: Path) -> None:
    assert run_khazri(folder, "regroup").out == "0 articles grouped: 0 turned out to be copies\n"
