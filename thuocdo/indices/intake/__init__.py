"""Tables of published figures → figures by year and unit, and what is wrong or odd in them."""
