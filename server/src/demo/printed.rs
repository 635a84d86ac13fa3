//! What is printed of the sample world: where to sign in, and with what.

use super::{DemoLine, PASSWORD, backup_codes, people::HOUSES};

/// The lines to print; none for an installation that is no sample world. `address` is where people reach this installation.
pub fn printed(lines: &[DemoLine], address: &str) -> Vec<String> {
    if lines.is_empty() {
        return Vec::new();
    }
    let codes: Vec<String> = backup_codes()
        .iter()
        .map(|code| code.grouped().reveal().to_owned())
        .collect();
    let mut print = vec![
        "A sample world, for trying things out: everybody may know what is printed here.".to_owned(),
        String::new(),
        format!("  Password of everybody:  {PASSWORD}"),
        "  A key beside a name goes into an authenticator app, or: oathtool --totp --base32 KEY".to_owned(),
        "  Backup codes, the same ten for whoever has some; those who have two left have the last two:".to_owned(),
    ];
    print.extend(codes.chunks(5).map(|row| format!("    {}", row.join("  "))));
    for house in &HOUSES {
        print.push(String::new());
        print.push(format!(
            "{}: {address}/o/{}/sign-in",
            house.name, house.slug
        ));
        let people = lines.iter().filter(|line| line.organisation == house.slug);
        print.extend(people.map(row));
    }
    print.push(String::new());
    print
}

fn row(line: &DemoLine) -> String {
    let DemoLine {
        name,
        email,
        role,
        story,
        totp,
        ..
    } = line;
    let who = match *role {
        "" => (*story).to_owned(),
        role => format!("{}: {story}", role.replace('_', " ")),
    };
    let key = totp.as_deref().unwrap_or_default();
    format!("  {name:20} {email:36} {who:42} {key}")
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_stands_under_the_address_where_they_sign_in() {
        let print = printed(&super::super::lines(), "http://localhost:3000").join("\n");
        let (harbour, northlight) = print.split_once("Northlight Clinic: ").unwrap();
        assert!(harbour.contains(
            "Harbour Bakery: http://localhost:3000/o/harbour/sign-in\n  Berta Lindqvist"
        ));
        assert!(
            northlight.starts_with("http://localhost:3000/o/northlight/sign-in\n  Ursula Brandt")
        );
        assert_eq!(print.matches(PASSWORD).count(), 1);
        assert_eq!(print.matches(".example").count(), 40);
        assert!(
            print.lines().all(|line| line.chars().count() <= 140),
            "{print}"
        );
    }
}
