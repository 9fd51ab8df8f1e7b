//! Chance for random runs: the same seed always draws the same.

use drydock::sim::Span;

/// A source of draws.
pub struct Draw {
    state: u64,
}

impl Draw {
    /// Starts with a seed.
    pub fn new(seed: u64) -> Draw {
        Draw {
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5eed,
        }
    }

    /// The next 64 bits: SplitMix64.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below `most`; 0 if that is 0.
    pub fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }

    /// A number from `least` to `most`.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        least + self.below((most - least + 1) as usize) as i64
    }

    /// True in so many of a hundred draws.
    pub fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    /// One of these.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// The time between two commands: mostly seconds, at times minutes, often none.
    pub fn pause(&mut self) -> Span {
        match self.below(10) {
            0..=2 => Span::ZERO,
            3..=7 => Span::millis(self.between(1, 40_000) as u64),
            _ => Span::seconds(self.between(30, 240) as u64),
        }
    }
}
