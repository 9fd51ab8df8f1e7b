//! What the world does by itself.
