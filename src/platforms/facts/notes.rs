//! What the page of a platform says beside its kinds and payloads.

/// What is known of a platform in words, and what is not. All texts are Markdown, as sentences.
#[derive(Debug)]
pub struct Notes {
    /// What the vendor documents of sizes, times, counts, and of what can be relied on.
    pub limits: &'static [&'static str],
    /// The pages that the facts rest on, the main one first.
    pub sources: &'static [Source],
    /// What nobody documents.
    pub assumptions: &'static [Assumption],
}

/// A page that facts rest on.
#[derive(Debug)]
pub struct Source {
    /// Its title.
    pub title: &'static str,
    /// Its address.
    pub url: &'static str,
    /// What it tells, as a few words.
    pub about: &'static str,
}

/// Something that nobody documents.
#[derive(Debug)]
pub struct Assumption {
    /// A name that stays: `VB-U2`.
    pub id: &'static str,
    /// What is not known.
    pub open: &'static str,
    /// What hookc takes to be so, or does about it.
    pub taken: &'static str,
}

impl Assumption {
    /// One.
    #[must_use]
    pub const fn new(id: &'static str, open: &'static str, taken: &'static str) -> Self {
        Self { id, open, taken }
    }
}

impl Source {
    /// One.
    #[must_use]
    pub const fn new(title: &'static str, url: &'static str, about: &'static str) -> Self {
        Self { title, url, about }
    }
}
