//! Texts that are nearly YAML: mutants of files, and mixtures of what YAML is made of.

/// Random numbers, always the same ones for a seed.
pub struct Random(u64);

/// Pieces that mean something in YAML, several of them only where they stand.
pub const PIECES: &[&str] = &[
    "a",
    "key",
    "b c",
    "é",
    "日本",
    "x:y",
    "a#b",
    "http://x/y?z=1",
    "1.5",
    "-1",
    "~",
    "null",
    "<<",
    " ",
    "  ",
    "   ",
    "\n",
    "\n",
    "\n",
    "\n\n",
    "\n  ",
    "\n  ",
    "\n    ",
    "\n ",
    "\n      ",
    ": ",
    ": ",
    ":",
    ":\n",
    ":\n  ",
    ": |\n  ",
    ": >-\n    ",
    ": |2\n   ",
    ": [",
    ": {",
    "- ",
    "- ",
    "\n- ",
    "\n  - ",
    "-",
    "- - ",
    "- a: ",
    "? ",
    "\n---\n",
    "---",
    "--- ",
    "\n...\n",
    "{",
    "}",
    "[",
    "]",
    ",",
    ", ",
    "{a: b, ",
    "['",
    "'",
    "''",
    "\"",
    "\"a\": ",
    "\"a\":",
    "'b': ",
    "\\",
    "\\n",
    "\\u00e9",
    "\\x41",
    "\\ ",
    "\\\n",
    "|",
    "|-\n",
    ">\n",
    ">+\n",
    "|1-\n",
    "| # c\n",
    "# c",
    " # c\n",
    " #",
    "&a ",
    "*a",
    "!x ",
    "%",
    "@",
    "{{x}}",
    "${x}",
    "\t",
    "\r\n",
    "\r\n  ",
    "\u{feff}",
    "\u{85}",
    "\u{a0}",
    "?",
    "!",
];

/// Lines of definitions, and what stands between them.
pub const LINES: &[&str] = &[
    "kind: webhook",
    "a: 1",
    "b:",
    "  c: d",
    "  - e",
    "- f",
    "- g: h",
    "  i: j",
    "    k: l",
    "    - m",
    "  text over",
    "  several lines",
    "    deeper",
    "",
    "",
    "  ",
    "     ",
    "# comment",
    "  # comment",
    "      # comment",
    "n: |",
    "n: >",
    "n: |-",
    "n: >+",
    "n: |+",
    "n: |2",
    "n: >1-",
    "- |",
    "- >-",
    "o: 'p'",
    "o: 'p",
    "  q'",
    "r: \"s\"",
    "r: \"s",
    "  t\"",
    "t\"",
    "u: \"\\u00e9 \\",
    "v: [a, b]",
    "v: [a,",
    "  b,",
    "  c]",
    "]",
    "  ]",
    "w: { x: y }",
    "w: {",
    "  x: y,",
    "}",
    "  }",
    "---",
    "--- # comment",
    "...",
    "- - z",
    "  -",
    "-",
    "\"q\": r",
    "'s' : t",
    "u:  v  # w",
    "x: y: z",
    "a b c",
    "  a b: c",
    "  \"x\": [ { y: 'z' } ]",
    "{}",
    "[]",
    "d: ${e}",
    "f: {{g}}",
    "h: { i: {{j}} }",
    "k: $.l[0].m",
    "n: é 日本",
    "  é: 日本",
    "o:p",
    "q :r",
    "s : t",
    "  - [a, \"b\", 'c']",
    "  - {a: \"b\"}",
    "{\"a\":1,\"b\":[2]}",
    "x: {\"a\":1, 'b':2}",
    "y: -",
    "z: - a",
    "1: 2",
];

impl Random {
    /// Starts a row of numbers.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let number = usize::try_from(self.0 >> 33).unwrap_or(0);
        number % bound.max(1)
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// A text of random pieces, of random lines, or of both.
pub fn mixture(random: &mut Random) -> String {
    let mut text = String::new();
    let only = random.below(3);
    for _ in 0..=random.below(14) {
        if only == 0 || (only == 1 && random.below(3) == 0) {
            text += random.one_of(PIECES);
        } else {
            text += random.one_of(LINES);
            text += random.one_of(&["\n", "\n", "\n", "\n", "\r\n", " \n", " # c\n", ""]);
        }
    }
    text
}

/// A text with a few changes.
pub fn mutant(random: &mut Random, text: &str) -> String {
    let mut text = excerpt(random, text);
    for _ in 0..=random.below(4) {
        text = match random.below(9) {
            0 => without_byte(random, &text),
            1..=3 => with_piece(random, &text),
            4 => with_lines(random, &text, |_, lines, at| {
                lines.remove(at);
            }),
            5 => with_lines(random, &text, |random, lines, at| {
                let line = lines[random.below(lines.len())];
                lines.insert(at, line);
            }),
            6 => with_lines(random, &text, |random, lines, at| {
                lines.insert(at, random.one_of(LINES));
            }),
            7 => indented(random, &text),
            _ => text[..boundary(random, &text)].to_owned(),
        };
    }
    text
}

/// Some lines of a long text, the whole of a short one.
fn excerpt(random: &mut Random, text: &str) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.len() < 40 {
        return text.to_owned();
    }
    let start = random.below(lines.len() - 20);
    let end = (start + 20 + random.below(20)).min(lines.len());
    lines[start..end].concat()
}

fn boundary(random: &mut Random, text: &str) -> usize {
    let mut at = random.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn without_byte(random: &mut Random, text: &str) -> String {
    let at = boundary(random, text);
    let mut rest = text[at..].chars();
    rest.next();
    format!("{}{}", &text[..at], rest.as_str())
}

fn with_piece(random: &mut Random, text: &str) -> String {
    let at = boundary(random, text);
    format!("{}{}{}", &text[..at], random.one_of(PIECES), &text[at..])
}

fn with_lines(
    random: &mut Random,
    text: &str,
    change: impl Fn(&mut Random, &mut Vec<&str>, usize),
) -> String {
    let mut lines: Vec<&str> = text.split('\n').collect();
    let at = random.below(lines.len());
    change(random, &mut lines, at);
    lines.join("\n")
}

fn indented(random: &mut Random, text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let at = random.below(lines.len());
    let moved: Vec<String> = lines
        .iter()
        .enumerate()
        .map(|(index, line)| match (index == at, random.below(2)) {
            (true, 0) => format!(" {line}"),
            (true, _) => line.strip_prefix(' ').unwrap_or(line).to_owned(),
            _ => (*line).to_owned(),
        })
        .collect();
    moved.join("\n")
}
