//! A link with a query, as a filter's form would make it: what is empty is left out.

use leptos_router::location::Url;

use crate::paths::keeping_customers;

pub fn link(path: &str, pairs: &[(&str, &str)]) -> String {
    let filled = pairs.iter().filter(|(_, value)| !value.is_empty());
    let query = filled
        .map(|(name, value)| format!("{name}={}", Url::escape(value)))
        .collect::<Vec<_>>()
        .join("&");
    // The path may be one that keeps the customers already.
    let joint = if path.contains('?') { '&' } else { '?' };
    keeping_customers(if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}{joint}{query}")
    })
}

#[cfg(test)]
mod tests {
    use super::link;

    #[test]
    fn values_are_escaped_and_empty_ones_left_out() {
        assert_eq!(
            link("/a", &[("q", "anna & co"), ("state", "")]),
            "/a?q=anna%20%26%20co"
        );
        assert_eq!(link("/a", &[("q", "")]), "/a");
    }
}
