//! Whole flows on the shipped bytes, through real clients. The scenarios are in `tests/it`.
