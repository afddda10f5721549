package corpus

import (
	"strings"
	"unicode"
)

// DateMention is a date, or a stretch of time, as a text writes it.
type DateMention struct {
	Span            // in the text that was searched
	Period   Period // what it means; From and To are equal for a single date
	Text     string // as written
	Relative bool   // its meaning depends on the reference date
	Yearless bool   // a day or a month without a year; the one nearest to the reference is taken
}

// FindDates returns the dates that s mentions, in order and without overlap.
//
// Relative ones ("on Friday", "next month", and "30 October", which lacks its
// year) are read from ref, the date of the text; what ref is not precise
// enough for is left out. With an unknown ref only what s states is returned:
// a date without a year then has Year 0 and is open like an unknown date, but
// its Month and Day are set.
//
// "between 2015 and 2016" is one mention; "since", "after", "before" and
// "until" leave the period open on the other side. Only capitalised months
// count, and "May" and "March" only where they cannot be verbs. Seasons are those
// of the northern hemisphere.
func FindDates(s string, ref Date) []DateMention {
	f := dateFinder{s: s, ref: ref, words: dateWords(s)}
	var out []DateMention
	for i := 0; i < len(f.words); {
		m, n := f.at(i)
		if n == 0 {
			i++
			continue
		}
		i += n
		if m.Period.isBlank() {
			continue
		}
		if len(out) > 0 {
			if joined, ok := f.join(out[len(out)-1], m); ok {
				out[len(out)-1] = joined
				continue
			}
		}
		out = append(out, m)
	}
	for i := range out {
		f.open(&out[i])
		out[i].Text = s[out[i].Start:out[i].End]
	}
	return out
}

func (p Period) isBlank() bool { return p.From == Date{} && p.To == Date{} }

type dateFinder struct {
	s     string
	ref   Date
	words []dateWord
}

// at reads the mention that starts at word i and returns how many words it
// takes, 0 when none starts there. A blank mention is a date that cannot be
// read with this reference.
func (f dateFinder) at(i int) (DateMention, int) {
	if w := f.words[i]; w.number < 0 && !dateOpeners[w.low] {
		return DateMention{}, 0
	}
	for _, read := range []func(int) (DateMention, int){f.numeric, f.dayMonth, f.monthFirst, f.feast, f.season, f.year, f.ago, f.relative, f.weekday} {
		if m, n := read(i); n > 0 {
			m.Span = Span{f.words[i].Start, f.words[i+n-1].End}
			return m, n
		}
	}
	return DateMention{}, 0
}

func (f dateFinder) word(i int) dateWord {
	if i < 0 || i >= len(f.words) {
		return dateWord{number: -1}
	}
	return f.words[i]
}

// between returns what stands between word i and the next one.
func (f dateFinder) between(i int) string {
	if i < 0 || i+1 >= len(f.words) {
		return "\x00"
	}
	return f.s[f.words[i].End:f.words[i+1].Start]
}

func (f dateFinder) spaced(i int) bool { return strings.TrimFunc(f.between(i), isSpace) == "" }

// join makes one period of "from A to B", "between A and B", "A-B".
func (f dateFinder) join(a, b DateMention) (DateMention, bool) {
	link := strings.ToLower(strings.TrimFunc(f.s[a.End:b.Start], isSpace))
	before := f.lastWordBefore(a.Start)
	from, to := a.Period.From, b.Period.To
	switch link {
	case "and":
		if before != "between" {
			return a, false
		}
	case "to", "until", "till", "through":
		if before != "from" && a.Period.From.Precision() != b.Period.From.Precision() {
			return a, false
		}
	case "-", "–", "—":
	default:
		return a, false
	}
	if from.Year == 0 && to.Year != 0 && from.Month != 0 {
		from.Year = to.Year
		if from.Month > to.Month && to.Month != 0 {
			from.Year--
		}
	}
	if a.Period.From != a.Period.To || b.Period.From != b.Period.To || from.Compare(to) > 0 {
		return a, false
	}
	a.Period, a.End, a.Relative = Period{from, to}, b.End, a.Relative || b.Relative
	return a, true
}

// Precision returns how much of d is known: 3 for a day, 2 for a month, 1 for a
// year or nothing.
func (d Date) Precision() int {
	switch {
	case d.Day != 0:
		return 3
	case d.Month != 0:
		return 2
	}
	return 1
}

// lastWordBefore returns the word that ends before byte at, in lower case.
func (f dateFinder) lastWordBefore(at int) string {
	head := strings.TrimRightFunc(f.s[max(0, at-16):at], isSpace)
	i := strings.LastIndexFunc(head, func(r rune) bool { return !unicode.IsLetter(r) })
	return strings.ToLower(head[i+1:])
}

// open frees one end of a period that a preposition opens.
func (f dateFinder) open(m *DateMention) {
	if m.Period.From.Year == 0 && m.Period.To.Year == 0 {
		return
	}
	word := f.lastWordBefore(m.Start)
	switch word {
	case "since":
		m.Period.To = Date{}
	case "after":
		m.Period = Period{From: neighbour(m.Period.To, 1)}
	case "before":
		m.Period = Period{To: neighbour(m.Period.From, -1)}
	case "until", "till":
		m.Period.From = Date{}
	default:
		return
	}
	m.Start = len(strings.TrimRightFunc(f.s[:m.Start], isSpace)) - len(word)
}

// neighbour returns the day, month or year before or after d.
func neighbour(d Date, step int) Date {
	t := d.First()
	switch d.Precision() {
	case 3:
		return dateOf(t.AddDate(0, 0, step))
	case 2:
		t = t.AddDate(0, step, 0)
		return Date{t.Year(), int(t.Month()), 0}
	}
	return Date{Year: d.Year + step}
}
