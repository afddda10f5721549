package reply_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"rapporteur/bot/reply"
)

// hostile are texts that an article, a user or a model may hold.
var hostile = []struct{ name, text string }{
	{"mention of everyone", "@everyone and @here, @EVERYONE"},
	{"mention of a user", "hello <@123456789012345678> and <@!123456789012345678>"},
	{"mention of a role", "<@&123456789012345678>"},
	{"mention of a channel", "see <#123456789012345678> and <id:browse>"},
	{"mention of a command", "run </ask:123456789012345678>"},
	{"timestamp", "at <t:1700000000:R>"},
	{"custom emoji", "<:party:123456789012345678> <a:wave:123456789012345678> :smile: :+1:"},
	{"markdown", "*a* _b_ **c** __d__ ~~e~~ ***f*** `g` \\*h\\*"},
	{"code block", "```go\nfunc main() {}\n```\n``x`"},
	{"spoiler", "||who did it||"},
	{"headings", "# one\n## two\n### three\n-# small"},
	{"lists", "- one\n* two\n+ three\n1. four\n2017. five"},
	{"quotations", "> one\n>>> two\n>three"},
	{"link", "https://evil.example/x and HTTP://evil.example/ and steam://run/1"},
	{"link in angle brackets", "<https://evil.example/> <mailto:a@b.example> <a@b.example>"},
	{"masked link", "[the article](https://evil.example/) [1](https://evil.example/) [a]( <https://evil.example> )"},
	{"invitation", "discord.gg/abc discord.com/invite/abc Discordapp.com/invite/abc discord.new/xyz"},
	{"html", "<script>alert(1)</script><!-- hidden --><b>bold</b>"},
	{"right to left", "safe \u202etxt.exe\u202c \u2066hidden\u2069 \u200f\u200e\u061c"},
	{"zero width", "a\u200bb\ufeffc\u2060d\u00ade \u200c\u200d\u200d\u200d f\u200d"},
	{"zalgo", "Z" + strings.Repeat("\u0301\u0353", 300) + "algo"},
	{"4,000 characters", strings.Repeat("word ", 800)},
	{"one word of 4,000 characters", strings.Repeat("x*", 2000)},
	{"500 line breaks", "a" + strings.Repeat("\n", 500) + "b" + strings.Repeat("\r\n", 5) + "c\u2028d\u2029e"},
	{"NUL and controls", "a\x00b\x1b[31mc\x07\x7f\u0085d"},
	{"bytes that are no UTF-8", "a\xed\xa0\x80b\xff\xfe\xc3"},
	{"markers", "[9] said [1] and [[2]] 【3】"},
	{"tags that hide text", "a\U000E0068\U000E0069b \U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F"},
	{"pieces that join when what hides between them goes", "@\u200beveryone <\u200b@1> http:\u200b//evil.example dis\u00adcord.gg/abc [a]\u200b(http://x.example)"},
	{"mention in emphasis", "*@everyone* **<@1>** ~~https://evil.example~~"},
}

// live matches what Discord would obey in a text whose escaped characters have
// been taken out.
var live = regexp.MustCompile("(?im)@(?:everyone|here)|<[@#/:a-z!]|[a-z]://|discord[a-z]*\\.[a-z]{2,}/|\\]\\(|[*_`~|\\[\\]]|:[a-z0-9_+-]+:|^ *(?:#{1,3} |-# |>|[-+] |\\d+\\. )")

var escaped = regexp.MustCompile(`\\[^0-9A-Za-z\s]`)

// inert returns s without its escaped characters.
func inert(s string) string { return escaped.ReplaceAllString(s, "\uE000") }

// visible returns the characters of s that are seen, with one space for any
// white space.
func visible(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '\u200b' || unicode.In(r, unicode.Cf, unicode.Cc) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Join(strings.Fields(s), " ")
}

// unescaped returns s as Discord shows it.
func unescaped(s string) string {
	return escaped.ReplaceAllStringFunc(s, func(e string) string { return e[1:] })
}

func TestEscapeLeavesNothingLive(t *testing.T) {
	for _, tt := range hostile {
		t.Run(tt.name, func(t *testing.T) { checkEscaped(t, tt.text) })
	}
}

func checkEscaped(t *testing.T, text string) {
	t.Helper()
	got := reply.Escape(text)
	if !utf8.ValidString(got) {
		t.Errorf("Escape(%q) = %q, which is not UTF-8", text, got)
	}
	if m := live.FindString(inert(got)); m != "" {
		t.Errorf("Escape(%q) = %q, in which %q is obeyed", text, got, m)
	}
	if strings.TrimSpace(got) != got || strings.Contains(got, "\n\n\n") || strings.Contains(got, "  ") {
		t.Errorf("Escape(%q) = %q, with white space that is not folded", text, got)
	}
	for _, r := range got {
		if unicode.In(r, unicode.Cc, unicode.Bidi_Control) && r != '\n' {
			t.Errorf("Escape(%q) = %q, which holds %U", text, got, r)
		}
	}
}

func TestEscapeKeepsWhatIsSeen(t *testing.T) {
	for _, tt := range hostile {
		switch tt.name {
		case "zalgo", "bytes that are no UTF-8":
			continue // have characters too many or none
		}
		if got, want := visible(unescaped(reply.Escape(tt.text))), visible(tt.text); got != want {
			t.Errorf("%s: Escape(%q) is seen as %q, want %q", tt.name, tt.text, got, want)
		}
	}
}

func TestEscape(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"plain words stay", "Peace talks, 21 Dec. 2017: “no end” (yet) - said the U.N.; 50% & more!", "Peace talks, 21 Dec. 2017: “no end” (yet) - said the U.N.; 50% & more!"},
		{"a time and a proportion stay", "at 14:20, 3:1 and a/b", "at 14:20, 3:1 and a/b"},
		{"an address of mail stays", "write to a@b.example", "write to a@b.example"},
		{"smaller than stays", "5 < 6 and 7 > 6", "5 \\< 6 and 7 > 6"},
		{"a negative number stays at the start of a line", "-5 degrees", "-5 degrees"},
		{"a year at the start of a line is no list", "2017. Then", "2017\\. Then"},
		{"a year inside a line stays", "In 2017. Then", "In 2017. Then"},
		{"everyone is parted", "@everyone", "@\u200beveryone"},
		{"a mention is parted", "<@1>", "\\<\u200b@1>"},
		{"a link is parted", "https://a.example", "https:\\//a.example"},
		{"Arabic keeps its marks", "مُحَمَّدٌ", "مُحَمَّدٌ"},
		{"Persian keeps its joiners", "می\u200cخواهم", "می\u200cخواهم"},
		{"joined emoji stay", "👨\u200d👩\u200d👧 ❤️ 👍🏽 🇩🇪 1️⃣", "👨\u200d👩\u200d👧 ❤️ 👍🏽 🇩🇪 1️⃣"},
		{"joiners at the ends go", "\u200da\u200d b\u200c", "a b"},
		{"marks are few", "e\u0301\u0302\u0303\u0304\u0305\u0306", "e\u0301\u0302\u0303\u0304"},
		{"line breaks become one or two", " a\n b \n\n\n\tc\r\nd ", "a\nb\n\nc\nd"},
		{"invalid bytes are one sign", "a\xff\xfe\xfdb", "a\uFFFDb"},
		{"nothing stays nothing", "\u200b\u200d \n\u202e", ""},
	}
	for _, tt := range tests {
		if got := reply.Escape(tt.text); got != tt.want {
			t.Errorf("%s: Escape(%q) = %q, want %q", tt.name, tt.text, got, tt.want)
		}
	}
}

func FuzzEscape(f *testing.F) {
	for _, tt := range hostile {
		f.Add(tt.text)
	}
	f.Fuzz(func(t *testing.T, text string) { checkEscaped(t, text) })
}
