//! One journey, two engines.

/// `on_both_engines!(async fn name(house: House) { … })`: a test on SQLite and one on PostgreSQL.
macro_rules! on_both_engines {
    ($(#[$doc:meta])* async fn $name:ident($house:ident: House) $body:block) => {
        $(#[$doc])*
        mod $name {
            use super::*;

            async fn journey($house: House) $body

            #[tokio::test]
            async fn on_sqlite() {
                journey(House::open(server::store::trial::Trial::sqlite().await.unwrap()).await).await;
            }

            #[tokio::test]
            async fn on_postgres() {
                journey(House::open(server::store::trial::Trial::postgres().await.unwrap()).await).await;
            }
        }
    };
}

pub(crate) use on_both_engines;
