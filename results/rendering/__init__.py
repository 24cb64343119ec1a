"""Drawing: cards to HTML. The same templates draw a page and every fragment pushed to it."""
