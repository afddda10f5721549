package prompts

import (
	"regexp"
	"strings"
	"unicode"
)

// Neutral returns what a stranger wrote made safe to stand in a prompt: on one
// line, without invisible characters, and with nothing in it that could be read
// as the number of a sentence, a fence, markup, a role, a link or a mention.
// The words that a reader sees stay as they are, apart from addresses, so that
// a quotation can still be compared word by word. Square brackets become round
// ones. Neutral of its own result changes nothing.
func Neutral(s string) string {
	s = visible(s)
	if harmless(s) {
		return strings.Join(strings.Fields(s), " ")
	}
	s = untilStable(s, func(s string) string { return markdownLink.ReplaceAllString(s, "$1") })
	s = mention.ReplaceAllString(s, "(mention)")
	s = chatToken.ReplaceAllString(s, " ")
	s = tag.ReplaceAllString(s, " ")
	s = brackets.Replace(s)
	return untilStable(s, defuse)
}

// harmless reports that a text has none of the characters that the rules look
// for. Most sentences of the news have not, and are done with.
func harmless(s string) bool {
	if strings.ContainsAny(s, "[]<>@#`~=*_|:/／：［］【】〔〕〖〗〘〙〚〛⟦⟧⁅⁆❲❳﹝﹞﹇﹈︹︺︻︼⦋⦌＜＞＠＃｀") || strings.Contains(strings.ToLower(s), "www.") {
		return false
	}
	for i := 2; i < len(s); i++ {
		if c := s[i]; c == s[i-1] && c == s[i-2] && (c == '-' || c == '"' || c == '\'') {
			return false
		}
	}
	return true
}

// untilStable applies f until it changes nothing, for taking one thing away may
// bring another about: "@every##one". Every f here takes something away that
// none puts in, so it ends.
func untilStable(s string, f func(string) string) string {
	for {
		next := f(s)
		if next == s {
			return s
		}
		s = next
	}
}

var (
	markdownLink = regexp.MustCompile(`!?\[([^\[\]]*)\]\(<?[^()\[\]\s]*(?:\s+["'][^"'()\[\]]*["'])?\)`)
	mention      = regexp.MustCompile(`<(?:@[!&]?|#|a?:\w{1,40}:|t:|id:)[\w:-]{1,40}>|</[^<>:]{1,100}:\d+>`)
	chatToken    = regexp.MustCompile(`<\|[^<>|]{0,60}\|>`)
	tag          = regexp.MustCompile(`<[/!?]?[A-Za-z][^<>]{0,300}>|<!--[^<>]{0,300}-->`)

	// brackets: none is left that a number could stand in, and no "<" or ">" of
	// which tags, fences and mentions are made.
	brackets = strings.NewReplacer(
		"[", "(", "［", "(", "【", "(", "〔", "(", "〖", "(", "〘", "(", "〚", "(", "⟦", "(", "⁅", "(", "❲", "(", "﹝", "(", "﹇", "(", "︹", "(", "︻", "(", "⦋", "(",
		"]", ")", "］", ")", "】", ")", "〕", ")", "〗", ")", "〙", ")", "〛", ")", "⟧", ")", "⁆", ")", "❳", ")", "﹞", ")", "﹈", ")", "︺", ")", "︼", ")", "⦌", ")",
		"<", "‹", ">", "›", "＜", "‹", "＞", "›", "＠", "@", "＃", "#", "｀", "`",
	)
)

var (
	address = regexp.MustCompile(`(?i)(?:[a-z][a-z0-9+.-]*://|www\.|(?:discord(?:app)?\.com/invite|discord\.(?:gg|me|io)|dsc\.gg)/)[^\s()‹›"“”«»]+`)
	ping    = regexp.MustCompile(`(?i)@+(everyone|here)`)
	// role is a label such as a conversation with a model has: in capitals
	// anywhere, in other letters where a sentence starts.
	role = regexp.MustCompile(`((?:^|[^\pL\pN\s,'’])\s*(?i:` + roleNames + `)|\b(?:SYSTEM|ASSISTANT|USER|DEVELOPER|INSTRUCTIONS?|PROMPT))\s*[:：]`)
	// run is three or more of what fences and headings are made of.
	run      = regexp.MustCompile("`{3,}|~{3,}|-{3,}|={3,}|\\*{3,}|_{3,}|\"{3,}|'{3,}|\\|{3,}")
	headings = regexp.MustCompile(`#{2,}|^#\s`)
)

const roleNames = `system(?: message| prompt| note)?|assistant|user|human|developer|tool|function|ai|bot|chatbot|model|admin(?:istrator)?|moderator|(?:new |updated )?instructions?|prompt|question|answer|response|sources?(?: \d+)?|` +
	`système|sistema|sistem|система|пользователь|ассистент|النظام|kullanıcı|utilisateur|usuario|benutzer`

// defuse takes the meaning for a program or a model out of what it finds.
func defuse(s string) string {
	if strings.ContainsAny(s, "/.") {
		s = address.ReplaceAllStringFunc(s, func(a string) string {
			return "(link)" + a[len(strings.TrimRight(a, ".,;:!?'’")):]
		})
	}
	s = ping.ReplaceAllString(s, "$1")
	s = headings.ReplaceAllString(s, "")
	if strings.ContainsAny(s, ":：") {
		s = role.ReplaceAllString(s, "$1 -")
	}
	s = run.ReplaceAllStringFunc(s, func(r string) string {
		switch r[0] {
		case '-':
			return "—"
		case '`':
			return "'"
		}
		return r[:1]
	})
	return strings.Join(strings.Fields(s), " ")
}

const zwnj = '\u200c' // parts the letters of a Persian word

// visible returns s in valid UTF-8 without characters that nobody sees, with
// white space of every kind as a space. A zero-width non-joiner stays between
// letters of the Arabic script, where it is spelling.
func visible(s string) string {
	var b strings.Builder
	var last rune // written
	joined := false
	for _, r := range strings.ToValidUTF8(s, "") {
		switch {
		case r >= ' ' && r < 0x7f:
		case r == zwnj:
			joined = joined || unicode.Is(unicode.Arabic, last)
			continue
		case unicode.IsSpace(r):
			r = ' '
		case hidden(r):
			continue
		}
		if joined && unicode.Is(unicode.Arabic, r) {
			b.WriteRune(zwnj)
		}
		joined = false
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// hidden reports that a rune has no look of its own: control and format
// characters, those of private use, and letters and marks that show nothing,
// in which text for machines can be hidden.
func hidden(r rune) bool {
	return unicode.In(r, unicode.C, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) && !unicode.IsSpace(r)
}
