"""Pull requests as messages: their dialogs too, whose repository no playground of one hour has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from bot.core.pull_requests.run import Stage
from bot.core.texts import pull_request as words
from bot.slack.render import pull_request as render
from bot.slack.render.message import Message, message
from bot.slack.render.parts import Json

_REPOSITORY = "acme/infra"
_DIFFERENCE = """--- a/accounts/prod/keys.tf
+++ b/accounts/prod/keys.tf
@@ -12,4 +12,21 @@
       identifiers = ["arn:aws:iam::${local.account_id}:root"]
     }
   }
+
+  statement {
+    sid       = "BudgetCheckAllowBudgets"
+    actions   = ["kms:GenerateDataKey*", "kms:Decrypt"]
+    resources = ["*"]
+
+    principals {
+      type        = "Service"
+      identifiers = ["budgets.amazonaws.com"]
+    }
+
+    condition {
+      test     = "StringEquals"
+      variable = "aws:SourceAccount"
+      values   = ["111111111111"]
+    }
+  }
 }"""


def pull_requests(budget: str, at: datetime) -> Mapping[str, Message]:
    """Each by its picture's name."""
    cause = "the key's policy does not let AWS Budgets in"
    news = render.PullRequestNews("acme/infra#12", "https://github.com/acme/infra/pull/12", "", "")
    told = render.PullRequestNews(news.pull_request, news.url, budget, "")
    opened = render.PullRequestNews(news.pull_request, news.url, budget, cause)
    lines = {
        "opened": render.news_line(words.OPENED, opened, "Mina"),
        "merged": render.news_line(words.MERGED, told, "ari"),
        "late": render.news_line(words.LATE, told),
        "arrives": render.news_line(words.ARRIVES, told),
    }
    cannot = render.CannotPropose(
        "aws_kms_key.alerts (accounts/prod/keys.tf:20) is made for each of several things, and the "
        "statement belongs to one of them. Make the change by hand, with the text below.",
        ("accounts/prod/keys.tf:20",),
        "\n".join(one[1:] for one in _DIFFERENCE.splitlines() if one.startswith("+  ")),
    )
    proposed = render.Proposed(
        f"Let AWS Budgets use the key of alert_topic_manage, so that {budget} alerts",
        *(_REPOSITORY, "main", "budget-check/5fcfa0554a2c"),
        *("accounts/prod/keys.tf", _DIFFERENCE, "Terraform"),
    )
    already = render.already_view(told, "s", _REPOSITORY, stage=Stage.OPEN, who="Mina", at=at)
    return {
        "pull-request": _as_message(render.preview_view(proposed, "s", "{}")),
        "pull-request-cannot": _as_message(render.cannot_view(cannot, "s", "{}", "a.0")),
        "pull-request-opened": _as_message(render.opened_view(told, "s", _REPOSITORY)),
        "pull-request-is-open": _as_message(already),
        "pull-request-open": render.opened_message(told, "s", _REPOSITORY),
        **{
            f"pull-request-{name}-line": render.line_message("s", one)
            for name, one in lines.items()
        },
    }


def _as_message(view: Json) -> Message:
    """What a dialog says."""
    return message("s", words.OPEN, cast("list[Json]", view["blocks"]))
