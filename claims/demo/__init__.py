"""The demo desk: invented people check real and invented reports, through actions and on a clock of their own."""
