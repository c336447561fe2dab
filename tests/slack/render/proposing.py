"""Pull requests in every shape, for everything that looks at one."""

from __future__ import annotations

from bot.core.pull_requests.run import Stage
from bot.core.texts import pull_request as words
from bot.slack.render import loading_views, open_pull_request
from bot.slack.render import pull_request as render
from bot.slack.render.message import Message, message
from bot.slack.render.parts import Json, actions
from bot.slack.render.phrase import rich
from tests.slack.render.shapes import FOX, NASTY
from tests.slack.render.snoozing import NOW

LINES = (
    *(words.OPENED, words.MERGED, words.CLOSED, words.LATE, words.NOT_ENOUGH, words.ARRIVES),
    *(words.ALREADY, words.MENDED, words.FORGOTTEN, words.ABANDONED),
)
NEWS = (
    render.PullRequestNews("acme/infra#1", "https://example.com/1?y=1", "team", "the key is off"),
    render.PullRequestNews(NASTY, "javascript:alert(1)|<!channel>", NASTY, NASTY),
    render.PullRequestNews(FOX * 9, f"https://{FOX}", FOX * 9, ""),
)
LONG = "\n".join(f"+{n} {NASTY}" for n in range(500))


def proposed(text: str, difference: str) -> render.Proposed:
    """What is proposed, with this text wherever somebody else's stands."""
    return render.Proposed(text, text, text, text, text, difference, text, text)


def views() -> list[Json]:
    """Every dialog."""
    texts = ("team", NASTY, FOX * 9)
    cannot = [
        render.CannotPropose(one, places, snippet, again=again)
        for one in texts
        for places, snippet, again in (((), "", False), ((one,) * 30, LONG, True))
    ]
    return [
        *(
            render.preview_view(proposed(one, difference), "j", "{}", note)
            for one in texts
            for difference in ("+a", LONG, NASTY * 900)
            for note in ("", NASTY)
        ),
        *(render.cannot_view(one, "j", "{}", ticket) for one in cannot for ticket in ("", "a.0")),
        *(render.opened_view(news, "j", NASTY) for news in NEWS),
        *(
            render.already_view(news, "j", NASTY, stage=stage, who=who, at=NOW)
            for news in NEWS
            for stage in (Stage.OPEN, Stage.LATE)
            for who in ("", NASTY)
        ),
        render.text_view(NASTY, "j"),
        loading_views.pull_request_loading("j"),
        loading_views.pull_request_working("j"),
    ]


def messages() -> list[Message]:
    """Every message, and what stands of one in an answer."""
    said = [
        render.line_message("m", render.news_line(template, news, who))
        for template in LINES
        for news in NEWS
        for who in ("", NASTY)
    ]
    opened = [render.opened_message(news, "m", NASTY) for news in NEWS]
    return [*said, *opened, *(_in_an_answer(news) for news in NEWS)]


def _in_an_answer(news: render.PullRequestNews) -> Message:
    stages = (Stage.OPEN, Stage.MERGED, Stage.LATE, Stage.NOT_ENOUGH)
    shown = [
        open_pull_request.OpenPullRequest(news.pull_request, news.url, stage, NOW, news.budget)
        for stage in stages
    ]
    lines = [rich(open_pull_request.stands_line(one)) for one in shown]
    there = [actions(way) for one in shown if (way := open_pull_request.go_to_button(one))]
    offers = [open_pull_request.SourceOffer(news.budget, tool) for tool in ("", news.budget)]
    kept = [rich(open_pull_request.kept_line(one)) for one in offers]
    button = actions(open_pull_request.pull_request_button("a.0", "primary"))
    return message("m", "An answer.", [*lines, *there, *kept, button])
