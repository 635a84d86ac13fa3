//! password (being written).
