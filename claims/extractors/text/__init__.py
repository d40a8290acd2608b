"""What is in a text: sentences, quotations, dates, and the words of a quotation found again."""
