"""Units with dated names, parents and successors; groups, agencies, partners, local editions of rules."""
