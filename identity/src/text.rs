//! Text that people type, made fit to be kept and shown: trimmed, in NFC, without what cannot be seen (cases E-14, I-01).

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::refusal::Refusal;

/// The most that a name may hold, as a person counts.
pub const MOST_GRAPHEMES: usize = 64;
/// The most that a name may hold, as the database counts: one grapheme can be arbitrarily long.
pub const MOST_BYTES: usize = 256;

/// One line of text within the limits of a name.
pub fn line(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::NameMissing);
    }
    // Measured before it is normalised, so that a huge text costs nothing.
    if text.len() > 4 * MOST_BYTES {
        return Err(Refusal::NameTooLong);
    }
    if holds_unseen(text) {
        return Err(Refusal::NameHasControls);
    }
    let text: String = text.nfc().collect();
    if text.len() > MOST_BYTES || text.graphemes(true).count() > MOST_GRAPHEMES {
        return Err(Refusal::NameTooLong);
    }
    Ok(text)
}

/// Several lines of text, for a reason or a note: line ends as `\n`, at most `most` characters.
pub fn paragraph(text: &str, most: usize) -> Result<String, Refusal> {
    if text.len() > 8 * most {
        return Err(Refusal::NoteTooLong);
    }
    let lines = text.trim().lines().map(|line| line.replace('\t', " "));
    let lines: Vec<String> = lines
        .map(|line| line.chars().filter(|c| !is_unseen(*c)).nfc().collect())
        .collect();
    let text = lines.join("\n");
    if text.chars().count() > most {
        return Err(Refusal::NoteTooLong);
    }
    Ok(text)
}

fn holds_unseen(text: &str) -> bool {
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        // Joiners are letters of a kind in Persian, in Indic scripts and in emoji, and a disguise between ASCII letters.
        let joins = is_joiner(c)
            && before.is_some_and(|c: char| !c.is_ascii() && !is_joiner(c))
            && chars
                .peek()
                .is_some_and(|c| !c.is_ascii() && !is_joiner(*c));
        if is_unseen(c) && !joins {
            return true;
        }
        before = Some(c);
    }
    false
}

const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Characters that cannot be seen, or that change how others are seen: controls, line separators, marks and overrides of
/// direction (UAX #9), zero-width characters, fillers, annotations, non-characters.
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{fffe}'
                | '\u{ffff}'
        )
}
