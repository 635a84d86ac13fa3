//! Mails: each occasion in the reader's language, as text and as simple HTML.

use identity::mail::{Circumstances, MailText, Occasion};

mod html;
mod message;
mod text;
mod to_admins;

/// Finds the words for an occasion.
pub fn compose(occasion: &Occasion, circumstances: &Circumstances) -> MailText {
    let message = message::write(occasion, circumstances);
    MailText {
        subject: message.subject.clone(),
        text: text::render(&message),
        html: html::render(&message, circumstances.language),
    }
}

#[cfg(test)]
mod tests;
