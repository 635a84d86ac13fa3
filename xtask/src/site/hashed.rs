//! A file whose name says its content, so that a browser may keep it for ever; and its compressed siblings.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};

use super::Mode;

#[derive(Debug)]
pub struct Hashed {
    key: String,
    name: String,
    content: Vec<u8>,
}

impl Hashed {
    /// `key` is how the manifest calls it.
    pub fn new(key: &str, stem: &str, extension: &str, content: Vec<u8>) -> Self {
        let hash = short_hash(&content);
        Self {
            key: key.to_owned(),
            name: format!("{stem}.{hash}.{extension}"),
            content,
        }
    }

    pub fn key(&self) -> &str {
        &self.key
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn path(&self) -> String {
        format!("/pkg/{}", self.name)
    }

    pub fn content(&self) -> &[u8] {
        &self.content
    }
}

pub fn hash(content: &[u8]) -> String {
    Sha256::digest(content)
        .iter()
        .fold(String::new(), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// 64 bits: enough to tell the versions of one file apart, and nobody chooses them but us.
fn short_hash(content: &[u8]) -> String {
    hash(content).chars().take(16).collect()
}

pub fn brotli(content: &[u8], mode: Mode) -> Vec<u8> {
    let quality = match mode {
        Mode::Release => 11,
        Mode::Dev => 4,
    };
    let mut compressed = Vec::new();
    {
        let mut writer = brotli::CompressorWriter::new(&mut compressed, 1 << 16, quality, 22);
        // Writing to a Vec cannot fail.
        let _ = writer.write_all(content);
    }
    compressed
}

/// No time and no file name in the header: the same content gives the same bytes.
pub fn gzip(content: &[u8]) -> Vec<u8> {
    let mut writer = GzBuilder::new().write(Vec::new(), Compression::best());
    // Writing to a Vec cannot fail.
    let _ = writer.write_all(content);
    writer.finish().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn the_name_follows_the_content() {
        let one = Hashed::new("style", "main", "css", b"a{}".to_vec());
        let same = Hashed::new("style", "main", "css", b"a{}".to_vec());
        let other = Hashed::new("style", "main", "css", b"b{}".to_vec());
        assert_eq!(one.name(), same.name());
        assert_ne!(one.name(), other.name());
        assert!(one.path().starts_with("/pkg/main."));
    }

    #[test]
    fn the_hash_is_sha_256() {
        assert_eq!(
            hash(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(short_hash(b"abc"), "ba7816bf8f01cfea");
    }

    #[test]
    fn both_compressions_give_the_content_back_and_repeat_themselves() {
        let content = b"body { color: black }".repeat(50);
        let mut unzipped = Vec::new();
        flate2::read::GzDecoder::new(gzip(&content).as_slice())
            .read_to_end(&mut unzipped)
            .unwrap();
        assert_eq!(unzipped, content);
        let mut unbrotlied = Vec::new();
        brotli::Decompressor::new(brotli(&content, Mode::Release).as_slice(), 4096)
            .read_to_end(&mut unbrotlied)
            .unwrap();
        assert_eq!(unbrotlied, content);
        assert_eq!(gzip(&content), gzip(&content));
    }
}
