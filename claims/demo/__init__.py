"""A desk at work: invented people check real and invented reports, through the actions and on a clock of their own."""
