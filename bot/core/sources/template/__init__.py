"""Policies in CloudFormation's templates: found, and one statement added."""

from bot.core.sources.template.edit import edited_template

__all__ = ["edited_template"]
