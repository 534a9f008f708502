//! The redemption queue: requests by generation, first generation first, pro rata inside one.
//!
//! All requests of a day form a generation. It is closed when the day ends; from then on it may be filled, wholly or in
//! parts, at the exit price of that moment: shares stay exposed until they are filled. What a request was paid may be
//! collected from the end of the following day on.

pub mod generation;
pub mod line;
pub mod request;
