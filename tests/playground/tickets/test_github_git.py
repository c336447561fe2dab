"""GitHub's git: ids as git gives them, files, branches, and compare-before-write."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path
from typing import Any

import pytest

from playground.tickets import LocalTickets
from playground.tickets.github import Repository, seed
from tests.playground.tickets.ask import Client, Got, github

REPO = f"/repos/{seed.REPOSITORY}"
KEYS = "accounts/demo/keys.tf"
MUTATION = """
mutation ($input: CreateCommitOnBranchInput!) { # as a client writes it
  made: createCommitOnBranch(input: $input) { commit { oid url } ref { name target { oid } } }
}"""


def repository(tickets: LocalTickets) -> Repository:
    return tickets.github.repositories[seed.REPOSITORY]


def tip(tickets: LocalTickets, branch: str = "main") -> str:
    got = github(tickets).get(f"{REPO}/git/ref/heads/{branch}")
    assert got.status == 200, got.text
    return str(got.json["object"]["sha"])


def branched(tickets: LocalTickets, name: str = "budget-check/1") -> str:
    sha = tip(tickets)
    got = github(tickets).post(f"{REPO}/git/refs", {"ref": f"refs/heads/{name}", "sha": sha})
    assert got.status == 201, got.text
    return sha


def coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def content(tickets: LocalTickets, path: str, ref: str = "main") -> str:
    got = github(tickets).get(f"{REPO}/contents/{path}?ref={ref}").json
    return base64.b64decode(got["content"]).decode()


def test_the_ids_are_those_of_git(tickets: LocalTickets, tmp_path: Path) -> None:
    """The seeded files, committed by git itself."""

    def git(*words: str) -> str:
        done = subprocess.run(
            ["git", *words], cwd=tmp_path, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    known = repository(tickets)
    commit = known.git.commits[tip(tickets)]
    git("init", "-q")
    for path, entry in known.git.at(commit.sha).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(known.git.blobs[entry.sha])
    git("add", "-A")
    assert git("write-tree") == commit.tree
    date = f"{int(commit.by.at.timestamp())} +0000"
    who = {"name": commit.by.name, "email": commit.by.email, "date": date}
    made = subprocess.run(
        ["git", "commit-tree", commit.tree],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        input=commit.message.encode(),
        env={
            f"GIT_{role}_{name.upper()}": value
            for role in ("AUTHOR", "COMMITTER")
            for name, value in who.items()
        },
    )
    assert made.stdout.decode().strip() == commit.sha


def test_a_tree_and_its_blobs(tickets: LocalTickets) -> None:
    tree = github(tickets).get(f"{REPO}/git/trees/{tip(tickets)}?recursive=1").json
    files = {one["path"]: one for one in tree["tree"]}
    assert (files["accounts"]["type"], files[KEYS]["type"]) == ("tree", "blob")
    assert tree["truncated"] is False
    blob = github(tickets).get(f"{REPO}/git/blobs/{files[KEYS]['sha']}").json
    assert base64.b64decode(blob["content"]).decode() == content(tickets, KEYS)
    flat = github(tickets).get(f"{REPO}/git/trees/main").json
    assert {one["path"] for one in flat["tree"]} == {
        ".gitignore",
        "README.md",
        "accounts",
        "modules",
    }
    assert github(tickets).get(f"{REPO}/git/trees/{'0' * 40}").status == 404
    assert github(tickets).get(f"{REPO}/git/blobs/{'0' * 40}").status == 404


def test_a_tree_of_too_many_is_truncated(tickets: LocalTickets) -> None:
    repository(tickets).tree_limit = 3
    tree = github(tickets).get(f"{REPO}/git/trees/main?recursive=1").json
    assert (len(tree["tree"]), tree["truncated"]) == (3, True)


def test_the_contents_of_a_file_and_of_a_folder(tickets: LocalTickets) -> None:
    assert 'resource "aws_kms_key" "alert_topic_test"' in content(tickets, KEYS)
    folder = github(tickets).get(f"{REPO}/contents/accounts/demo?ref=main").json
    assert KEYS in {one["path"] for one in folder}
    for path in (f"{KEYS}x", "accounts/x/y", f"{KEYS}/x"):
        assert github(tickets).get(f"{REPO}/contents/{path}").status == 404
    assert github(tickets).get(f"{REPO}/contents/{KEYS}?ref=none").status == 404


def test_a_file_of_more_than_a_megabyte_has_no_content(tickets: LocalTickets) -> None:
    tickets.github.push(seed.REPOSITORY, "main", {"big.tf": b"#" * (1024 * 1024 + 1)})
    got = github(tickets).get(f"{REPO}/contents/big.tf").json
    assert (got["content"], got["encoding"], got["size"]) == ("", "none", 1024 * 1024 + 1)


BAD_REFS = {
    "there already": ("refs/heads/main", None, "Reference already exists"),
    "no commit": ("refs/heads/a", "0" * 40, "Object does not exist"),
    "no branch": ("heads/a", None, "heads/a is not a valid ref name."),
    "no name for git": ("refs/heads/a..b", None, "refs/heads/a..b is not a valid ref name."),
    "below a branch": ("refs/heads/main/a", None, "Reference update failed"),
}


@pytest.mark.parametrize(("ref", "sha", "says"), BAD_REFS.values(), ids=BAD_REFS)
def test_a_branch_that_is_refused(
    tickets: LocalTickets, ref: str, sha: str | None, says: str
) -> None:
    got = github(tickets).post(f"{REPO}/git/refs", {"ref": ref, "sha": sha or tip(tickets)})
    assert (got.status, got.json["message"]) == (422, says)


def test_a_branch_is_read_moved_and_deleted(tickets: LocalTickets) -> None:
    client = github(tickets)
    old = branched(tickets)
    new = tickets.github.push(seed.REPOSITORY, "main", {"a": b"a"})
    path = f"{REPO}/git/refs/heads/budget-check/1"
    assert client.send("PATCH", path, {"sha": new}).json["object"]["sha"] == new
    back = client.send("PATCH", path, {"sha": old})
    assert (back.status, back.json["message"]) == (422, "Update is not a fast forward")
    assert client.send("PATCH", path, {"sha": old, "force": True}).status == 200
    assert client.send("DELETE", path).status == 204
    assert client.get(f"{REPO}/git/ref/heads/budget-check/1").status == 404
    assert client.send("DELETE", path).status == 422
    assert client.send("DELETE", f"{REPO}/git/refs/heads/main").status == 422


def test_a_branch_shows_whether_it_is_protected(tickets: LocalTickets) -> None:
    repository(tickets).protected.add("main")
    shown = github(tickets).get(f"{REPO}/branches/main").json
    assert (shown["protected"], shown["commit"]["sha"]) == (True, tip(tickets))
    assert github(tickets).get(f"{REPO}/branches/none").status == 404


def test_two_commits_compared(tickets: LocalTickets) -> None:
    branched(tickets)
    tickets.github.push(seed.REPOSITORY, "budget-check/1", {"a": b"a\n"})
    compare = f"{REPO}/compare/main...budget-check/1"
    got = github(tickets).get(compare).json
    assert (got["status"], got["ahead_by"], got["behind_by"]) == ("ahead", 1, 0)
    assert [(one["filename"], one["patch"]) for one in got["files"]] == [("a", "@@ -0,0 +1 @@\n+a")]
    tickets.github.push(seed.REPOSITORY, "main", {"b": b"b"})
    assert github(tickets).get(compare).json["status"] == "diverged"
    assert github(tickets).get(f"{REPO}/compare/main...none").status == 404


def test_a_commit_is_read(tickets: LocalTickets) -> None:
    sha = tip(tickets)
    got = github(tickets).get(f"{REPO}/git/commits/{sha}").json
    assert (got["sha"], got["parents"], got["verification"]["verified"]) == (sha, [], False)
    assert github(tickets).get(f"{REPO}/git/commits/{'0' * 40}").status == 404


def put(tickets: LocalTickets, path: str = KEYS, **more: object) -> Got:
    body = {"message": "Mend", "content": coded("new\n"), "branch": "budget-check/1", **more}
    return github(tickets).send("PUT", f"{REPO}/contents/{path}", body)


def test_a_file_is_written_over_the_blob_that_was_read(tickets: LocalTickets) -> None:
    branched(tickets)
    blob = github(tickets).get(f"{REPO}/contents/{KEYS}").json["sha"]
    assert put(tickets, sha=blob).status == 200
    assert content(tickets, KEYS, "budget-check/1") == "new\n"
    assert content(tickets, KEYS) != "new\n"
    moved = put(tickets, sha=blob)
    assert (moved.status, moved.json["message"]) == (409, f"{KEYS} does not match {blob}")
    assert put(tickets, path="accounts/demo/new.tf").status == 201


UNWRITTEN = {
    "without the blob": (KEYS, {}, 422),
    "to a branch that is not there": (KEYS, {"branch": "none"}, 404),
    "no Base64": ("a.tf", {"content": "%%%"}, 422),
    "outside": ("../a.tf", {}, 422),
    "a folder": ("accounts", {"sha": "0" * 40}, 422),
    "a blob where nothing is": ("a.tf", {"sha": "0" * 40}, 409),
}


@pytest.mark.parametrize(("path", "more", "status"), UNWRITTEN.values(), ids=UNWRITTEN)
def test_a_file_that_is_not_written(
    tickets: LocalTickets, path: str, more: dict[str, object], status: int
) -> None:
    sha = branched(tickets)
    assert put(tickets, path, **more).status == status
    assert tip(tickets, "budget-check/1") == sha


def test_a_protected_branch_is_not_written(tickets: LocalTickets) -> None:
    branched(tickets)
    repository(tickets).protected.add("budget-check/1")
    got = put(tickets, path="a.tf")
    assert got.status == 409
    assert "Changes must be made through a pull request." in got.json["message"]
    answer = mutate(tickets, tip(tickets))
    assert answer["errors"][0]["type"] == "UNPROCESSABLE"


def given(head: str, **more: object) -> dict[str, Any]:
    return {
        "branch": {
            "repositoryNameWithOwner": seed.REPOSITORY,
            "branchName": "budget-check/1",
        },
        "message": {"headline": "Let AWS Budgets use the key", "body": "Why"},
        "expectedHeadOid": head,
        "fileChanges": {"additions": [{"path": KEYS, "contents": coded("new\n")}]},
        **more,
    }


def mutate(tickets: LocalTickets, head: str, **more: object) -> Any:
    body = {"query": MUTATION, "variables": {"input": given(head, **more)}}
    got = github(tickets).post("/graphql", body)
    assert got.status == 200
    return got.json


def test_a_commit_where_the_branch_is_as_expected(tickets: LocalTickets) -> None:
    head = branched(tickets)
    made = mutate(tickets, head)["data"]["made"]
    assert made["ref"] == {"name": "budget-check/1", "target": {"oid": made["commit"]["oid"]}}
    assert tip(tickets, "budget-check/1") == made["commit"]["oid"]
    assert content(tickets, KEYS, "budget-check/1") == "new\n"
    commit = github(tickets).get(f"{REPO}/git/commits/{made['commit']['oid']}").json
    assert commit["verification"]["verified"] is True
    assert commit["message"] == "Let AWS Budgets use the key\n\nWhy"


def test_no_commit_where_it_has_moved(tickets: LocalTickets) -> None:
    head = branched(tickets)
    mutate(tickets, head)
    moved = tip(tickets, "budget-check/1")
    answer = mutate(tickets, head)
    assert answer["data"] == {"made": None}
    assert answer["errors"][0]["type"] == "STALE_DATA"
    assert f'Expected branch to point to "{head}"' in answer["errors"][0]["message"]
    assert tip(tickets, "budget-check/1") == moved


BAD_COMMITS: dict[str, tuple[dict[str, object], str]] = {
    "no such branch": (
        {"branch": {"repositoryNameWithOwner": seed.REPOSITORY, "branchName": "none"}},
        "NOT_FOUND",
    ),
    "no such repository": (
        {"branch": {"repositoryNameWithOwner": "acme/none", "branchName": "main"}},
        "NOT_FOUND",
    ),
    "a path outside": (
        {"fileChanges": {"additions": [{"path": "../a", "contents": ""}]}},
        "UNPROCESSABLE",
    ),
    "no Base64": (
        {"fileChanges": {"additions": [{"path": "a", "contents": "%"}]}},
        "UNPROCESSABLE",
    ),
    "nothing to delete": ({"fileChanges": {"deletions": [{"path": "none"}]}}, "UNPROCESSABLE"),
    "archived": (
        {"branch": {"repositoryNameWithOwner": seed.ARCHIVED, "branchName": "main"}},
        "FORBIDDEN",
    ),
}


@pytest.mark.parametrize(("more", "kind"), BAD_COMMITS.values(), ids=BAD_COMMITS)
def test_a_commit_that_is_refused(
    tickets: LocalTickets, more: dict[str, object], kind: str
) -> None:
    head = branched(tickets)
    assert mutate(tickets, head, **more)["errors"][0]["type"] == kind
    assert tip(tickets, "budget-check/1") == head


def test_a_commit_without_the_right(tickets: LocalTickets) -> None:
    head = branched(tickets)
    body = {"query": MUTATION, "variables": {"input": given(head)}}
    answer = github(tickets, seed.READER_TOKEN).post("/graphql", body).json
    refused = answer["errors"][0]
    assert (refused["type"], refused["message"]) == (
        "FORBIDDEN",
        "Resource not accessible by personal access token",
    )
    assert github(tickets, "").post("/graphql", body).status == 401


DOCUMENTS = {
    "no GraphQL": ("mutation {", "Parse error on end of file"),
    "a character too many": ("mutation { a ; }", "Parse error on"),
    "another mutation": ("mutation { deleteRef(input: {}) { id } }", "Field 'deleteRef'"),
    "another field": (
        "mutation ($input: CreateCommitOnBranchInput!) "
        "{ createCommitOnBranch(input: $input) { sha } }",
        "Field 'sha' doesn't exist on type 'CreateCommitOnBranchPayload'",
    ),
    "no selection": (
        "mutation ($input: CreateCommitOnBranchInput!) "
        "{ createCommitOnBranch(input: $input) { commit } }",
        "Field 'commit' must have selections",
    ),
    "another type": (
        "mutation ($input: Input!) { createCommitOnBranch(input: $input) { commit { oid } } }",
        "Type mismatch on variable $input",
    ),
    "a variable that is not declared": (
        "mutation { createCommitOnBranch(input: $input) { commit { oid } } }",
        "Variable $input is used but not declared",
    ),
}


@pytest.mark.parametrize(("query", "says"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_that_is_refused(tickets: LocalTickets, query: str, says: str) -> None:
    head = branched(tickets)
    body = {"query": query, "variables": {"input": given(head)}}
    got = github(tickets).post("/graphql", body).json
    assert got["errors"][0]["message"].startswith(says)
    assert tip(tickets, "budget-check/1") == head


BAD_INPUTS: dict[str, dict[str, object]] = {
    "no message": {"message": {}},
    "a text": {"message": "Mend"},
    "no id of a commit": {"expectedHeadOid": "main"},
    "a field that is none": {"force": True},
    "half a branch": {"branch": {"branchName": "main"}},
}


@pytest.mark.parametrize("more", BAD_INPUTS.values(), ids=BAD_INPUTS)
def test_an_input_that_is_refused(tickets: LocalTickets, more: dict[str, object]) -> None:
    head = branched(tickets)
    answer = mutate(tickets, head, **more)
    assert answer["errors"][0]["message"].startswith("Variable $input")
    assert "data" not in answer


def test_a_document_may_carry_its_input(tickets: LocalTickets) -> None:
    head = branched(tickets)
    changes = f'additions: [{{path: "a", contents: "{coded("a")}"}}]'
    branch = f'repositoryNameWithOwner: "{seed.REPOSITORY}", branchName: "budget-check/1"'
    message = f'expectedHeadOid: "{head}", message: {{headline: "A"}}'
    given = f"{{branch: {{{branch}}}, {message}, fileChanges: {{{changes}}}}}"
    query = f"mutation M {{ createCommitOnBranch(input: {given}) {{ commit {{ oid }} }} }}"
    got = github(tickets).post("/graphql", {"query": query})
    assert got.json["data"]["createCommitOnBranch"]["commit"]["oid"]
    assert content(tickets, "a", "budget-check/1") == "a"


def test_the_pages_of_a_repository(tickets: LocalTickets) -> None:
    url = github(tickets).get(f"{REPO}/contents/{KEYS}").json["html_url"]
    page = Client(tickets.github_url).get(url.removeprefix(tickets.github_url))
    assert "resource &quot;aws_kms_key&quot; &quot;alert_topic_test&quot;" in page.text
    assert KEYS in Client(tickets.github_url).get(f"/{seed.REPOSITORY}").text
    assert Client(tickets.github_url).get(f"/{seed.PRIVATE}/blob/main/README.md").status == 404
