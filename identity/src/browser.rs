//! A plain name for a browser, from what it says of itself: enough for its owner to tell it from the others.
//!
//! Names only, no versions: they change by themselves, and a list that says "Chrome 148" looks wrong a week later.

/// What a `User-Agent` names. It is a claim: nothing is decided by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Browser {
    pub program: Option<&'static str>,
    pub system: Option<&'static str>,
}

/// Where somebody was: the address, and the browser by its plain name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whence {
    pub ip: String,
    pub browser: Browser,
}

/// What is in the text, and what it means. Nearly every browser claims to be several others as well, so those that
/// are imitated stand last.
const PROGRAMS: &[(&str, &str)] = &[
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("Edg/", "Edge"),
    ("Edge/", "Edge"),
    ("OPR/", "Opera"),
    ("OPT/", "Opera"),
    ("OPiOS/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("YaBrowser/", "Yandex Browser"),
    ("UCBrowser/", "UC Browser"),
    ("DuckDuckGo/", "DuckDuckGo"),
    ("Ddg/", "DuckDuckGo"),
    ("Epiphany/", "GNOME Web"),
    ("Falkon/", "Falkon"),
    ("FxiOS/", "Firefox"),
    ("Focus/", "Firefox Focus"),
    ("SeaMonkey/", "SeaMonkey"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Trident/", "Internet Explorer"),
    ("MSIE ", "Internet Explorer"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];

/// An Android phone says that it is Linux, and everything by Apple that it is like a Mac.
const SYSTEMS: &[(&str, &str)] = &[
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("FreeBSD", "FreeBSD"),
    ("OpenBSD", "OpenBSD"),
    ("Linux", "Linux"),
    ("X11", "Linux"),
];

impl Browser {
    /// Reads a `User-Agent`. Whatever it is, there is an answer, and nothing of the text is in it.
    pub fn of(agent: &str) -> Self {
        Self {
            program: named(PROGRAMS, agent),
            system: named(SYSTEMS, agent),
        }
    }
}

fn named(table: &'static [(&'static str, &'static str)], agent: &str) -> Option<&'static str> {
    table
        .iter()
        .find(|(token, _)| agent.contains(token))
        .map(|(_, name)| *name)
}

#[cfg(test)]
mod tests;
