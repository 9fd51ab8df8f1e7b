//! Keyed chance: a draw is a hash of (seed, purpose, subject, nth), not a step of a stream.
//!
//! So a new behaviour that draws something never reshuffles what the old ones drew, and a replay
//! gives the same numbers whatever happened in between.

use super::time::Span;

/// What a draw is for. Each purpose is a constant with a number of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Purpose(pub u64);

/// The source of all that is random in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    /// The seed of the run, 0 to 2^53−1 so that JavaScript can hold it exactly.
    pub seed: u64,
}

/// The finaliser of splitmix64 (Steele, Lea, Flood 2014): every input bit moves every output bit.
fn mix(mut z: u64) -> u64 {
    z = z.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Chance {
    /// 64 random bits for one draw.
    pub fn draw(self, purpose: Purpose, subject: u64, nth: u64) -> u64 {
        mix(mix(mix(mix(self.seed) ^ purpose.0) ^ subject) ^ nth)
    }

    /// A number from 0 to `bound − 1`; 0 if the bound is 0.
    pub fn below(self, bound: u64, purpose: Purpose, subject: u64, nth: u64) -> u64 {
        let bits = u128::from(self.draw(purpose, subject, nth));
        ((bits * u128::from(bound)) >> 64) as u64
    }

    /// `span`, made up to `permille` thousandths longer or shorter.
    pub fn around(
        self,
        span: Span,
        permille: u64,
        purpose: Purpose,
        subject: u64,
        nth: u64,
    ) -> Span {
        let reach = span.0 * permille / 1_000;
        let low = span.0 - reach.min(span.0);
        Span(low + self.below(2 * reach + 1, purpose, subject, nth))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_the_same_on_every_platform_and_differs_by_every_key() {
        let chance = Chance { seed: 1 };
        let base = chance.draw(Purpose(1), 2, 3);
        assert_eq!(base, 7_725_364_555_548_041_738);
        for other in [
            Chance { seed: 2 }.draw(Purpose(1), 2, 3),
            chance.draw(Purpose(2), 2, 3),
            chance.draw(Purpose(1), 3, 3),
            chance.draw(Purpose(1), 2, 4),
        ] {
            assert_ne!(base, other);
        }
    }

    #[test]
    fn stays_within_its_bounds() {
        let chance = Chance { seed: 7 };
        for nth in 0..1_000 {
            assert!(chance.below(10, Purpose(1), 0, nth) < 10);
            let span = chance.around(Span(1_000), 100, Purpose(2), 0, nth);
            assert!((900..=1_100).contains(&span.0), "{span:?}");
        }
        assert_eq!(chance.below(0, Purpose(1), 0, 0), 0);
    }
}
