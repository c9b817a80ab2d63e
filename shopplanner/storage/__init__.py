"""SQLAlchemy tables, unit of work, journal, migrations, backup and integrity."""
