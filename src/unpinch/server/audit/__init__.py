"""Who did or saw what and when, written in the transaction of the act itself, and never changed."""
