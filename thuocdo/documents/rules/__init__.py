"""Pure rules of documents: blocks of a read file, printed document numbers, evidence references."""
