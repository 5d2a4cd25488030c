"""Commands for those who change the site."""
