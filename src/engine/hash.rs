//! A short name for a whole journal: two runs are the same if theirs agree.

use super::timeline::Timeline;
use std::fmt::{self, Write};

/// FNV-1a with 64 bits, over text as it is written.
/// Source: "The FNV Non-Cryptographic Hash Algorithm", IETF draft-eastlake-fnv.
struct Fnv(u64);

impl Fnv {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
}

impl Write for Fnv {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(Fnv::PRIME);
        }
        Ok(())
    }
}

impl Timeline {
    /// The hash of the kept journal up to now, as 16 hexadecimal digits: over lines of
    /// milliseconds since the start, a space and the event's text.
    pub fn journal_hash(&self) -> String {
        let mut fnv = Fnv(Fnv::BASIS);
        let end = self.sim().events;
        for (seq, entry) in self.journal().since(0) {
            if seq < end {
                // Hashing cannot fail.
                let _ = writeln!(fnv, "{} {}", entry.at.0, entry.event);
            }
        }
        format!("{:016x}", fnv.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_published_vectors() {
        let hash = |text: &str| {
            let mut fnv = Fnv(Fnv::BASIS);
            let _ = fnv.write_str(text);
            fnv.0
        };
        assert_eq!(hash(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hash("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(hash("foobar"), 0x8594_4171_f739_67e8);
    }
}
