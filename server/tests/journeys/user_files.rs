//! Files of users: whole or not at all; who is here is changed, who is not is invited, and nobody beyond reach is touched.

use identity::user::file::MOST_USERS;
use server::store::args;

use super::{
    anna,
    customers::{customer, operator},
    engines::on_both_engines,
    house::{ADMIN, House},
    people::Person,
};

const ANNA: &str = "anna@example.com";
const PAGE: &str = "/admin/users/import";
const IMPORT: &str = "/do/import-users";

async fn import(house: &House, admin: &mut Person, file: &str) {
    admin.browser.open(PAGE).await;
    admin.prove(house).await;
    admin.browser.submit(IMPORT, &[("pasted", file)]).await;
}

async fn users(house: &House) -> i64 {
    house.one("SELECT count(*) FROM users", args![]).await
}

async fn groups(house: &House, email: &str) -> Vec<String> {
    const SQL: &str = "SELECT g.name FROM user_groups g JOIN users u ON u.id = g.user_id WHERE u.email = $1 ORDER BY g.name";
    house.all(SQL, args![email]).await
}

on_both_engines! {
    /// A file with a bad row in the middle changes nothing, costs no proof, and says what is wrong with each row.
    async fn a_file_comes_whole_or_not_at_all(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        let before = users(&house).await;
        let broken = format!(
            "email,name,groups,language\n{ANNA},Anna Renamed,sales,de\nnew@example.com,New One,,\nnonsense,X,,\n{},Me,,\nnobody@example.com,,,\nnew@example.com,Again,,\nx@example.com,X,,fr\n",
            ADMIN.0
        );
        import(&house, &mut admin, &broken).await;
        let page = &admin.browser.page;
        page.refuses("pasted", "Nothing was imported")
            .says("Line 4: this is no e-mail address")
            .says("Line 5: you cannot change yourself")
            .says("Line 6: nobody here has this address, and a new user needs a name")
            .says("Line 7: this user stands in the file before")
            .says("Line 8: the language must be en or de");
        assert!(!page.text().contains("Line 2") && !page.text().contains("Line 3"), "{}", page.text());
        assert_eq!((users(&house).await, groups(&house, ANNA).await.len()), (before, 0));
        assert_eq!(house.one::<i64>("SELECT count(*) FROM audit_events WHERE event = 'user.imported'", args![]).await, 0);
        assert!(house.letters_to("new@example.com").await.is_empty());

        let good = format!("Language;Groups;E-mail address;Name\nde;night shift,sales;{ANNA};Anna Renamed\n;;new@example.com;New One\n");
        admin.browser.submit(IMPORT, &[("pasted", &good)]).await
            .says("Invited: 1. Changed: 1. As they were: 0.")
            .says("Anna Renamed")
            .says("New One");
        assert_eq!(groups(&house, ANNA).await, ["night shift", "sales"]);
        let language: String = house.one("SELECT language FROM users WHERE email = $1", args![ANNA]).await;
        assert_eq!((users(&house).await, language.as_str()), (before + 1, "de"));
        assert_eq!((house.count("user.edited", ANNA).await, house.count("policy.assigned", ANNA).await, house.count("user.invited", "new@example.com").await), (1, 1, 1));
        assert_eq!(house.one::<i64>("SELECT count(*) FROM audit_events WHERE event = 'user.imported'", args![]).await, 1);

        // Whoever was invited gets in like any other.
        let link = house.link_to("/welcome", "new@example.com").await;
        let mut stranger = house.browser();
        stranger.open(&link).await.says("You were invited as new@example.com");

        // The proof was for that file; the same file again changes nobody.
        admin.browser.open(PAGE).await;
        assert!(!admin.browser.page.html.contains(IMPORT), "{}", admin.browser.page.text());
        import(&house, &mut admin, &good).await;
        admin.browser.page.says("Invited: 0. Changed: 0. As they were: 2.");
        assert_eq!((house.count("user.edited", ANNA).await, house.count("policy.assigned", ANNA).await), (1, 1));

        // What is empty stays, and a column that is not there as well.
        import(&house, &mut admin, &format!("email,name,groups\n{ANNA},,\n")).await;
        admin.browser.page.says("As they were: 1.");
        import(&house, &mut admin, &format!("email,groups\n{ANNA},sales\n")).await;
        admin.browser.page.says("Changed: 1.");
        assert_eq!(groups(&house, ANNA).await, ["sales"]);
    }
}

on_both_engines! {
    /// An address that somebody proved beside the first one is theirs, too, and names nobody twice.
    async fn a_user_is_found_by_each_of_their_addresses(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        const OTHER: &str = "INSERT INTO addresses (organisation_id, user_id, email, email_key, verified_at, created_at) SELECT organisation_id, id, 'aw@example.com', 'aw@example.com', 1, 1 FROM users WHERE email = $1";
        house.change(OTHER, args![ANNA]).await;
        import(&house, &mut admin, &format!("email,name\naw@example.com,Anna Two\n{ANNA},Anna Three\n")).await;
        admin.browser.page.says("this user stands in the file before");
        import(&house, &mut admin, "email,name\naw@example.com,Anna Two\n").await;
        admin.browser.page.says("Changed: 1.");
        let name: String = house.one("SELECT name FROM users WHERE email = $1", args![ANNA]).await;
        assert_eq!(name, "Anna Two");
    }
}

on_both_engines! {
    /// Not for the help desk; and a file reaches no further than the admin does.
    async fn a_file_reaches_as_far_as_its_admin(house: House) {
        let (mut admin, mut anna) = anna::enrolled(&house).await;
        house.change("UPDATE users SET role = 'help_desk' WHERE email = $1", args![ANNA]).await;
        anna.browser.open("/admin/users").await;
        assert!(!anna.browser.page.html.contains(PAGE));
        assert_eq!(anna.browser.open(PAGE).await.status, 403);
        anna.browser.call(&house, IMPORT, &[("pasted", "email,name\nx@example.com,X\n")]).await;
        assert_eq!(anna.browser.page.status, 403);

        house.change("UPDATE users SET role = 'operator' WHERE email = $1", args![ANNA]).await;
        import(&house, &mut admin, &format!("email,name\n{ANNA},Anna Low\n")).await;
        admin.browser.page.says("you cannot change yourself, or somebody above you");
        let name: String = house.one("SELECT name FROM users WHERE email = $1", args![ANNA]).await;
        assert_eq!(name, "Anna Weber");
    }
}

on_both_engines! {
    /// The list that we give away comes back as it is: the admin's own row, and what a spreadsheet would have computed.
    async fn our_own_list_comes_back(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        admin.invite_only(&house, "-Bo", "+bo@example.com").await;
        let before = users(&house).await;
        admin.browser.open("/admin/users/export").await;
        admin.prove(&house).await;
        let file = admin.browser.submit("/do/export-users", &[]).await.html.clone();
        assert!(file.contains(ADMIN.0) && file.contains("'+bo@example.com"), "{file}");
        import(&house, &mut admin, &file).await;
        admin.browser.page.says(&format!("Invited: 0. Changed: 0. As they were: {before}."));
        assert_eq!(users(&house).await, before);
        // Who has no customers has a column of that name for something else.
        import(&house, &mut admin, "email,name,customer\nx@example.com,Xaver,Somebody else\n").await;
        admin.browser.page.says("Invited: 1.");
    }
}

on_both_engines! {
    /// Of a list of several customers only the rows of the one that was chosen are its own.
    async fn nobody_is_invited_to_another_customer(house: House) {
        let mut berta = operator(&house).await;
        customer(&house, &mut berta, "globex").await;
        let before = users(&house).await;
        berta.browser.open("/admin/users/import?customers=globex").await;
        berta.prove(&house).await;
        let row = |customer: &str| format!("email,name,customer\nx@example.com,Xaver,{customer}\n");
        berta.browser.submit(IMPORT, &[("pasted", &row("Acme Bakery"))]).await
            .refuses("pasted", "Nothing was imported")
            .says("Line 2: this row is about another customer");
        assert_eq!(users(&house).await, before);
        berta.browser.submit(IMPORT, &[("pasted", &row("The globex house"))]).await.says("Invited: 1.");
    }
}

on_both_engines! {
    /// As many as there may be; one more is too long.
    async fn the_longest_file_is_imported(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        let before = users(&house).await;
        let rows = |count: u32| (0..count).map(|nth| format!("u{nth}@example.com,User {nth},g\n")).collect::<String>();
        import(&house, &mut admin, &format!("email,name,groups\n{}", rows(MOST_USERS + 1))).await;
        admin.browser.page.refuses("pasted", "1000 lines at most");
        admin.browser.submit(IMPORT, &[("pasted", &format!("email,name,groups\n{}", rows(MOST_USERS)))]).await.says("Invited: 1000.");
        assert_eq!(users(&house).await, before + 1000);
    }
}
