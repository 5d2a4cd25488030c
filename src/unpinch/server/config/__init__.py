"""How the site is put together: settings, addresses, first start, the server process."""
