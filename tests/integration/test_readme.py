"""What the README tells people to type works, and the figures in its capture are the demonstration's."""

import re
import shlex
from pathlib import Path

import pytest
from papers import Ran, run_khazri

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
COMMANDS = [shlex.split(line, comments=True) for block in BLOCKS for line in block.splitlines() if line.startswith(("./run", "khazri"))]
TYPED = [command[command.index("khazri") + 1 :] for command in COMMANDS if "khazri" in command]
ANSWERED = {"search", "stats", "show", "explain", "stories", "story", "radar", "digest", "status"}


def test_the_two_commands_are_tasks_of_the_workshop() -> None:
    workshop = (Path(__file__).parents[2] / "run").read_text(encoding="utf-8")
    tasks = {command[1] for command in COMMANDS if command[0] == "./run"}
    assert {"demo", "test", "khazri"} <= tasks
    assert all(f"\n{task})" in workshop for task in tasks)


@pytest.mark.parametrize("command", [command for command in TYPED if command[0] in ANSWERED], ids=shlex.join)
def test_questions_to_the_demonstrations_archive_have_answers(command: list[str], demo_folder: Path, demonstrated: Ran) -> None:
    assert demonstrated.code == 0
    ran = run_khazri(demo_folder, *command)
    assert ran.code == 0, ran.err
    assert ran.out.strip()


@pytest.mark.parametrize("command", TYPED, ids=shlex.join)
def test_every_command_and_option_exists(command: list[str], tmp_path: Path) -> None:
    named = run_khazri(tmp_path, command[0], "--help")
    assert named.code == 0
    assert all(option in named.out for option in command if option.startswith("--"))


def test_the_capture_is_the_demonstrations(demonstrated: Ran) -> None:
    capture = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert capture
    start, end = "What was collected", "AZERBAIJAN–RUSSIA RELATIONS  "
    shown = capture[1][capture[1].index(start) : capture[1].index(end)]
    totals = [line.split() for line in shown.splitlines() if line.startswith("all ") or re.search(r"\d+ +\d+ +[a-z]{2},", line)]
    printed = {" ".join(line.split()) for line in demonstrated.out.splitlines()}
    assert totals
    assert all(" ".join(line) in printed for line in totals)
