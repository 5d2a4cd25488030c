"""Mail on its way out: kept in the database until it was handed over, once."""
