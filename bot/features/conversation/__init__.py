"""What comes of what is said in Slack: mentions, the failure mail, posts, the shortcut."""
