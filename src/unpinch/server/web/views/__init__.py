"""Views: a request becomes one call, the answer becomes a page."""
