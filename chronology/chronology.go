package chronology

import (
	"slices"
	"strings"
	"unicode"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/text"
)

// Event is something that an article says happened, or is to happen, at a time.
type Event struct {
	// Sentence is the index of the sentence that tells of it; Span is the part
	// of the article's text that is quoted in Text.
	Sentence int
	Span     corpus.Span
	// Text tells the event in the article's words: a sentence, or a clause with
	// an ellipsis where it was cut, in quotation marks.
	Text string

	// When is the time. From and To are equal for a single date, and of the same
	// precision. A week or a weekend is a stretch of days, cut short at the
	// article's date when it has happened; what lasts since a time runs to the
	// article's date.
	When  corpus.Period
	Basis Basis
	// Rough is true when the article gives the time in words that leave some
	// days open ("three weeks after", "just days before").
	Rough   bool
	Planned bool // still ahead when the article was written
	Saying  bool // what is dated is that somebody said something
	Leading bool // it is what the article reports on

	Place  string   // as the glossary or else the article names it, "" when none is named
	Places []string // all that its words put something at, Place among them
	Actors []string // by preferred name, in order; nil when none is named

	// Deed is the stem of the verb that tells it, Doers the folded words of the
	// subject of that verb, without what hangs on it. They are for holding two tellings
	// against each other; both are empty where a noun tells it.
	Deed  string
	Doers []string

	newsworthy bool // the saying is news by itself
	main       bool // its time is that of the main clause of its sentence

	at int // byte of the article where its time stands
}

// Basis says how the time of an event is known.
type Basis string

// The bases.
const (
	Stated    Basis = "stated"    // the article writes the date; the year may be the article's
	Resolved  Basis = "resolved"  // counted from another date: "on Friday", "a week after"
	Published Basis = "published" // no time is given: it is what the article reports on, or what came of that
)

// maxSentences and maxPhrase bound what is read of one article: events stand at
// its beginning, and no sentence that is written to be read is longer.
const (
	maxSentences = 600
	maxPhrase    = 1500
)

// Of returns the dated events of an article, in the order of the text. g may be
// nil: then places and actors are as the article writes them. The result is nil
// when there are none. It is safe for concurrent use.
func Of(a *corpus.Article, g *glossary.Glossary) []Event {
	r := &reader{article: a, glossary: g, lead: leadOf(a), pub: a.Published, named: namesMay(a.Body)}
	r.pub = r.finished()
	sentences := a.Sentences[:min(len(a.Sentences), maxSentences)]
	times := make([][]corpus.DateMention, len(sentences))
	for i := range sentences {
		if s := a.Text(sentences[i].Span); readable(&sentences[i]) && corpus.MayDate(s) {
			times[i] = believed(s, corpus.FindDates(s, r.pub), i <= r.lead+1)
			r.learn(times[i])
		}
	}
	for i := range sentences {
		if readable(&sentences[i]) && (len(times[i]) > 0 || hasDistance(a.Text(sentences[i].Span))) {
			r.read(i, times[i])
		}
	}
	r.dropArchive()
	r.addLeading()
	for i := range r.events {
		r.populate(&r.events[i])
	}
	return r.events
}

// maxCaptions bounds the events that captions tell: a gallery is no chronicle.
const maxCaptions = 2

// dropArchive leaves out what the captions of pictures date, but for the first ones
// about what the article is of: editors put pictures of other days beside the news.
func (r *reader) dropArchive() {
	kept := 0
	r.events = slices.DeleteFunc(r.events, func(e Event) bool {
		if r.article.Sentences[e.Sentence].Role != corpus.InCaption {
			return false
		}
		if e.Planned || e.When.From.Day == 0 || !r.recent(e.When.From) || kept == maxCaptions {
			return true
		}
		kept++
		return false
	})
}

// learn notes the years that the article gives to days, so that "January 6" is
// the one that is spoken of.
func (r *reader) learn(mentions []corpus.DateMention) {
	for _, m := range mentions {
		if d := m.Period.From; !m.Relative && d.Day != 0 && d.Year != 0 {
			if r.years == nil {
				r.years = map[[2]int]int{}
			}
			r.years[[2]int{d.Month, d.Day}] = d.Year
		}
	}
}

// reader reads one article.
type reader struct {
	article  *corpus.Article
	glossary *glossary.Glossary
	pub      corpus.Date // the day that its days are counted from, see finished
	lead     int         // index of the first sentence of the body, -1 when there is none
	events   []Event
	last     anchor         // the last date that a sentence names
	years    map[[2]int]int // of months and days that the article gives with their year
	named    bool           // "May" is somebody's name
	mainEnd  corpus.Date    // last day of what the article reports on, zero when it gives none
}

// namesMay reports that a text names somebody called May: "Theresa May", "Mrs May".
func namesMay(s string) bool {
	for at := 0; ; {
		i := strings.Index(s[at:], " May")
		if i < 0 {
			return false
		}
		i += at
		at = i + 4
		w := s[strings.LastIndexFunc(s[:i], unicode.IsSpace)+1 : i]
		if len(w) > 1 && w[0] >= 'A' && w[0] <= 'Z' && w[len(w)-1] >= 'a' && w[len(w)-1] <= 'z' && !text.IsStop(strings.ToLower(w)) &&
			!weekdays[strings.ToLower(w)] && !months[strings.ToLower(w)] && !beforeMay[strings.ToLower(w)] && (at == len(s) || !unicode.IsLetter(rune(s[at]))) {
			if next := strings.TrimLeft(s[at:], " "); next == "" || next[0] < '0' || next[0] > '9' {
				return true
			}
		}
	}
}

// anchor is a date that later sentences count from.
type anchor struct {
	when     corpus.Period
	sentence int
}

// readable reports that a sentence can tell of an event: neither a headline nor
// longer than sentences are.
func readable(s *corpus.Sentence) bool {
	switch s.Role {
	case corpus.InTitle, corpus.InHeading:
		return false
	}
	return s.Len() <= maxPhrase
}

// leadOf returns the first sentence of the body that says something.
func leadOf(a *corpus.Article) int {
	for i := range a.Sentences {
		if s := &a.Sentences[i]; s.Role == corpus.InBody && s.Len() >= 40 {
			return i
		}
	}
	return -1
}

// read adds the events of sentence i, in which the dates were found.
func (r *reader) read(i int, mentions []corpus.DateMention) {
	p := r.phrase(i)
	if p.asks() || p.fragment() {
		return
	}
	found := p.dates(mentions)
	from := len(r.events)
	for _, d := range found {
		if e, ok := r.occurrence(p, d); ok && !(e.Planned && p.calledOff(d.first)) {
			r.add(from, e)
		}
	}
	for _, e := range r.apart(p, found) {
		r.add(from, e)
	}
	for k := len(found) - 1; k >= 0; k-- {
		if w := found[k].when; !w.From.IsZero() && !w.To.IsZero() {
			r.last = anchor{w, i}
			break
		}
	}
}

// add adds an event of a sentence whose events start at from, unless the same
// words at the same time are there.
func (r *reader) add(from int, e Event) {
	for k := from; k < len(r.events); k++ {
		o := &r.events[k]
		switch {
		case o.When == e.When && (o.Span.Contains(e.Span) || e.Span.Contains(o.Span)):
			if e.Span.Len() > o.Span.Len() && !e.Saying {
				*o = e
			}
			return
		case o.Span == e.Span && e.Saying && !e.newsworthy:
			return // the saying of what has a date of its own
		case o.Span == e.Span && o.Saying && !o.newsworthy:
			*o = e
			return
		}
	}
	r.events = append(r.events, e)
}
