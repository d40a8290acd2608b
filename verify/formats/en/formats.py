"""English dates. Templates write `|date:"DATETIME_FORMAT"`, code `django.utils.formats.date_format`.

Running text has the long forms, tables and lists the short ones. Times are UTC (TIME_ZONE).
"""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = r"j F Y, H:i \U\T\C"
TIME_FORMAT = r"H:i \U\T\C"
SHORT_DATE_FORMAT = "Y-m-d"
SHORT_DATETIME_FORMAT = "Y-m-d H:i"
