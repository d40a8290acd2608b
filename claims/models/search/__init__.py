"""Full text: how words are folded, the index of them, and texts that share rare words with another."""
