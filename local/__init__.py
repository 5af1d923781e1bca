"""The laptop: tools, a local AWS, the real CDK deploying to it, and the records worked through."""
