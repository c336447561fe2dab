"""Policies in Terraform's files: found, and one statement added."""

from bot.core.sources.terraform.edit import edited_terraform

__all__ = ["edited_terraform"]
