//! How many columns a text takes: letters of East Asia take two, and so does what is as wide as
//! those in their fonts.

/// Pairs of the first and the last letter that take two columns: what Unicode calls wide, full
/// width, or of ambiguous width. Source: Unicode 14, EastAsianWidth.txt; of the ambiguous only the
/// blocks that names and messages may have.
const WIDE: &[(char, char)] = &[
    ('\u{a1}', '\u{a1}'),
    ('\u{a4}', '\u{a4}'),
    ('\u{a7}', '\u{a8}'),
    ('\u{aa}', '\u{aa}'),
    ('\u{ad}', '\u{ae}'),
    ('\u{b0}', '\u{b4}'),
    ('\u{b6}', '\u{ba}'),
    ('\u{bc}', '\u{bf}'),
    ('\u{c6}', '\u{c6}'),
    ('\u{d0}', '\u{d0}'),
    ('\u{d7}', '\u{d8}'),
    ('\u{de}', '\u{e1}'),
    ('\u{e6}', '\u{e6}'),
    ('\u{e8}', '\u{ea}'),
    ('\u{ec}', '\u{ed}'),
    ('\u{f0}', '\u{f0}'),
    ('\u{f2}', '\u{f3}'),
    ('\u{f7}', '\u{fa}'),
    ('\u{fc}', '\u{fc}'),
    ('\u{fe}', '\u{fe}'),
    ('\u{300}', '\u{36f}'),
    ('\u{391}', '\u{3a1}'),
    ('\u{3a3}', '\u{3a9}'),
    ('\u{3b1}', '\u{3c1}'),
    ('\u{3c3}', '\u{3c9}'),
    ('\u{401}', '\u{401}'),
    ('\u{410}', '\u{44f}'),
    ('\u{451}', '\u{451}'),
    ('\u{1100}', '\u{115f}'),
    ('\u{2010}', '\u{2010}'),
    ('\u{2013}', '\u{2016}'),
    ('\u{2018}', '\u{2019}'),
    ('\u{201c}', '\u{201d}'),
    ('\u{2020}', '\u{2022}'),
    ('\u{2024}', '\u{2027}'),
    ('\u{2030}', '\u{2030}'),
    ('\u{2032}', '\u{2033}'),
    ('\u{203b}', '\u{203b}'),
    ('\u{20ac}', '\u{20ac}'),
    ('\u{2122}', '\u{2122}'),
    ('\u{2190}', '\u{2199}'),
    ('\u{2500}', '\u{254b}'),
    ('\u{2550}', '\u{2573}'),
    ('\u{2580}', '\u{258f}'),
    ('\u{2705}', '\u{2705}'),
    ('\u{274c}', '\u{274c}'),
    ('\u{2e80}', '\u{303e}'),
    ('\u{3041}', '\u{3247}'),
    ('\u{3250}', '\u{4dbf}'),
    ('\u{4e00}', '\u{a4c6}'),
    ('\u{a960}', '\u{a97c}'),
    ('\u{ac00}', '\u{d7a3}'),
    ('\u{e000}', '\u{faff}'),
    ('\u{fe00}', '\u{fe19}'),
    ('\u{fe30}', '\u{fe6b}'),
    ('\u{ff01}', '\u{ff60}'),
    ('\u{ffe0}', '\u{ffe6}'),
    ('\u{fffd}', '\u{fffd}'),
    ('\u{1f300}', '\u{1f320}'),
    ('\u{1f32d}', '\u{1f335}'),
    ('\u{1f337}', '\u{1f37c}'),
    ('\u{1f37e}', '\u{1f393}'),
    ('\u{1f3a0}', '\u{1f3ca}'),
    ('\u{1f3e0}', '\u{1f3f0}'),
    ('\u{1f400}', '\u{1f43e}'),
    ('\u{1f442}', '\u{1f4fc}'),
    ('\u{1f4ff}', '\u{1f53d}'),
    ('\u{1f5fb}', '\u{1f64f}'),
    ('\u{1f680}', '\u{1f6c5}'),
    ('\u{1f900}', '\u{1f9ff}'),
    ('\u{20000}', '\u{3fffd}'),
];

/// The columns that a text takes.
pub fn width(text: &str) -> i64 {
    text.chars()
        .map(|letter| if is_wide(letter) { 2 } else { 1 })
        .sum()
}

fn is_wide(letter: char) -> bool {
    // No ASCII is.
    letter > '\u{a0}'
        && WIDE
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&letter))
}
