//! Mails: their words, as text and as simple HTML.

use identity::mail::{Circumstances, MailText, Occasion};

pub fn compose(occasion: &Occasion, circumstances: &Circumstances) -> MailText {
    let _ = (occasion, circumstances);
    MailText { subject: String::new(), text: String::new(), html: String::new() }
}
