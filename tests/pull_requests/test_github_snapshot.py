"""What is read of a repository: each file that may hold a policy, byte for byte, and no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.sources import Place
from bot.pull_requests import Snapshot
from bot.pull_requests import _github_git as git
from bot.pull_requests import _github_snapshot as limits
from bot.pull_requests._github_blobs import Blobs
from bot.pull_requests._github_git import files
from bot.rest.github import READ_CONTENTS
from bot.tickets import Trouble
from bot.tickets.github import github_of
from playground.tickets import Fault, LocalTickets
from playground.tickets.github import seed
from playground.tickets.github.git import Entry
from tests.pull_requests.github import PLACE, REPOSITORY, code_of, local, repository
from tests.tickets.github import ports

__all__ = ["local"]

TERRAFORM = b'resource "aws_sns_topic" "alerts" {}\n'
EVERYWHERE = replace(PLACE, path="")


def pushed(local: LocalTickets, files: dict[str, bytes | None]) -> str:
    return local.github.push(REPOSITORY, "main", files)


def read(local: LocalTickets, place: Place = PLACE) -> Snapshot:
    found = code_of(local).snapshot(place)
    assert isinstance(found, Snapshot), found
    return found


def refused(local: LocalTickets, place: Place = PLACE) -> Trouble:
    found = code_of(local).snapshot(place)
    assert isinstance(found, Trouble), found
    return found


def test_the_files_of_a_folder(local: LocalTickets) -> None:
    there = repository(local)
    found = read(local)
    folder = [f"accounts/demo/{name}.tf" for name in ("budgets", "keys", "topics", "versions")]
    assert sorted(found.files) == folder
    assert found.commit == there.branches["main"]
    assert found.others == ()
    for path, text in found.files.items():
        entry = there.git.entry(found.commit, path)
        assert entry
        assert text.encode() == there.git.blobs[entry.sha]


def test_what_may_hold_a_policy(local: LocalTickets) -> None:
    names = ["a.tf", "b.tf.json", "c.yaml", "d.yml", "e.json", "f.template", "g.tfvars", "h.tofu"]
    pushed(local, {f"new/{name}": TERRAFORM for name in (*names, "i.py", "j.tf.bak", "tf")})
    found = read(local, replace(PLACE, path="/new/"))
    assert sorted(found.files) == [f"new/{name}" for name in names]


def test_all_of_a_repository_and_one_file_of_it(local: LocalTickets) -> None:
    whole = read(local, EVERYWHERE)
    assert {"accounts/demo/keys.tf", "modules/budget/main.tf"} <= set(whole.files)
    one = read(local, replace(PLACE, path="modules/budget/main.tf"))
    assert [*one.files] == ["modules/budget/main.tf"]


@pytest.mark.parametrize(
    "data",
    [b"\xef\xbb\xbfa = 1\r\n\tb = 2\r\n", "ü = 1".encode(), b"", b"no end of line", b"\r\n\n\r"],
)
def test_bytes_stay_as_they_are(local: LocalTickets, data: bytes) -> None:
    pushed(local, {"new/a.tf": data})
    assert read(local, replace(PLACE, path="new")).files["new/a.tf"].encode() == data


def test_what_is_no_text_or_too_large_is_told_and_not_read(
    local: LocalTickets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_BYTES", 1000)
    files = {"a.tf": b"x" * 1001, "b.tf": "ü".encode("latin-1"), "c.tf": b"a\0b", "d.tf": b"y"}
    pushed(local, {f"new/{name}": data for name, data in files.items()})
    found = read(local, replace(PLACE, path="new"))
    assert sorted(found.files) == ["new/d.tf"]
    assert sorted(found.others) == ["new/a.tf", "new/b.tf", "new/c.tf"]


def test_a_link_is_told_and_not_followed(local: LocalTickets) -> None:
    there = repository(local)
    blob = there.git.blob(b"../../modules/budget/main.tf")
    files = {**there.git.at(there.branches["main"]), "accounts/demo/x.tf": Entry("120000", blob)}
    tip = there.branches["main"]
    made = there.git.commit(
        there.git.tree(files), (tip,), "Link", seed.DANA.by(local.github.clock.now())
    )
    there.branches["main"] = made.sha
    found = read(local)
    assert "accounts/demo/x.tf" not in found.files
    assert found.others == ("accounts/demo/x.tf",)
    one = read(local, replace(PLACE, path="accounts/demo/x.tf"))
    assert (one.files, one.others) == ({}, ("accounts/demo/x.tf",))


def test_too_many_files_are_refused(local: LocalTickets, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_FILES", 3)
    found = refused(local)
    assert found.says.startswith(
        "There are 4 files in acme/infra/accounts/demo that may hold a policy, and budget-check "
        "reads 3 at most"
    )
    assert not found.again


def test_more_text_than_fits_into_memory_is_refused(
    local: LocalTickets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_AT_ALL", 1024 * 1024)
    pushed(local, {f"new/{n}.tf": b"#" * 400_000 for n in range(3)})
    found = refused(local, replace(PLACE, path="new"))
    assert found.says.startswith(
        "The files in acme/infra/new that may hold a policy are larger than 1 MiB together"
    )
    assert asked_for(local) == 0


def test_a_name_that_cannot_be_shown_is_told_and_not_read(local: LocalTickets) -> None:
    odd = "new/a\n+++ b/harmless.tf"
    pushed(local, {odd: TERRAFORM, "new/b.tf": TERRAFORM})
    found = read(local, replace(PLACE, path="new"))
    assert sorted(found.files) == ["new/b.tf"]
    assert found.others == (odd,)


def test_a_tree_that_github_cuts_is_read_folder_by_folder(local: LocalTickets) -> None:
    whole = read(local, EVERYWHERE)
    repository(local).tree_limit = 5
    assert read(local, EVERYWHERE) == whole


def test_a_folder_that_github_cuts_is_refused(local: LocalTickets) -> None:
    pushed(local, {f"new/{n}.tf": TERRAFORM for n in range(9)})
    repository(local).tree_limit = 5
    found = refused(local, EVERYWHERE)
    assert found.says.startswith("GitHub does not list all of acme/infra/new")


def test_so_are_folders_without_end(local: LocalTickets, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git, "MOST_FOLDERS", 1)
    repository(local).tree_limit = 1
    assert "GitHub does not list all of acme/infra" in refused(local, EVERYWHERE).says


def test_so_are_folders_side_by_side(local: LocalTickets, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git, "MOST_FOLDERS", 10)
    pushed(local, {f"{n}/a.txt": b"" for n in range(50)})
    repository(local).tree_limit = 60
    assert "GitHub does not list all of acme/infra" in refused(local, EVERYWHERE).says
    assert sum("/git/trees/" in one.path for one in local.requests()) <= 12


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (replace(PLACE, base="prod"), "acme/infra has no branch prod"),
        (
            replace(PLACE, path="accounts/prod"),
            "acme/infra has no accounts/prod on the branch main",
        ),
        (replace(PLACE, path="README.md/x"), "has no README.md/x on the branch main"),
        (replace(PLACE, repository="acme/nothing"), "shows budget-check no acme/nothing"),
    ],
)
def test_a_place_that_is_not_there(local: LocalTickets, place: Place, words: str) -> None:
    assert words in refused(local, place).says


def test_a_hitch_is_not_seen_and_an_outage_is_said(local: LocalTickets) -> None:
    local.faults.add(Fault("github", "GET", "/git/blobs", status=503, retry_after=1, times=3))
    read(local)
    local.faults.add(Fault("github", "GET", "/git/blobs", status=500, times=None))
    assert refused(local).again


@pytest.mark.parametrize("branch", ["release/2026-11", "a b", "ü", "a#1", "100%"])
def test_a_branch_of_any_name(local: LocalTickets, branch: str) -> None:
    there = repository(local)
    there.branches[branch] = there.branches["main"]
    assert read(local, replace(PLACE, base=branch)).files


def asked_for(local: LocalTickets) -> int:
    """How many blobs, so far."""
    return sum("/git/blobs/" in one.path for one in local.requests())


def test_a_second_look_asks_only_for_what_changed(local: LocalTickets) -> None:
    host = code_of(local)
    first = host.snapshot(PLACE)
    assert asked_for(local) == 4
    assert host.snapshot(PLACE) == first
    assert asked_for(local) == 4
    pushed(local, {"accounts/demo/keys.tf": b"new\n"})
    second = host.snapshot(PLACE)
    assert isinstance(second, Snapshot)
    assert second.files["accounts/demo/keys.tf"] == "new\n"
    assert asked_for(local) == 5


@pytest.mark.parametrize(("room", "asked"), [(450, 6), (1000, 3)])
def test_no_more_is_kept_than_there_is_room_for(local: LocalTickets, room: int, asked: int) -> None:
    """Three files of 200 bytes; where two have room, the one that is asked for next is not kept."""
    pushed(local, {f"new/{n}.tf": b"x%d" % n * 100 for n in range(3)})
    github, blobs = github_of(ports(local)), Blobs(room)
    for _ in range(2):
        session = github.session(REPOSITORY, READ_CONTENTS)
        for file in files(session, replace(PLACE, path="new"), repository(local).branches["main"]):
            assert blobs.read(session, file) == f"x{file.path[4]}".encode() * 100
    assert asked_for(local) == asked


def test_a_blob_that_is_another_is_not_taken(local: LocalTickets) -> None:
    there = repository(local)
    entry = there.git.entry(there.branches["main"], "accounts/demo/keys.tf")
    assert entry
    there.git.blobs[entry.sha] = b"another\n"
    found = refused(local)
    assert found.again
    assert "has not the shape that GitHub documents" in found.says
