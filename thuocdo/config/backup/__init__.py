"""Taking the whole installation along, and bringing it back: one archive, its manifest, its checksums.

archive   the file: members, manifest, hashes
tables    what a database contains, as one figure per table
engines   how SQLite and PostgreSQL are copied and filled
"""

from thuocdo.config.backup.archive import Report, backup, drill, restore

__all__ = ["Report", "backup", "drill", "restore"]
