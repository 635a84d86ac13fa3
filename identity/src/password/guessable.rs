//! Passwords made of what everybody knows about the account: its names, the organisation, the product (ASVS 6.2.11).

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::Context;

const PRODUCT: &str = "latchkey";
/// Shorter words are in too many others to mean anything.
const SHORTEST_WORD: usize = 3;
/// This many letters beside the known words are something of one's own.
const ENOUGH_LEFT: usize = 4;
/// As many digits as a date has: they add nothing.
const DATE: usize = 8;

/// Whether almost nothing is left of the password, in lower case, once the known words are out. What holds none of them is never
/// refused here, whatever its characters (6.2.5).
pub(super) fn is_guessable(folded: &str, context: &Context<'_>) -> bool {
    let mut rest = Zeroizing::new(folded.to_owned());
    for word in words(context) {
        if rest.contains(&word) {
            // A gap, so that what stood before and after does not grow into another word.
            rest = Zeroizing::new(rest.replace(&word, " "));
        }
    }
    *rest != folded && left(&rest) < ENOUGH_LEFT
}

/// Letters that are left, a run of the same one counted once; and digits beyond those of a date.
fn left(rest: &str) -> usize {
    let mut before = None;
    let mut letters = 0;
    for c in rest.chars() {
        letters += usize::from(is_letter(c) && before != Some(c));
        before = Some(c);
    }
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    letters + digits.saturating_sub(DATE)
}

/// Whatever is neither a digit nor white space nor ASCII punctuation; an emoji counts.
fn is_letter(c: char) -> bool {
    !c.is_numeric() && !c.is_whitespace() && !c.is_ascii_punctuation()
}

/// Every word around the account and every text as a whole, without separators; the longest first.
fn words(context: &Context<'_>) -> Vec<String> {
    let local = context.email.split('@').next().unwrap_or_default();
    let texts = [
        PRODUCT,
        context.organisation,
        context.slug,
        context.person,
        local,
        context.host,
    ];
    let mut words = Vec::new();
    for text in texts {
        let text: String = text.nfc().flat_map(char::to_lowercase).collect();
        words.push(text.chars().filter(|c| c.is_alphanumeric()).collect());
        words.extend(
            text.split(|c: char| !c.is_alphanumeric())
                .map(str::to_owned),
        );
    }
    words.retain(|word| word.chars().count() >= SHORTEST_WORD);
    words.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    words.dedup();
    words
}
