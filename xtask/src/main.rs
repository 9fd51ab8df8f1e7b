//! The two commands of the house and their helpers. Drives tools, replaces none.
fn main() {}
