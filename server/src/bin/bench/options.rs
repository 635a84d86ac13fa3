//! What stands on the command line of the bench.

use clap::Parser as _;

use super::Outcome;

/// Figures of Latchkey, measured in one run.
#[derive(Clone, Debug, clap::Parser)]
#[command(name = "bench")]
pub struct Options {
    /// Rounds; the median of them counts.
    #[arg(long, default_value_t = 5)]
    pub rounds: u32,
    /// Sign-ins in each round, and as many hashes.
    #[arg(long, default_value_t = 60)]
    pub sign_ins: u32,
    /// Pages in each round.
    #[arg(long, default_value_t = 600)]
    pub pages: u32,
    /// How many users the organisation has.
    #[arg(long, default_value_t = 5_000)]
    pub users: u32,
    /// How many users the list of users is measured with, against a thousand; 0 leaves that out.
    #[arg(long, default_value_t = 100_000)]
    pub list: u32,
}

impl Options {
    pub fn parse() -> Outcome<Self> {
        let options = Self::try_parse()?;
        if options.rounds == 0 || options.sign_ins == 0 || options.pages == 0 {
            return Err("at least one of each".into());
        }
        Ok(options)
    }
}
