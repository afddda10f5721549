package answer

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"

	"rapporteur/chronology"
	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/text"
)

// maxChronicle bounds the articles whose events are kept: at some ten events an
// article they take about 100 MB.
const maxChronicle = 20_000

// chronicle keeps the dated events of articles. When it is full, what came first
// stays: every timeline of all articles asks in the same order.
type chronicle struct {
	mu     sync.Mutex // guards events
	events map[*corpus.Article][]chronicled
}

// chronicled is an event with what it is compared by.
type chronicled struct {
	chronology.Event
	words  eventWords
	claims claims
	print  uint64 // of its sentence, see printOf
}

// of returns the events of an article, which nobody may change.
func (c *chronicle) of(a *corpus.Article, g *glossary.Glossary) []chronicled {
	c.mu.Lock()
	events, ok := c.events[a]
	c.mu.Unlock()
	if ok {
		return events
	}
	for _, ev := range chronology.Of(a, g) {
		tokens := text.Tokens(a.Text(ev.Span))
		events = append(events, chronicled{ev, wordsOfEvent(tokens), claims{denying(tokens), counted(tokens)}, printOf(text.Words(a.Text(printedAt(a, ev.Sentence))))})
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.events == nil {
		c.events = map[*corpus.Article][]chronicled{}
	}
	if len(c.events) < maxChronicle {
		c.events[a] = events
	}
	return events
}

// eventFilter says which events a timeline is to hold.
type eventFilter struct {
	subject *subject
	// elsewhere are places that articles report from and others may tell of.
	elsewhere []name
	actors    []name // all of them are to be named
	places    []name
	words     *sentence // of an actor or a place that is no name, nil when there is none
	periods   []corpus.Period
}

// timelineFilter reads the request. reason is why there can be no event: a name
// that no article knows.
func (e *Engine) timelineFilter(r TimelineRequest, s *subject) (f *eventFilter, reason string) {
	f = &eventFilter{subject: s}
	for _, p := range []corpus.Period{s.period, r.Period} {
		if !p.IsZero() {
			f.periods = append(f.periods, p)
		}
	}
	for _, of := range []struct {
		asked string
		names *[]name
	}{{r.Actor, &f.actors}, {r.Place, &f.places}} {
		asked := strings.TrimSpace(clean(of.asked))
		if asked == "" {
			continue
		}
		t := e.analyst.text(e.english(glossary.Language(asked), asked))
		for _, n := range t.names {
			if !n.inner {
				*of.names = append(*of.names, n)
			}
		}
		if len(*of.names) == 0 {
			f.words = t
		}
		e.analyst.prepare(*of.names)
		for i := range *of.names {
			if !e.knows(&term{name: &(*of.names)[i]}) {
				return f, ReasonUnknownName
			}
		}
	}
	if s.named && len(r.Articles) == 0 {
		if city, bare := e.cityOf(s); bare {
			f.elsewhere = []name{*city} // others may tell of it too
		}
	}
	return f, ""
}

// gatherEvents returns the events of the articles that fit the filter, in the order of
// the articles, but for those of paragraphs that give orders. Nothing is returned of articles left when ctx is done.
func (e *Engine) gatherEvents(ctx context.Context, f *eventFilter, orders map[paragraphKey]bool) []*happening {
	articles := f.subject.articles
	if len(f.elsewhere) > 0 {
		articles = e.cfg.Articles
	}
	e.readAhead(ctx, articles)
	chosen := map[*corpus.Article]bool{}
	for _, a := range f.subject.articles {
		chosen[a] = true
	}
	var out []*happening
	for _, a := range articles {
		if ctx.Err() != nil {
			return nil
		}
		events := e.chronicle.of(a, e.cfg.Glossary)
		for i := range events {
			if !orders[paragraphOf(a, events[i].Sentence)] && e.fitsTimeline(f, a, &events[i].Event, chosen[a]) {
				out = append(out, newHappening(a, &events[i]))
			}
		}
	}
	return out
}

// readAhead finds the events of many articles on all processors.
func (e *Engine) readAhead(ctx context.Context, articles []*corpus.Article) {
	const few = 16 // not worth the workers
	articles = articles[:min(len(articles), maxChronicle)]
	if len(articles) <= few {
		return
	}
	work := make(chan *corpus.Article)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for a := range work {
				e.chronicle.of(a, e.cfg.Glossary)
			}
		})
	}
	for _, a := range articles {
		if ctx.Err() != nil {
			break
		}
		work <- a
	}
	close(work)
	wg.Wait()
}

// fitsTimeline reports that an event is one that the timeline is to hold.
func (e *Engine) fitsTimeline(f *eventFilter, a *corpus.Article, ev *chronology.Event, chosen bool) bool {
	for _, p := range f.periods {
		if !p.Meets(ev.When) {
			return false
		}
	}
	if len(f.actors)+len(f.places)+len(f.elsewhere) == 0 && f.words == nil && f.subject.whole() {
		return true
	}
	s := e.analyst.sentence(a, ev.Sentence)
	if ev.Span.Len() < s.src.Len()*9/10 {
		part := e.analyst.text(a.Text(ev.Span))
		part.article, part.index, part.src, part.said = a, s.index, s.src, s.said
		s = part
	}
	if !chosen && !e.isAt(f.elsewhere, s, ev) || !e.concerns(f.subject, s, sameConcept) {
		return false
	}
	for i := range f.actors {
		if !e.namesAnyOf(f.actors[i:i+1], s, sameHead) && !slices.Contains(ev.Actors, timelineName(f.actors[i])) {
			return false
		}
	}
	for i := range f.places {
		if !e.isAt(f.places[i:i+1], s, ev) {
			return false
		}
	}
	return f.words == nil || holdsAll(s, f.words.tokens)
}

// isAt reports that an event is at or about one of places. A capital that speaks
// for its government is a place only where something is put at it.
func (e *Engine) isAt(places []name, s *sentence, ev *chronology.Event) bool {
	for i := range places {
		p := &places[i]
		if p.entry == nil {
			if v, _ := matchWords(p, s); v >= sameHead {
				return true
			}
			continue
		}
		for _, at := range ev.Places {
			for _, m := range e.cfg.Glossary.Find(at, text.Tokens(at)) {
				if m.Entry == p.entry || m.Entry.In == p.entry.ID {
					return true
				}
			}
		}
		for _, n := range s.names {
			if n.entry != nil && n.via == glossary.ByName && n.kind != glossary.Person && (n.entry == p.entry && p.entry.StandsFor == "" || n.entry.In == p.entry.ID && n.entry.StandsFor == "") {
				return true
			}
		}
	}
	return false
}

// namesAnyOf reports that a sentence names one of names at least so surely.
func (e *Engine) namesAnyOf(names []name, s *sentence, sure float64) bool {
	for i := range names {
		if v, _ := e.matchName(&names[i], s); v >= sure {
			return true
		}
	}
	return false
}

// timelineName returns the preferred name, or the words as folded.
func timelineName(n name) string {
	if n.entry != nil {
		return n.entry.Name
	}
	return n.fold
}
