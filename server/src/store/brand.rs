//! How an organisation looks on its pages, and the picture of its logo.

use identity::{
    brand::{Accent, Brand, Logo},
    ids::OrganisationId,
};

use super::{Result, Row, Txn, args};

/// From the columns `accent` and `logo`. What is no colour or logo any more is none: a page is not refused for its looks.
pub fn of(row: &Row) -> Result<Brand> {
    let (accent, logo): (String, String) = (row.get("accent")?, row.get("logo")?);
    Ok(Brand {
        accent: Accent::stored(&accent),
        logo: logo.parse().ok(),
    })
}

/// The name of the organisation and its looks, but for the picture.
pub async fn save(
    txn: &mut Txn,
    organisation: OrganisationId,
    (name, brand): (&str, &Brand),
) -> Result<()> {
    const SQL: &str = "UPDATE organisations SET name = $2, accent = $3, logo = $4 WHERE id = $1";
    let accent = brand.accent.map(Accent::digits).unwrap_or_default();
    let logo = brand.logo.as_ref().map(ToString::to_string);
    let logo = logo.unwrap_or_default();
    txn.execute(SQL, args![organisation, name, accent, logo])
        .await?;
    Ok(())
}

/// The picture that stands there from now on.
pub async fn put_logo(
    txn: &mut Txn,
    organisation: OrganisationId,
    (logo, png): (&Logo, &[u8]),
) -> Result<()> {
    const SQL: &str = "
        INSERT INTO organisation_logos (organisation_id, name, png)
        VALUES ($1, $2, $3)
        ON CONFLICT (organisation_id) DO UPDATE SET name = excluded.name, png = excluded.png";
    txn.execute(SQL, args![organisation, logo.to_string(), png])
        .await?;
    Ok(())
}

pub async fn take_logo(txn: &mut Txn, organisation: OrganisationId) -> Result<()> {
    const SQL: &str = "DELETE FROM organisation_logos WHERE organisation_id = $1";
    txn.execute(SQL, args![organisation]).await?;
    Ok(())
}

/// The picture with this name. It is public, and its name cannot be guessed.
pub async fn logo(txn: &mut Txn, logo: &Logo) -> Result<Option<Vec<u8>>> {
    const SQL: &str = "SELECT png FROM organisation_logos WHERE name = $1 LIMIT 1";
    txn.fetch_optional(SQL, args![logo.to_string()]).await
}
