//! backup_code (being written).
