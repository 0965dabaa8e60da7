//! What a stranger may write.

/// Each of them means something to something that hookc writes for.
pub const HOSTILE: &[&str] = &[
    // Terminals.
    "\u{1b}[31mred\u{1b}[0m",
    "\u{1b}]8;;http://evil.example\u{1b}\\link\u{1b}]8;;\u{1b}\\",
    "\u{9b}2J\u{9d}0;title\u{9c}",
    "a\u{7}b\u{8}\u{8}c",
    "a\rb",
    "a\r\nb",
    "a\u{0}b",
    "a\u{7f}b\u{85}c",
    // Readers.
    "\u{202e}drowssap\u{202c}",
    "a\u{2066}b\u{2069}",
    "a\u{200b}b\u{feff}c\u{ad}",
    "a\u{2028}b\u{2029}c",
    "שלום עולם",
    "👩\u{200d}👩\u{200d}👧",
    "\u{301}x",
    // Runners.
    "::error::x",
    "a\n::error file=a,line=1::b",
    "  ::stop-commands::t",
    "a%0A::error::b%25",
    "##[error]x ##[set-output name=a]b",
    "##vso[task.setvariable variable=a]b ##teamcity[message text='x']",
    // Markdown and HTML.
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "<details><!-- -->",
    "]]>",
    "[a](javascript:alert(1)) ![i](http://evil.example/i.png)",
    "`a` ``b`` ```c ````",
    "a | b \\| c",
    "\n\n# head\n\n- x\n+ x\n1. x\n> x\n===\n",
    "&lt;b&gt; &#60;",
    "@all #1 https://evil.example www.evil.example",
    // Rust, JSON, DOT and templates.
    "*/ /*",
    "/// x",
    "#![x]",
    "\"#",
    "\\u{}",
    "\\",
    "'",
    "type",
    "r#type",
    "{{x}} {{{y}}} {0}",
    "\"]; evil [label=\"",
    // Shells and sheets.
    "$(id) `id` ;id",
    "-x",
    "--help",
    "+x",
    "=cmd()",
];

/// A text of many characters.
pub fn long() -> String {
    "é".repeat(300)
}
