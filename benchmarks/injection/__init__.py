"""How attacks through briefs fare: shipped ones and a shared set, with models on the attacker's side."""
