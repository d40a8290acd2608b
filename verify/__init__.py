"""How the desk runs. It knows nothing about claims."""

import sys

__version__ = "0.1.0"

# The system's SQLite may have the WAL-reset bug, which corrupts a database under two writers.
# The module must be replaced before Django loads its backend, hence here, in the settings' package.
try:
    import pysqlite3
    import pysqlite3.dbapi2
except ImportError:
    # No wheel for this platform: verify/checks.py and the journal mode in the settings decide.
    pass
else:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
