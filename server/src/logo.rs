//! A picture that somebody sent, made into a logo of ours: read within limits, made small, and written anew, so that nothing of
//! what came is served (OWASP File Upload Cheat Sheet).

use std::io::Cursor;

use data_encoding::HEXLOWER;
use identity::{brand::Logo, refusal::Refusal};
use image::{DynamicImage, ImageFormat, ImageReader, Limits, error::ImageError};
use sha2::{Digest as _, Sha256};

/// In bytes, as it comes.
const MOST: usize = 512 * 1024;
/// In pixels, as it comes.
const MOST_SIDE: u32 = 4_000;
/// What decoding may take, in bytes.
const MEMORY: u64 = 96 * 1024 * 1024;
/// What is kept, in pixels: twice what a page shows.
const WIDTH: u32 = 480;
const HEIGHT: u32 = 96;

/// The logo and its picture. Takes up to a second of a processor.
///
/// # Errors
///
/// [`Refusal::LogoTooLarge`], or [`Refusal::LogoUnreadable`] for what is no PNG, JPEG or WebP.
pub fn of(file: &[u8]) -> Result<(Logo, Vec<u8>), Refusal> {
    if file.len() > MOST {
        return Err(Refusal::LogoTooLarge);
    }
    let format = image::guess_format(file).map_err(|_| Refusal::LogoUnreadable)?;
    if !matches!(
        format,
        ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP
    ) {
        return Err(Refusal::LogoUnreadable);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits);
    let picture = reader.decode().map_err(|error| refused(&error))?;
    written(&small(picture)).ok_or(Refusal::LogoUnreadable)
}

fn refused(error: &ImageError) -> Refusal {
    match error {
        ImageError::Limits(_) => Refusal::LogoTooLarge,
        _ => Refusal::LogoUnreadable,
    }
}

fn small(picture: DynamicImage) -> DynamicImage {
    if picture.width() <= WIDTH && picture.height() <= HEIGHT {
        return picture;
    }
    picture.resize(WIDTH, HEIGHT, image::imageops::FilterType::Lanczos3)
}

fn written(picture: &DynamicImage) -> Option<(Logo, Vec<u8>)> {
    let mut png = Cursor::new(Vec::new());
    // Only pixels: no profile, no place where a photograph was taken, nothing behind the end.
    let pixels = DynamicImage::ImageRgba8(picture.to_rgba8());
    pixels.write_to(&mut png, ImageFormat::Png).ok()?;
    let png = png.into_inner();
    let logo = Logo {
        digest: HEXLOWER.encode(&Sha256::digest(&png)),
        width: pixels.width(),
        height: pixels.height(),
    };
    Some((logo, png))
}

#[cfg(test)]
mod tests {
    use image::{ImageBuffer, Rgba};

    use super::*;

    fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let pixels = ImageBuffer::from_fn(width, height, |x, y| {
            Rgba([x.to_le_bytes()[0], y.to_le_bytes()[0], 90, 255])
        });
        let mut file = Cursor::new(Vec::new());
        let pixels = DynamicImage::ImageRgba8(pixels);
        DynamicImage::ImageRgb8(pixels.to_rgb8())
            .write_to(&mut file, format)
            .unwrap();
        file.into_inner()
    }

    #[test]
    fn a_picture_is_made_small_and_written_anew() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let (logo, png) = of(&picture(960, 300, format)).unwrap();
            assert_eq!((logo.width, logo.height), (307, 96), "{format:?}");
            assert_eq!(image::guess_format(&png).unwrap(), ImageFormat::Png);
            assert_eq!(logo.digest, HEXLOWER.encode(&Sha256::digest(&png)));
        }
        let (logo, _) = of(&picture(40, 30, ImageFormat::Png)).unwrap();
        assert_eq!((logo.width, logo.height), (40, 30), "never made larger");
    }

    #[test]
    fn what_hides_behind_a_picture_is_gone() {
        let mut file = picture(40, 30, ImageFormat::Png);
        file.extend_from_slice(b"<script>alert(1)</script>");
        let (_, png) = of(&file).unwrap();
        assert!(!png.windows(7).any(|bytes| bytes == b"<script"));
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_refused() {
        assert_eq!(of(b"").err(), Some(Refusal::LogoUnreadable));
        assert_eq!(
            of(b"<svg xmlns='http://www.w3.org/2000/svg'/>").err(),
            Some(Refusal::LogoUnreadable)
        );
        assert_eq!(
            of(b"GIF89a\x01\x00\x01\x00").err(),
            Some(Refusal::LogoUnreadable)
        );
        let whole = picture(40, 30, ImageFormat::Png);
        assert_eq!(
            of(&whole[..whole.len() / 2]).err(),
            Some(Refusal::LogoUnreadable)
        );
        assert_eq!(of(&vec![0; MOST + 1]).err(), Some(Refusal::LogoTooLarge));
        // A few bytes that say that they are a picture of 60,000 by 60,000.
        let mut bomb = picture(1, 1, ImageFormat::Png);
        bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        assert!(of(&bomb).is_err());
        assert_eq!(
            of(&picture(4_001, 1, ImageFormat::Png)).err(),
            Some(Refusal::LogoTooLarge)
        );
    }
}
