//! Whether the texts that a `pattern` of a JSON Schema admits can hold certain characters.
//!
//! Patterns are regular expressions of ECMA-262. They are parsed by a library for another dialect,
//! so whatever means something else there, or nothing, makes the answer "yes".

use regex_syntax::ast::parse::ParserBuilder;
use regex_syntax::ast::{
    AssertionKind, Ast, ClassPerl, ClassPerlKind, ClassSet, ClassSetItem, GroupKind,
    HexLiteralKind, Literal, LiteralKind, RepetitionKind, RepetitionRange, SpecialLiteralKind,
};
use regex_syntax::hir::{Class, HirKind};

use super::chars::{Chars, OTHER, representative};

/// The characters that texts which the pattern admits can hold; all of them where that cannot be
/// known.
pub(super) fn admitted(pattern: &str) -> Chars {
    let Ok(ast) = ParserBuilder::new().nest_limit(100).build().parse(pattern) else {
        return Chars::ALL;
    };
    // Outside of the anchors anything may stand.
    if !is_anchored(&ast, End::Start) || !is_anchored(&ast, End::End) {
        return Chars::ALL;
    }
    held(&ast, pattern)
}

#[derive(Clone, Copy, PartialEq)]
enum End {
    Start,
    End,
}

/// Whether every match begins, or ends, where the text does.
fn is_anchored(ast: &Ast, end: End) -> bool {
    match ast {
        Ast::Assertion(assertion) => match end {
            End::Start => assertion.kind == AssertionKind::StartLine,
            End::End => assertion.kind == AssertionKind::EndLine,
        },
        Ast::Group(group) => is_anchored(&group.ast, end),
        Ast::Alternation(branches) => branches.asts.iter().all(|ast| is_anchored(ast, end)),
        Ast::Concat(parts) => {
            let edge = match end {
                End::Start => parts.asts.first(),
                End::End => parts.asts.last(),
            };
            edge.is_some_and(|ast| is_anchored(ast, end))
        }
        _ => false,
    }
}

/// The characters that a part of a pattern can match; all of them where it may mean something else.
fn held(ast: &Ast, pattern: &str) -> Chars {
    let all = |parts: &[Ast]| {
        let parts = parts.iter().map(|part| held(part, pattern));
        parts.fold(Chars::NONE, Chars::or)
    };
    match ast {
        Ast::Empty(_) => Chars::NONE,
        Ast::Flags(_) => Chars::ALL,
        Ast::ClassUnicode(class) => {
            property(class.span.start.offset, pattern).unwrap_or(Chars::ALL)
        }
        Ast::Assertion(assertion) => match assertion.kind {
            AssertionKind::StartLine
            | AssertionKind::EndLine
            | AssertionKind::WordBoundary
            | AssertionKind::NotWordBoundary => Chars::NONE,
            _ => Chars::ALL,
        },
        Ast::Literal(literal) => literal_of(literal).unwrap_or(Chars::ALL),
        Ast::Dot(_) => Chars::of(|c| !matches!(c, '\n' | '\r')),
        Ast::ClassPerl(class) => Chars::of(|c| perl_has(class, c)),
        Ast::ClassBracketed(class) => {
            let ClassSet::Item(item) = &class.kind else {
                return Chars::ALL;
            };
            match members(item, pattern) {
                // Of the characters that `OTHER` stands for a negated class may exclude some only.
                Some(members) if class.negated => members.inverted().or(Chars::of(|c| c == OTHER)),
                Some(members) => members,
                None => Chars::ALL,
            }
        }
        Ast::Repetition(repetition) => {
            let is_foreign = match &repetition.op.kind {
                // `{,3}` is text in ECMA-262.
                RepetitionKind::Range(RepetitionRange::Bounded(0, _)) => pattern
                    .get(repetition.op.span.start.offset..)
                    .is_none_or(|rest| !rest.trim_start_matches(['{', ' ']).starts_with('0')),
                _ => false,
            };
            if is_foreign {
                Chars::ALL
            } else {
                held(&repetition.ast, pattern)
            }
        }
        Ast::Group(group) => match &group.kind {
            GroupKind::NonCapturing(flags) if !flags.items.is_empty() => Chars::ALL,
            _ => held(&group.ast, pattern),
        },
        Ast::Alternation(branches) => all(&branches.asts),
        Ast::Concat(parts) => all(&parts.asts),
    }
}

/// The character of a literal; nothing where it means something else in ECMA-262.
fn literal_of(literal: &Literal) -> Option<Chars> {
    let member = representative(literal.c);
    means_the_same(literal).then(|| Chars::of(|c| c == member))
}

/// Whether an escape means the same in ECMA-262.
fn means_the_same(literal: &Literal) -> bool {
    match &literal.kind {
        LiteralKind::Verbatim
        | LiteralKind::Meta
        | LiteralKind::Superfluous
        | LiteralKind::HexBrace(HexLiteralKind::UnicodeShort) => true,
        LiteralKind::Octal
        | LiteralKind::HexBrace(HexLiteralKind::X | HexLiteralKind::UnicodeLong) => false,
        LiteralKind::HexFixed(kind) => *kind != HexLiteralKind::UnicodeLong,
        LiteralKind::Special(kind) => {
            !matches!(kind, SpecialLiteralKind::Bell | SpecialLiteralKind::Space)
        }
    }
}

/// Whether `\d`, `\s`, `\w` or the negation of one has a character. Those of ECMA-262 know ASCII
/// only, but for white space, of which `OTHER` then stands for some.
fn perl_has(class: &ClassPerl, c: char) -> bool {
    let is_member = match class.kind {
        ClassPerlKind::Digit => c.is_ascii_digit(),
        ClassPerlKind::Word => c.is_ascii_alphanumeric() || c == '_',
        ClassPerlKind::Space => matches!(c, '\t'..='\r' | ' ') || c == OTHER,
    };
    is_member != class.negated || (c == OTHER && class.kind == ClassPerlKind::Space)
}

/// What the members of a bracketed class are; nothing where they mean something else in ECMA-262.
fn members(item: &ClassSetItem, pattern: &str) -> Option<Chars> {
    match item {
        ClassSetItem::Empty(_) => Some(Chars::NONE),
        ClassSetItem::Literal(literal) => literal_of(literal),
        ClassSetItem::Range(range) => {
            let (first, last) = (range.start.c, range.end.c);
            let is_same = means_the_same(&range.start) && means_the_same(&range.end);
            is_same.then(|| {
                Chars::of(|c| (first..=last).contains(&c) || (c == OTHER && !last.is_ascii()))
            })
        }
        ClassSetItem::Perl(class) => Some(Chars::of(|c| perl_has(class, c))),
        ClassSetItem::Union(union) => {
            let mut all = union.items.iter().map(|item| members(item, pattern));
            all.try_fold(Chars::NONE, |all, one| Some(all.or(one?)))
        }
        // A `[` in a class is a bracket in ECMA-262, not a class in a class.
        ClassSetItem::Ascii(_) | ClassSetItem::Bracketed(_) => None,
        ClassSetItem::Unicode(class) => property(class.span.start.offset, pattern),
    }
}

/// What has the property of Unicode that is named at a place of the pattern.
fn property(at: usize, pattern: &str) -> Option<Chars> {
    let (name, _) = pattern.get(at..)?.split_once('}')?;
    let hir = regex_syntax::parse(&format!("{name}}}")).ok()?;
    let HirKind::Class(Class::Unicode(class)) = hir.into_kind() else {
        return None;
    };
    Some(Chars::of(|c| {
        let has = |first: char, last: char| (first..=last).contains(&c);
        class
            .iter()
            .any(|range| has(range.start(), range.end()) || (c == OTHER && !range.end().is_ascii()))
    }))
}

#[cfg(test)]
mod tests {
    use super::{Chars, admitted};

    fn admits_any(pattern: &str, chars: &dyn Fn(char) -> bool) -> bool {
        admitted(pattern).meets(Chars::of(chars))
    }

    #[test]
    fn anchors_have_to_stand_at_both_ends_of_every_branch() {
        let breaks_line = |pattern: &str| admits_any(pattern, &|c| c == '\n' || c == '\r');
        for pattern in [
            "^[0-9]+$",
            "^.*$",
            "^(?:a|b)$",
            "^a$|^b$",
            "(^a$|^b$)",
            r"^\d{3}-\w*\/[^\s]+$",
            r"^[^\r\n]*$",
            r"^\u0041\x42\S$",
            "^a{0,3}$",
            "^(?<year>[0-9]{4})$",
            r"^\t$",
            r"^[\p{L} ]+\p{Nd}$",
        ] {
            assert!(!breaks_line(pattern), "{pattern}");
        }
        for pattern in [
            "[0-9]+",
            "^a",
            "a$",
            "^a|b$",
            r"^\s$",
            r"^[^a]$",
            r"^\D$",
            "^[a\n]$",
            r"^a[\s\S]b$",
            r"^\W$",
            // Something else in ECMA-262, or unknown here.
            r"^(?=a)a$",
            r"\Aa\z",
            "^[a&&b]$",
            "^[[:alpha:]]$",
            "^(?s).$",
            "^(?s:.)$",
            "^a{,3}$",
            r"^\P{L}$",
            "(",
        ] {
            assert!(breaks_line(pattern), "{pattern}");
        }
    }

    #[test]
    fn classes_and_literals_are_looked_into() {
        let has_dollar = |pattern: &str| admits_any(pattern, &|c| c == '$');
        assert!(has_dollar(r"^[!-/]$"));
        assert!(has_dollar(r"^a\$b$"));
        assert!(has_dollar("^.$"));
        assert!(has_dollar(r"^\u0024$"));
        assert!(!has_dollar(r"^[\w .,-]{1,80}$"));
        assert!(!has_dollar("^[^$]*$"));
    }
}
