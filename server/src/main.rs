//! Rehome.
fn main() {}
