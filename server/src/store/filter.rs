//! A WHERE clause that grows: constant text, and bound values for everything that a person typed.

use super::Arg;

/// Conditions, all of which must hold.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    conditions: String,
    args: Vec<Arg>,
}

impl Filter {
    /// Begins with a condition on a value, written `{}`: `"u.organisation_id = {}"`.
    pub fn on(condition: &'static str, value: impl Into<Arg>) -> Self {
        let mut filter = Self::default();
        filter.and(condition, value);
        filter
    }

    /// One more condition; the same value may stand in it more than once.
    pub fn and(&mut self, condition: &'static str, value: impl Into<Arg>) {
        let place = self.bind(value);
        self.push(&condition.replace("{}", &place));
    }

    /// A condition on a list: `"u.id IN ({})"`. An empty list holds for nothing.
    pub fn and_in<A: Into<Arg>>(
        &mut self,
        condition: &'static str,
        values: impl IntoIterator<Item = A>,
    ) {
        let places: Vec<String> = values.into_iter().map(|value| self.bind(value)).collect();
        let list = if places.is_empty() {
            "NULL".to_owned()
        } else {
            places.join(", ")
        };
        self.push(&condition.replace("{}", &list));
    }

    /// A condition without a value, or on values that are bound already.
    pub fn and_text(&mut self, condition: &str) {
        self.push(condition);
    }

    /// Binds a value; gives its place, to stand in the text around the conditions.
    pub fn bind(&mut self, value: impl Into<Arg>) -> String {
        self.args.push(value.into());
        format!("${}", self.args.len())
    }

    fn push(&mut self, condition: &str) {
        let joint = if self.conditions.is_empty() {
            "WHERE "
        } else {
            " AND "
        };
        self.conditions.push_str(joint);
        self.conditions.push_str(condition);
    }

    /// The clause and its values.
    pub fn into_parts(self) -> (String, Vec<Arg>) {
        (self.conditions, self.args)
    }
}

/// A pattern for `LIKE {} ESCAPE '!'`: text that stands as it was typed, between these two.
pub fn like(before: &str, text: &str, after: &str) -> String {
    let mut pattern = before.to_owned();
    for c in text.chars() {
        if matches!(c, '!' | '%' | '_') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern + after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_bound_and_stands_for_itself() {
        let mut filter = Filter::on("a = {}", 1);
        filter.and(
            "(b LIKE {} ESCAPE '!' OR c LIKE {} ESCAPE '!')",
            like("", "50%_!", "%"),
        );
        filter.and_in("d IN ({})", [3, 4]);
        filter.and_in("e IN ({})", Vec::<i64>::new());
        let (sql, args) = filter.into_parts();
        assert_eq!(
            sql,
            "WHERE a = $1 AND (b LIKE $2 ESCAPE '!' OR c LIKE $2 ESCAPE '!') AND d IN ($3, $4) AND e IN (NULL)"
        );
        assert!(matches!(args.get(1), Some(Arg::Text(Some(text))) if text == "50!%!_!!%"));
    }
}
