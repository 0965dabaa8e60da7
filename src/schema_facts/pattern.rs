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

use super::{OTHER, representative};

/// Whether a text that the pattern admits can hold one of these characters; yes where that cannot
/// be known.
pub(super) fn admits_any(pattern: &str, chars: &dyn Fn(char) -> bool) -> bool {
    let Ok(ast) = ParserBuilder::new().nest_limit(100).build().parse(pattern) else {
        return true;
    };
    // Outside of the anchors anything may stand.
    if !is_anchored(&ast, End::Start) || !is_anchored(&ast, End::End) {
        return true;
    }
    let asked = (0..=127_u8).map(char::from).chain([OTHER]);
    let asked: Vec<char> = asked.filter(|c| chars(*c)).collect();
    holds(&ast, pattern, &asked)
}

/// Says of a character whether a class has it.
type Member<'a> = Box<dyn Fn(char) -> bool + 'a>;

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

/// Whether a part of a pattern can match one of these characters, or may mean something else.
fn holds(ast: &Ast, pattern: &str, chars: &[char]) -> bool {
    match ast {
        Ast::Empty(_) => false,
        Ast::Flags(_) => true,
        Ast::ClassUnicode(class) => match property(class.span.start.offset, pattern) {
            Some(is_member) => chars.iter().any(|c| is_member(*c)),
            None => true,
        },
        Ast::Assertion(assertion) => !matches!(
            assertion.kind,
            AssertionKind::StartLine
                | AssertionKind::EndLine
                | AssertionKind::WordBoundary
                | AssertionKind::NotWordBoundary
        ),
        Ast::Literal(literal) => literal_holds(literal, chars),
        Ast::Dot(_) => chars.iter().any(|c| !matches!(c, '\n' | '\r')),
        Ast::ClassPerl(class) => perl_holds(class, chars),
        Ast::ClassBracketed(class) => {
            let ClassSet::Item(item) = &class.kind else {
                return true;
            };
            match members(item, pattern) {
                // Of the characters that `OTHER` stands for a negated class may exclude some only.
                Some(is_member) => chars
                    .iter()
                    .any(|c| is_member(*c) != class.negated || (class.negated && *c == OTHER)),
                None => true,
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
            is_foreign || holds(&repetition.ast, pattern, chars)
        }
        Ast::Group(group) => {
            let has_flags =
                matches!(&group.kind, GroupKind::NonCapturing(flags) if !flags.items.is_empty());
            has_flags || holds(&group.ast, pattern, chars)
        }
        Ast::Alternation(branches) => branches.asts.iter().any(|ast| holds(ast, pattern, chars)),
        Ast::Concat(parts) => parts.asts.iter().any(|ast| holds(ast, pattern, chars)),
    }
}

fn literal_holds(literal: &Literal, chars: &[char]) -> bool {
    !means_the_same(literal) || chars.contains(&representative(literal.c))
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

fn perl_holds(class: &ClassPerl, chars: &[char]) -> bool {
    chars.iter().any(|c| perl_has(class, *c))
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
fn members<'a>(item: &'a ClassSetItem, pattern: &str) -> Option<Member<'a>> {
    match item {
        ClassSetItem::Empty(_) => Some(Box::new(|_| false)),
        ClassSetItem::Literal(literal) => {
            let member = representative(literal.c);
            means_the_same(literal).then(|| Box::new(move |c| c == member) as Box<_>)
        }
        ClassSetItem::Range(range) => {
            let (first, last) = (range.start.c, range.end.c);
            let is_same = means_the_same(&range.start) && means_the_same(&range.end);
            is_same.then(|| {
                Box::new(move |c| (first..=last).contains(&c) || (c == OTHER && !last.is_ascii()))
                    as Box<_>
            })
        }
        ClassSetItem::Perl(class) => Some(Box::new(|c| perl_has(class, c))),
        ClassSetItem::Union(union) => {
            let all: Option<Vec<_>> = union
                .items
                .iter()
                .map(|item| members(item, pattern))
                .collect();
            let all = all?;
            Some(Box::new(move |c| all.iter().any(|is_member| is_member(c))))
        }
        // A `[` in a class is a bracket in ECMA-262, not a class in a class.
        ClassSetItem::Ascii(_) | ClassSetItem::Bracketed(_) => None,
        ClassSetItem::Unicode(class) => property(class.span.start.offset, pattern),
    }
}

/// What has the property of Unicode that is named at a place of the pattern.
fn property<'a>(at: usize, pattern: &str) -> Option<Member<'a>> {
    let (name, _) = pattern.get(at..)?.split_once('}')?;
    let hir = regex_syntax::parse(&format!("{name}}}")).ok()?;
    let HirKind::Class(Class::Unicode(class)) = hir.into_kind() else {
        return None;
    };
    Some(Box::new(move |c| {
        let has = |first: char, last: char| (first..=last).contains(&c);
        class
            .iter()
            .any(|range| has(range.start(), range.end()) || (c == OTHER && !range.end().is_ascii()))
    }))
}

#[cfg(test)]
mod tests {
    use super::admits_any;

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
