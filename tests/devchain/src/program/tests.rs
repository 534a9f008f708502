//! Programs in text form against a world of their own.
