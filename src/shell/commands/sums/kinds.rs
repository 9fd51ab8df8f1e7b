//! The sums themselves.

/// What is summed up, and how.
pub struct Kind {
    pub name: &'static str,
    /// The state before the first block.
    start: &'static [u32],
    /// Whether numbers stand with their greatest byte first.
    great_first: bool,
    /// Takes a block of 16 numbers into the state.
    block: fn(&mut [u32], &[u32]),
}

pub const MD5: Kind = Kind {
    name: "md5sum",
    start: &[0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476],
    great_first: false,
    block: md5,
};

pub const SHA1: Kind = Kind {
    name: "sha1sum",
    start: &[
        0x6745_2301,
        0xefcd_ab89,
        0x98ba_dcfe,
        0x1032_5476,
        0xc3d2_e1f0,
    ],
    great_first: true,
    block: sha1,
};

pub const SHA256: Kind = Kind {
    name: "sha256sum",
    start: &[
        0x6a09_e667,
        0xbb67_ae85,
        0x3c6e_f372,
        0xa54f_f53a,
        0x510e_527f,
        0x9b05_688c,
        0x1f83_d9ab,
        0x5be0_cd19,
    ],
    great_first: true,
    block: sha256,
};

impl Kind {
    /// The sum in hexadecimal digits.
    pub fn sum(&self, bytes: &[u8]) -> String {
        let mut state = self.start.to_vec();
        let number = |four: &[u8]| {
            let four = four.try_into().unwrap_or_default();
            match self.great_first {
                true => u32::from_be_bytes(four),
                false => u32::from_le_bytes(four),
            }
        };
        let bits = bytes.len() as u64 * 8;
        let whole = bytes.len() / 64 * 64;
        let mut last = bytes[whole..].to_vec();
        last.push(0x80);
        last.resize((last.len() + 8).next_multiple_of(64) - 8, 0);
        match self.great_first {
            true => last.extend(bits.to_be_bytes()),
            false => last.extend(bits.to_le_bytes()),
        }
        for block in bytes[..whole].chunks(64).chain(last.chunks(64)) {
            let words: Vec<u32> = block.chunks(4).map(number).collect();
            (self.block)(&mut state, &words);
        }
        let shown = state.iter().map(|word| match self.great_first {
            true => *word,
            false => word.swap_bytes(),
        });
        shown.map(|word| format!("{word:08x}")).collect()
    }
}

/// The whole part of 2^32 times the sine of 1, 2, … radians.
const SINES: &str = "\
    d76aa478 e8c7b756 242070db c1bdceee f57c0faf 4787c62a a8304613 fd469501 \
    698098d8 8b44f7af ffff5bb1 895cd7be 6b901122 fd987193 a679438e 49b40821 \
    f61e2562 c040b340 265e5a51 e9b6c7aa d62f105d 02441453 d8a1e681 e7d3fbc8 \
    21e1cde6 c33707d6 f4d50d87 455a14ed a9e3e905 fcefa3f8 676f02d9 8d2a4c8a \
    fffa3942 8771f681 6d9d6122 fde5380c a4beea44 4bdecfa9 f6bb4b60 bebfbc70 \
    289b7ec6 eaa127fa d4ef3085 04881d05 d9d4d039 e6db99e5 1fa27cf8 c4ac5665 \
    f4292244 432aff97 ab9423a7 fc93a039 655b59c3 8f0ccc92 ffeff47d 85845dd1 \
    6fa87e4f fe2ce6e0 a3014314 4e0811a1 f7537e82 bd3af235 2ad7d2bb eb86d391";

/// The first bits behind the point of the cube roots of the first primes.
const ROOTS: &str = "\
    428a2f98 71374491 b5c0fbcf e9b5dba5 3956c25b 59f111f1 923f82a4 ab1c5ed5 \
    d807aa98 12835b01 243185be 550c7dc3 72be5d74 80deb1fe 9bdc06a7 c19bf174 \
    e49b69c1 efbe4786 0fc19dc6 240ca1cc 2de92c6f 4a7484aa 5cb0a9dc 76f988da \
    983e5152 a831c66d b00327c8 bf597fc7 c6e00bf3 d5a79147 06ca6351 14292967 \
    27b70a85 2e1b2138 4d2c6dfc 53380d13 650a7354 766a0abb 81c2c92e 92722c85 \
    a2bfe8a1 a81a664b c24b8b70 c76c51a3 d192e819 d6990624 f40e3585 106aa070 \
    19a4c116 1e376c08 2748774c 34b0bcb5 391c0cb3 4ed8aa4a 5b9cca4f 682e6ff3 \
    748f82ee 78a5636f 84c87814 8cc70208 90befffa a4506ceb bef9a3f7 c67178f2";

fn md5(state: &mut [u32], block: &[u32]) {
    const TURNS: [[u32; 4]; 4] = [
        [7, 12, 17, 22],
        [5, 9, 14, 20],
        [4, 11, 16, 23],
        [6, 10, 15, 21],
    ];
    let &mut [mut a, mut b, mut c, mut d] = state else {
        return;
    };
    for (step, sine) in numbers(SINES).enumerate() {
        let (mixed, place) = match step / 16 {
            0 => (b & c | !b & d, step),
            1 => (d & b | !d & c, 5 * step + 1),
            2 => (b ^ c ^ d, 3 * step + 5),
            _ => (c ^ (b | !d), 7 * step),
        };
        let sum = a.wrapping_add(mixed).wrapping_add(sine);
        let sum = sum.wrapping_add(block[place % 16]);
        let turned = sum.rotate_left(TURNS[step / 16][step % 4]);
        (a, d, c, b) = (d, c, b, b.wrapping_add(turned));
    }
    add(state, &[a, b, c, d]);
}

fn sha1(state: &mut [u32], block: &[u32]) {
    let mut words = block.to_vec();
    for at in 16..80 {
        let mixed = words[at - 3] ^ words[at - 8] ^ words[at - 14] ^ words[at - 16];
        words.push(mixed.rotate_left(1));
    }
    let &mut [mut a, mut b, mut c, mut d, mut e] = state else {
        return;
    };
    for (step, word) in words.iter().enumerate() {
        let (mixed, constant) = match step / 20 {
            0 => (b & c | !b & d, 0x5a82_7999),
            1 => (b ^ c ^ d, 0x6ed9_eba1),
            2 => (b & c | b & d | c & d, 0x8f1b_bcdc),
            _ => (b ^ c ^ d, 0xca62_c1d6_u32),
        };
        let sum = a.rotate_left(5).wrapping_add(mixed).wrapping_add(e);
        let sum = sum.wrapping_add(constant).wrapping_add(*word);
        (e, d, c, b, a) = (d, c, b.rotate_left(30), a, sum);
    }
    add(state, &[a, b, c, d, e]);
}

fn sha256(state: &mut [u32], block: &[u32]) {
    let mut words = block.to_vec();
    for at in 16..64 {
        let (one, two) = (words[at - 15], words[at - 2]);
        let one = one.rotate_right(7) ^ one.rotate_right(18) ^ one >> 3;
        let two = two.rotate_right(17) ^ two.rotate_right(19) ^ two >> 10;
        let sum = words[at - 16].wrapping_add(one).wrapping_add(words[at - 7]);
        words.push(sum.wrapping_add(two));
    }
    let &mut [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = state else {
        return;
    };
    for (word, root) in words.iter().zip(numbers(ROOTS)) {
        let mixed = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let sum = h.wrapping_add(mixed).wrapping_add(e & f ^ !e & g);
        let sum = sum.wrapping_add(root).wrapping_add(*word);
        let mixed = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let other = mixed.wrapping_add(a & b ^ a & c ^ b & c);
        (h, g, f, e) = (g, f, e, d.wrapping_add(sum));
        (d, c, b, a) = (c, b, a, sum.wrapping_add(other));
    }
    add(state, &[a, b, c, d, e, f, g, h]);
}

fn add(state: &mut [u32], more: &[u32]) {
    for (own, more) in state.iter_mut().zip(more) {
        *own = own.wrapping_add(*more);
    }
}

fn numbers(text: &'static str) -> impl Iterator<Item = u32> {
    let words = text.split(' ');
    words.map(|word| u32::from_str_radix(word, 16).unwrap_or_default())
}
