"""Who: names, offices, countries and bodies, and every way of speaking of them resolved."""
