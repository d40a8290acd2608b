"""Sentences, quotations, dates and word vectors of a text, and the place of a quote in it."""
