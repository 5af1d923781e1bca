"""The laptop: prepares the tools, starts a local AWS, deploys to it with the real CDK and runs the records."""
