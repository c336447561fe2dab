"""What a user would otherwise deploy, measured beside ours; each runs from the same artefact."""
