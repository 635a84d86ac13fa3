//! The letters that wait in the outbox in the middle of a journey, opened as the carrier opens them.

use serde_json::Value;
use server::store::{args, outbox};

use super::house::{ALL_MAIL, House};

const ROOT: &str = "http://localhost:3000";

impl House {
    /// All letters to somebody, oldest first: subject and body.
    pub async fn open_letters(&self, email: &str) -> Vec<(String, Value)> {
        let mut txn = self.desk.db.read().await.unwrap();
        let letters = outbox::due(&mut txn, ALL_MAIL, self.now()).await.unwrap();
        let mine = letters.into_iter().filter(|letter| letter.to == email);
        mine.map(|letter| {
            let place = format!("outbox|{}|v1", letter.message_id);
            let body = if letter.sealed {
                let key = self.desk.keys.seal_mail();
                let opened = key.open(&letter.body, &place).unwrap();
                serde_json::from_str(opened.reveal())
            } else {
                serde_json::from_str(&letter.body)
            };
            (letter.subject, body.unwrap())
        })
        .collect()
    }

    /// Their subjects, also of those that were sent.
    pub async fn letters_to(&self, email: &str) -> Vec<String> {
        self.all(
            "SELECT subject FROM outbox WHERE recipient = $1 ORDER BY id",
            args![email],
        )
        .await
    }

    /// The text of the newest letter to somebody, after its subject.
    pub async fn newest_letter_to(&self, email: &str) -> String {
        let letters = self.open_letters(email).await;
        let newest = letters
            .last()
            .unwrap_or_else(|| panic!("no letter to {email}"));
        format!("{}\n{}", newest.0, text(&newest.1))
    }

    /// The text of the newest letter to somebody with this subject.
    pub async fn newest_letter_with(&self, email: &str, subject: &str) -> String {
        let letters = self.open_letters(email).await;
        let newest = letters.iter().rfind(|(its, _)| its == subject);
        let (_, body) = newest.unwrap_or_else(|| panic!("no letter {subject:?} to {email}"));
        text(body).to_owned()
    }

    /// The path of the newest link to a page that somebody was mailed.
    pub async fn link_to(&self, page: &str, email: &str) -> String {
        let wanted = format!("{ROOT}{page}?link=");
        let letters = self.open_letters(email).await;
        let mut newest = letters.iter().rev();
        newest
            .find_map(|(_, body)| link_in(text(body), &wanted))
            .unwrap_or_else(|| panic!("no link to {page} for {email}"))
    }

    /// The same of the newest letter with this subject.
    pub async fn link_with(&self, page: &str, email: &str, subject: &str) -> String {
        let letter = self.newest_letter_with(email, subject).await;
        link_in(&letter, &format!("{ROOT}{page}?link="))
            .unwrap_or_else(|| panic!("no link to {page} in {letter}"))
    }
}

fn text(body: &Value) -> &str {
    body["text"].as_str().unwrap()
}

fn link_in(text: &str, wanted: &str) -> Option<String> {
    let mut words = text.split_whitespace();
    let link = words.find(|word| word.starts_with(wanted))?;
    Some(link.trim_start_matches(ROOT).to_owned())
}
