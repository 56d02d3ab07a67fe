"""How what one brief says relates to what another said before: the same, updated, reversed, contradicted."""
