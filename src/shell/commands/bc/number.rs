//! Decimal numbers of any length: all digits and how many of them stand behind the point.

use std::cmp::Ordering;

/// Digits that a number may have.
pub const DIGITS_MOST: usize = 5_000;

/// A number: its digits, the highest first, without zeros before them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Number {
    pub negative: bool,
    digits: Vec<u8>,
    pub scale: usize,
}

fn trimmed(digits: Vec<u8>) -> Vec<u8> {
    let zeros = digits.iter().take_while(|digit| **digit == 0).count();
    digits[zeros..].to_vec()
}

fn compared(left: &[u8], right: &[u8]) -> Ordering {
    left.len().cmp(&right.len()).then_with(|| left.cmp(right))
}

fn sum(left: &[u8], right: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let (mut left, mut right) = (left.iter().rev(), right.iter().rev());
    let mut carry = 0;
    loop {
        let (a, b) = (left.next(), right.next());
        if a.is_none() && b.is_none() && carry == 0 {
            break;
        }
        let digit = a.unwrap_or(&0) + b.unwrap_or(&0) + carry;
        out.push(digit % 10);
        carry = digit / 10;
    }
    out.reverse();
    trimmed(out)
}

/// The difference; the left side is not less.
fn difference(left: &[u8], right: &[u8]) -> Vec<u8> {
    let mut out = left.to_vec();
    let length = out.len();
    let mut borrow = 0;
    for place in 0..length {
        let taken = right.len().checked_sub(place + 1).map_or(0, |at| right[at]) + borrow;
        let at = length - 1 - place;
        borrow = u8::from(out[at] < taken);
        out[at] = out[at] + borrow * 10 - taken;
    }
    trimmed(out)
}

fn product(left: &[u8], right: &[u8]) -> Vec<u8> {
    let mut out = vec![0u64; left.len() + right.len()];
    for (i, a) in left.iter().enumerate() {
        for (j, b) in right.iter().enumerate() {
            out[i + j + 1] += u64::from(*a) * u64::from(*b);
        }
    }
    for place in (1..out.len()).rev() {
        out[place - 1] += out[place] / 10;
        out[place] %= 10;
    }
    trimmed(out.into_iter().map(|digit| digit as u8).collect())
}

/// The whole quotient; the divisor is not 0.
fn quotient(left: &[u8], right: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(left.len());
    let mut rest: Vec<u8> = Vec::new();
    for digit in left {
        rest.push(*digit);
        rest = trimmed(rest);
        let mut count = 0;
        while compared(&rest, right) != Ordering::Less {
            rest = difference(&rest, right);
            count += 1;
        }
        out.push(count);
    }
    trimmed(out)
}

impl Number {
    pub fn whole(number: usize) -> Number {
        Number::read(&number.to_string())
    }

    /// A text of digits with a point or without.
    pub fn read(text: &str) -> Number {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits = whole.bytes().chain(part.bytes()).map(|byte| byte - b'0');
        Number {
            negative: false,
            digits: trimmed(digits.collect()),
            scale: part.len(),
        }
    }

    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// How many digits it has.
    pub fn length(&self) -> usize {
        self.digits.len().max(self.scale).max(1)
    }

    fn checked(self) -> Result<Number, String> {
        if self.digits.len() > DIGITS_MOST {
            return Err(format!("a number may have {DIGITS_MOST} digits here"));
        }
        Ok(self)
    }

    fn with(&self, negative: bool, digits: Vec<u8>, scale: usize) -> Number {
        Number {
            negative: negative && !digits.is_empty(),
            digits,
            scale,
        }
    }

    /// With so many digits behind the point; what is too much goes.
    pub fn scaled(&self, scale: usize) -> Number {
        let mut digits = self.digits.clone();
        if scale >= self.scale {
            if !digits.is_empty() {
                digits.resize(digits.len() + scale - self.scale, 0);
            }
        } else {
            digits.truncate(digits.len().saturating_sub(self.scale - scale));
        }
        self.with(self.negative, digits, scale)
    }

    pub fn negated(&self) -> Number {
        self.with(!self.negative, self.digits.clone(), self.scale)
    }

    pub fn add(&self, other: &Number) -> Result<Number, String> {
        let scale = self.scale.max(other.scale);
        let (left, right) = (self.scaled(scale), other.scaled(scale));
        if left.negative == right.negative {
            return self
                .with(left.negative, sum(&left.digits, &right.digits), scale)
                .checked();
        }
        let (more, less) = match compared(&left.digits, &right.digits) {
            Ordering::Less => (&right, &left),
            Ordering::Equal | Ordering::Greater => (&left, &right),
        };
        let digits = difference(&more.digits, &less.digits);
        Ok(self.with(more.negative, digits, scale))
    }

    /// The product has the larger scale of both sides and of `scale`, and no more than both.
    pub fn multiply(&self, other: &Number, scale: usize) -> Result<Number, String> {
        let whole = self.scale + other.scale;
        let kept = whole.min(scale.max(self.scale).max(other.scale));
        let negative = self.negative != other.negative;
        let digits = product(&self.digits, &other.digits);
        self.with(negative, digits, whole).scaled(kept).checked()
    }

    pub fn divide(&self, other: &Number, scale: usize) -> Result<Number, String> {
        if other.is_zero() {
            return Err("Divide by zero".to_string());
        }
        let left = self.scaled(self.scale + other.scale + scale);
        let left = left.checked()?;
        // Both sides as whole numbers, so that the quotient has `scale` places.
        let kept = left.scale - other.scale;
        let digits = quotient(&left.digits, &other.digits);
        let negative = self.negative != other.negative;
        Ok(self.with(negative, digits, kept).scaled(scale))
    }

    pub fn modulo(&self, other: &Number, scale: usize) -> Result<Number, String> {
        let quotient = self.divide(other, scale)?;
        let kept = self.scale.max(other.scale + scale);
        let taken = quotient.multiply(other, kept)?;
        Ok(self.add(&taken.negated())?.scaled(kept))
    }

    pub fn power(&self, exponent: &Number, scale: usize) -> Result<Number, String> {
        let text = exponent.scaled(0).text();
        let count: i64 = text.parse().map_err(|_| "exponent too large".to_string())?;
        let times = count.unsigned_abs() as usize;
        if self.digits.len().max(1).saturating_mul(times) > DIGITS_MOST * 2 {
            return Err(format!("a number may have {DIGITS_MOST} digits here"));
        }
        let kept = (self.scale * times).min(scale.max(self.scale));
        let mut value = Number::whole(1);
        for _ in 0..times {
            value = value.multiply(self, usize::MAX)?;
        }
        if count < 0 {
            return Number::whole(1).divide(&value, scale);
        }
        Ok(value.scaled(kept))
    }

    pub fn sqrt(&self, scale: usize) -> Result<Number, String> {
        if self.negative {
            return Err("Square root of a negative number".to_string());
        }
        let kept = scale.max(self.scale);
        let value = self.scaled(kept * 2);
        // Newton's way, from above, on whole numbers.
        let goal = value.digits;
        let mut root = vec![1];
        root.resize(goal.len() / 2 + 2, 0);
        loop {
            let next = sum(&root, &quotient(&goal, &root));
            let next = quotient(&next, &[2]);
            if compared(&next, &root) != Ordering::Less {
                break;
            }
            root = next;
            if root.is_empty() {
                break;
            }
        }
        Ok(self.with(false, root, kept))
    }

    pub fn compare(&self, other: &Number) -> Ordering {
        match self.add(&other.negated()) {
            Ok(difference) if difference.is_zero() => Ordering::Equal,
            Ok(difference) if difference.negative => Ordering::Less,
            Ok(_) | Err(_) => Ordering::Greater,
        }
    }

    /// As `bc` writes it: no zero before the point.
    pub fn text(&self) -> String {
        if self.is_zero() {
            return "0".to_string();
        }
        let digits: String = self
            .digits
            .iter()
            .map(|digit| char::from(b'0' + digit))
            .collect();
        let digits = format!("{digits:0>width$}", width = self.scale);
        let (whole, part) = digits.split_at(digits.len() - self.scale);
        let sign = if self.negative { "-" } else { "" };
        let point = if part.is_empty() { "" } else { "." };
        format!("{sign}{whole}{point}{part}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_exact() {
        let [a, b] = ["12345678901234567890", "98765432109876543210.5"].map(Number::read);
        assert_eq!(a.add(&b).unwrap().text(), "111111111011111111100.5");
        assert_eq!(
            a.multiply(&a, 0).unwrap().text(),
            "152415787532388367501905199875019052100"
        );
        assert_eq!(
            Number::whole(10)
                .divide(&Number::whole(3), 4)
                .unwrap()
                .text(),
            "3.3333"
        );
        assert_eq!(Number::read("0.5").negated().text(), "-.5");
        assert_eq!(Number::whole(2).sqrt(10).unwrap().text(), "1.4142135623");
        assert_eq!(Number::whole(0).sqrt(2).unwrap().text(), "0");
        assert!(a.divide(&Number::read("0.00"), 2).is_err());
    }
}
