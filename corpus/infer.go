package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/text"
)

// infer fills in what the front matter leaves open and the text shows: the
// title, the place and the date of a dateline, the publisher that a licence
// line names, and English. It marks each as inferred.
func infer(a *Article, lines []line, cleaned cleaning) {
	kept := keptPieces(a.Body, lines[:min(len(lines), 40)], cleaned.removals)
	if a.Title == "" {
		if t := inferTitle(a.Body, kept, cleaned); t != "" {
			a.Title, a.TitleBasis = t, Inferred
		}
	}
	for _, p := range kept[:min(len(kept), 6)] {
		d := dateline(a.Text(p.Span))
		if d.place == "" {
			continue
		}
		if a.Place == "" {
			a.Place, a.PlaceBasis = d.place, Inferred
		}
		if a.Published.IsZero() && !d.date.IsZero() {
			a.Published, a.PublishedBasis = d.date, Inferred
		}
		break
	}
	if a.Published.IsZero() {
		a.Published = dateLine(a, kept)
		if !a.Published.IsZero() {
			a.PublishedBasis = Inferred
		}
	}
	if a.Publisher == "" {
		if p := inferPublisher(a); p != "" {
			a.Publisher, a.PublisherBasis = p, Inferred
		}
	}
	if a.Language == "" && isEnglish(a.Body) {
		a.Language = "en"
	}
}

func inferTitle(body string, kept []piece, cleaned cleaning) string {
	if len(kept) < 2 || cleaned.captions[kept[0].line] {
		return ""
	}
	s, next := body[kept[0].Start:kept[0].End], body[kept[1].Start:kept[1].End]
	if !looksLikeTitle(s, next) {
		return ""
	}
	return strings.Join(strings.Fields(s), " ")
}

// inferPublisher returns who a licence line says the text belongs to: "All
// Content by X is licensed …", "© 2016 X. All rights reserved."
func inferPublisher(a *Article) string {
	for _, r := range a.Removed {
		if r.Rule != "licence-line" {
			continue
		}
		s := a.Text(r.Span)
		for _, start := range []string{"All Content by ", "All content by ", "Copyright", "©", "(c)", "(C)"} {
			rest, ok := strings.CutPrefix(s, start)
			if !ok {
				continue
			}
			rest = strings.TrimLeft(rest, " ©0123456789-–,\u00a0")
			for _, end := range []string{" is licensed", " are licensed", ". ", ", All", " All ", " all "} {
				rest, _, _ = strings.Cut(rest, end)
			}
			if name := strings.TrimRight(rest, ". "); isOutletName(name) {
				return name
			}
		}
	}
	return ""
}

// isOutletName reports one to six capitalised words.
func isOutletName(s string) bool {
	words := strings.Fields(s)
	for _, w := range words {
		if !startsUpper(w) && !text.IsStop(w) {
			return false
		}
	}
	return len(words) > 0 && len(words) <= 6 && len(s) <= 60
}

// dateLine returns the full date that a short line at the top states, as in
// "Published: 21 December 2017" or "Thursday, December 21, 2017 14:05".
func dateLine(a *Article, kept []piece) Date {
	for _, p := range kept[:min(len(kept), 5)] {
		s := a.Text(p.Span)
		if len(s) > 80 || endsSentence(s) {
			continue
		}
		if d, ok := fullDate(s); ok {
			return d
		}
	}
	return Date{}
}

// fullDate returns the only date of s when it is known to the day.
func fullDate(s string) (Date, bool) {
	found := FindDates(s, Date{})
	var full Date
	for _, m := range found {
		if d := m.Period.From; !m.Relative && d == m.Period.To && d.Year > 0 && d.Day > 0 {
			if !full.IsZero() && full != d {
				return Date{}, false
			}
			full = d
		}
	}
	return full, !full.IsZero()
}

// isEnglish reports that about a third of the first words are function words
// of English.
func isEnglish(body string) bool {
	words := strings.FieldsFunc(strings.ToLower(body[:min(len(body), 700)]), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' })
	stops := 0
	for _, w := range words {
		if text.IsStop(w) {
			stops++
		}
	}
	return len(words) >= 20 && stops*4 >= len(words)
}

// datelineParts is what the head of a news report says.
type datelineParts struct {
	place string // "Astana/Moscow" as "Astana"
	date  Date
	end   int // bytes up to the report itself
}

// maxDateline is how far into a paragraph the mark that ends a dateline lies.
const maxDateline = 80

// dateline reads "TEHRAN – ", "GENEVA (Reuters) - ", "Astana/Moscow: ",
// "ASTANA, Dec. 21, 2017 (AFP) —" off the start of s. The place is returned
// in capitals and small letters.
func dateline(s string) datelineParts {
	end, size := datelineEnd(s)
	if end <= 0 {
		return datelineParts{}
	}
	head := strings.TrimSpace(s[:end])
	agency := false
	if i := strings.IndexByte(head, '('); i >= 0 && strings.HasSuffix(head, ")") {
		agency = signs(strings.ToLower(head[i+1:len(head)-1])) || isShortName(head[i+1:len(head)-1])
		if !agency {
			return datelineParts{}
		}
		head = strings.TrimRight(head[:i], " ,")
	}
	place, rest, comma := strings.Cut(head, ",")
	date, dated := Date{}, false
	if comma {
		date, dated = fullDate(rest)
	}
	if comma && !dated && len(FindDates(rest, Date{})) == 0 && !isPlaceName(strings.TrimSpace(rest)) {
		return datelineParts{}
	}
	place, _, _ = strings.Cut(place, "/")
	place = strings.TrimSpace(place)
	colon := s[end] == ':'
	if !isPlaceName(place) || colon && !isColonDateline(s, place, comma) {
		return datelineParts{}
	}
	if upper := strings.ToUpper(place) == place; !upper && !agency && !colon && !dated {
		return datelineParts{} // "Turkey - which backs the rebels - …"
	}
	if len(place) < 3 || agencies[strings.ToLower(place)] {
		return datelineParts{}
	}
	return datelineParts{place: titleCase(place), date: date, end: end + size}
}

// DatelineLen returns how many bytes the dateline takes with which a paragraph
// begins ("GENEVA (Reuters) - "), white space after it included; 0 when it begins
// with none or with a place and a colon, which a speaker's name may be.
func DatelineLen(s string) int {
	d := dateline(s)
	if d.end == 0 || s[d.end-1] == ':' {
		return 0
	}
	return len(s) - len(strings.TrimLeftFunc(s[d.end:], unicode.IsSpace))
}

// datelineEnd returns position and size of the dash or colon that ends a
// dateline, -1 when the start of s has none.
func datelineEnd(s string) (int, int) {
	head := s[:min(len(s), maxDateline)]
	for i, r := range head {
		switch r {
		case '–', '—':
			return i, utf8.RuneLen(r)
		case '-':
			if i > 0 && i+1 < len(s) && s[i-1] == ' ' && s[i+1] == ' ' || strings.HasPrefix(s[i:], "--") {
				return i, 1
			}
		case ':':
			if i+1 < len(s) && s[i+1] == ' ' {
				return i, 1
			}
		case '"', '“', '?', '!', ';':
			return -1, 0
		}
	}
	return -1, 0
}

// isColonDateline is stricter than with a dash, for a colon also follows
// labels and speakers: capitals, or two places joined by a slash, or a long
// sentence after one word that is no label.
func isColonDateline(s, place string, comma bool) bool {
	if comma {
		return false
	}
	if slash := strings.IndexByte(s, '/'); slash > 0 && slash < strings.IndexByte(s, ':') {
		return true
	}
	label := strings.ToLower(place)
	return strings.ToUpper(place) == place && len(place) > 4 && !datelineLabels[label]
}

var datelineLabels = text.Set(`update updated breaking watch exclusive analysis opinion comment video photo photos live read more related correction
	note editor question answer facts factbox timeline explainer summary source sources published by cnn usa q a news report`)

// isPlaceName reports up to four capitalised words.
func isPlaceName(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 4 || len(s) > 40 {
		return false
	}
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) && !(i > 0 && particles[w]) {
			return false
		}
		if strings.ContainsAny(w, "0123456789()") || datelineLabels[strings.ToLower(w)] || text.IsStop(strings.ToLower(w)) && strings.ToUpper(s) != s {
			return false
		}
	}
	return true
}

func isShortName(s string) bool {
	return len(s) <= 24 && startsUpper(s) && len(strings.Fields(s)) <= 3
}

// titleCase writes a place that stands in capitals as people write it.
func titleCase(s string) string {
	if strings.ToUpper(s) != s || len(s) <= 3 {
		return s
	}
	start := true
	return strings.Map(func(r rune) rune {
		defer func() { start = !unicode.IsLetter(r) && r != '\'' && r != '’' }()
		if start {
			return r
		}
		return unicode.ToLower(r)
	}, s)
}
