//! organisation (being written).
