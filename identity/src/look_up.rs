//! Look-up secrets as people read and type them: Crockford's base 32, in groups (NIST SP 800-63B-4, section 3.1.2).

use zeroize::Zeroize;

use crate::secret::Secret;

/// Crockford's base 32: no I, L, O or U, so that nothing read from paper or over a telephone is ambiguous.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Nobody types more separators than this; what is longer is not a code.
const MOST_TYPED: usize = 64;

/// So many characters of five bits each, at most the 80 bits that are given.
pub fn draw(mut random: [u8; 10], length: usize) -> Secret {
    let mut bits = random
        .iter()
        .fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    let mut code = String::with_capacity(length);
    for _ in 0..length {
        code.push(
            ALPHABET
                .get((bits & 31) as usize)
                .copied()
                .map_or('0', char::from),
        );
        bits >>= 5;
    }
    random.zeroize();
    bits.zeroize();
    Secret::from(code)
}

/// Reads a code as people type it: any case, any hyphens or spaces, O for 0 and I or L for 1 (case B-05).
pub fn read(typed: &str, length: usize) -> Option<Secret> {
    if typed.chars().count() > MOST_TYPED {
        return None;
    }
    // Room for all of it at once, so that no copy of the code stays behind in memory.
    let mut code = String::with_capacity(typed.len());
    for c in typed.chars().filter(|c| !is_separator(*c)) {
        let plain = match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        code.push(plain);
    }
    let code = Secret::from(code);
    let letters = code.reveal().bytes().all(|b| ALPHABET.contains(&b));
    (code.reveal().len() == length && letters).then_some(code)
}

/// With a hyphen between groups: what is shown, copied and read out.
pub fn grouped(code: &Secret, group: usize) -> Secret {
    let code = code.reveal();
    let mut text = String::with_capacity(code.len() + code.len() / group);
    for (at, c) in code.chars().enumerate() {
        if at > 0 && at % group == 0 {
            text.push('-');
        }
        text.push(c);
    }
    Secret::from(text)
}

/// White space, and all that looks like a hyphen or comes along when a code is pasted.
fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2060}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}'
                | '\u{feff}' | '\u{ff0d}'
        )
}
