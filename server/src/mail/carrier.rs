//! What takes a mail away: an SMTP server, or a folder while none is set.

use std::{
    fs, io,
    io::Write as _,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
    time::{Duration, UNIX_EPOCH},
};

use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp::authentication::Credentials,
};

use super::outbox::Body;
use crate::{
    config::{Config, Smtp, Tls},
    store::outbox::Row,
};

/// Shorter than the pause before the next try, so that no mail is under way twice.
const TIMEOUT: Duration = Duration::from_secs(20);

#[derive(Debug)]
pub struct Carrier {
    from: Mailbox,
    way: Way,
}

#[derive(Debug)]
enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

/// Why a mail is still here: for the row and the log, never for a page.
#[derive(Debug, thiserror::Error)]
pub enum CarrierError {
    #[error("the address or the message is not acceptable: {0}")]
    Message(String),
    #[error("the mail server: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
    #[error("the folder for mail: {0}")]
    Folder(#[from] io::Error),
}

impl Carrier {
    pub fn new(config: &Config) -> Result<Self, CarrierError> {
        let unfit = |error: lettre::address::AddressError| CarrierError::Message(error.to_string());
        Ok(match &config.smtp {
            Some(smtp) => Self {
                from: smtp.from.parse().map_err(unfit)?,
                way: Way::Smtp(transport(smtp)?),
            },
            None => Self {
                from: "Latchkey <no-reply@localhost>".parse().map_err(unfit)?,
                way: Way::Folder(config.outbox_dir()),
            },
        })
    }

    pub(super) async fn carry(&self, row: &Row, body: &Body) -> Result<(), CarrierError> {
        let message = self.message(row, body)?;
        match &self.way {
            Way::Smtp(transport) => {
                transport.send(message).await?;
                tracing::info!(to = %row.to, subject = %row.subject, "mail was handed to the server");
            }
            Way::Folder(folder) => {
                let file = folder.join(format!("{}-{}.eml", row.created_at.0, row.id));
                let written = file.clone();
                let bytes = message.formatted();
                let work = move || write(&written, &bytes);
                tokio::task::spawn_blocking(work)
                    .await
                    .map_err(io::Error::other)??;
                tracing::info!(to = %row.to, subject = %row.subject, file = %file.display(), "mail was written to a file");
            }
        }
        Ok(())
    }

    fn message(&self, row: &Row, body: &Body) -> Result<Message, CarrierError> {
        let unfit = |error: &dyn std::error::Error| CarrierError::Message(error.to_string());
        let to: Mailbox = row.to.parse().map_err(|error| unfit(&error))?;
        let written = Duration::from_millis(u64::try_from(row.created_at.0).unwrap_or_default());
        Message::builder()
            .from(self.from.clone())
            .to(to)
            .date(UNIX_EPOCH + written)
            .message_id(Some(row.message_id.clone()))
            .subject(&row.subject)
            // Nobody's holiday notice should answer it (RFC 3834, section 5).
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ))
            .multipart(MultiPart::alternative_plain_html(
                body.text.reveal().to_owned(),
                body.html.reveal().to_owned(),
            ))
            .map_err(|error| unfit(&error))
    }
}

fn transport(smtp: &Smtp) -> Result<AsyncSmtpTransport<Tokio1Executor>, CarrierError> {
    let builder = match smtp.tls {
        Tls::Starttls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&smtp.host)?,
        Tls::Implicit => AsyncSmtpTransport::<Tokio1Executor>::relay(&smtp.host)?,
        Tls::None => AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&smtp.host),
    };
    let builder = builder.port(smtp.port).timeout(Some(TIMEOUT));
    Ok(if smtp.user.is_empty() {
        builder.build()
    } else {
        builder
            .credentials(Credentials::new(
                smtp.user.clone(),
                smtp.password.reveal().to_owned(),
            ))
            .build()
    })
}

/// Readable by us alone: such a file may hold a link that lets somebody in. Seen only when it is whole.
pub(crate) fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
    }
    let draft = file.with_extension("draft");
    let mut open = fs::OpenOptions::new()
        .create(true)
        .truncate(true)
        .write(true)
        .mode(0o600)
        .open(&draft)?;
    open.write_all(bytes)?;
    open.sync_all()?;
    fs::rename(draft, file)
}
