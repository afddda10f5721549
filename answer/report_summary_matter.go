package answer

import (
	"context"
	"math"
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/retrieval"
	"rapporteur/text"
)

// matter is what there is to sum up: articles as wholes, or sentences in them.
type matter struct {
	sub *subject
	// articles are those to be summed up as wholes, in order of date; of many,
	// those that stand for all.
	articles []*corpus.Article
	of       int // how many articles those stand for
	// sentences are those on the subject, and rate what each tells of it; nil when
	// articles are summed up as wholes.
	sentences []*sentence
	rate      []float64
	// printers are the articles that were looked at, also those that only print
	// what others do.
	printers []*corpus.Article
}

// The bounds of what is looked at for one summary.
const (
	maxSummed   = 12  // articles that a summary tells of as wholes
	maxRead     = 400 // sentences of an article
	maxScanned  = 40  // articles of which every sentence is looked at
	maxPassages = 300 // passages looked at where there are more articles
	maxWeighed  = 60  // articles out of which one is taken to stand for a stretch of time
)

// matterOf finds what the subject has to be summed up; reason is why there is
// nothing.
func (e *Engine) matterOf(ctx context.Context, sub *subject) (m matter, reason string, err error) {
	m.sub = sub
	inside := e.published(sub)
	switch {
	case sub.whole() && len(inside) > 0:
		m.articles, m.of = e.standFor(inside, maxSummed), len(inside)
		m.printers = m.articles
		m.articles = e.copies.onceOfArticles(m.articles)
		if place, bare := e.cityOf(sub); bare {
			err = e.addMentions(ctx, &m, place)
		}
	case sub.whole():
		m.sentences, err = e.tellingOf(ctx, sub)
		m.rate = raised(central(m.sentences), nil)
		reason = ReasonOutOfRange
	default:
		if len(inside) == 0 {
			return m, ReasonOutOfRange, nil
		}
		m.sentences, m.rate, err = e.sentencesAbout(ctx, sub, inside)
		reason = ReasonNoEvidence
	}
	if len(m.articles) > 0 || len(m.sentences) > 0 {
		reason = ""
	}
	e.tellOnce(&m)
	return m, reason, err
}

// published returns the subject's articles that were published in its period, all
// of them when it has none.
func (e *Engine) published(sub *subject) []*corpus.Article {
	if sub.period.IsZero() {
		return sub.articles
	}
	var then []*corpus.Article
	for _, a := range sub.articles {
		if publishedIn(a, sub.period) {
			then = append(then, a)
		}
	}
	return then
}

// publishedIn reports that some day of a's date lies in the period.
func publishedIn(a *corpus.Article, p corpus.Period) bool {
	return !a.Published.IsZero() && p.Overlaps(a.Published)
}

// tellingOf returns the sentences that tell of the subject's period, in which no
// article was published: those that state a time in it, in articles that came out
// later. What articles expected of a time after all of them is not what happened
// then.
func (e *Engine) tellingOf(ctx context.Context, sub *subject) ([]*sentence, error) {
	end := sub.period.To
	if end.IsZero() || sub.period.From.IsZero() {
		return nil, nil
	}
	var out []*sentence
	scanned := 0
	for _, a := range sub.articles {
		if a.Published.IsZero() || !a.Published.First().After(end.Last()) {
			continue
		}
		if scanned++; scanned > maxScanned {
			break
		}
		for _, s := range e.readable(a) {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if slices.ContainsFunc(s.times(), func(d corpus.DateMention) bool { return liesIn(d.Period, sub.period) }) {
				out = append(out, s)
			}
		}
	}
	return out, nil
}

// liesIn reports that a stretch of time that begins and ends is part of another.
func liesIn(d, p corpus.Period) bool {
	return !d.From.IsZero() && !d.To.IsZero() && !d.From.First().Before(p.From.First()) && !d.To.Last().After(p.To.Last())
}

// readable returns the sentences of a that may stand in a summary: of its body,
// of the publisher's comment, and its captions.
func (e *Engine) readable(a *corpus.Article) []*sentence {
	var out []*sentence
	for i := range a.Sentences {
		if len(out) == maxRead {
			break
		}
		if src := &a.Sentences[i]; quotable(src) || src.Role == corpus.InCaption && src.Len() >= 40 {
			out = append(out, e.analyst.sentence(a, i))
		}
	}
	return out
}

// addMentions adds what articles from elsewhere tell of a place.
func (e *Engine) addMentions(ctx context.Context, m *matter, place *name) error {
	elsewhere := *m.sub
	elsewhere.articles = nil
	for _, a := range e.cfg.Articles {
		if !slices.Contains(m.sub.articles, a) && (m.sub.period.IsZero() || publishedIn(a, m.sub.period)) {
			elsewhere.articles = append(elsewhere.articles, a)
		}
	}
	elsewhere.names = []name{*place}
	var err error
	m.sentences, m.rate, err = e.sentencesAbout(ctx, &elsewhere, elsewhere.articles)
	return err
}

// standFor returns up to n of the articles that stand for all of them: in order
// of time, and of each stretch the one whose lead has most in common with the
// others.
func (e *Engine) standFor(articles []*corpus.Article, n int) []*corpus.Article {
	if len(articles) <= n {
		return articles
	}
	var leads []*sentence
	var bucket []int
	for b := range n {
		from, to := b*len(articles)/n, (b+1)*len(articles)/n
		step := max(1, (to-from)/maxWeighed)
		for i := from; i < to; i += step {
			if lead := e.leadSentence(articles[i]); lead != nil {
				leads, bucket = append(leads, lead), append(bucket, b)
			}
		}
	}
	best := make([]int, n)
	for i := range best {
		best[i] = -1
	}
	rate := central(leads)
	for i, b := range bucket {
		if best[b] < 0 || rate[i] > rate[best[b]] {
			best[b] = i
		}
	}
	var out []*corpus.Article
	for _, i := range best {
		if i >= 0 {
			out = append(out, leads[i].article)
		}
	}
	return out
}

// leadSentence returns the first sentence of an article's report that stands by
// itself and takes up a word of its title, or the first that stands by itself: one
// about something else comes before the news, such as what is on the air. It is
// nil when none of the first ones does.
func (e *Engine) leadSentence(a *corpus.Article) *sentence {
	const first = 8
	title := text.Tokens(a.Title)
	about := func(s *sentence) bool {
		return slices.ContainsFunc(title, func(t text.Token) bool { return !t.Stop && s.stems[t.Stem] != nil })
	}
	var lead *sentence
	seen := 0
	for i := range a.Sentences {
		if !quotable(&a.Sentences[i]) {
			continue
		}
		s := e.analyst.sentence(a, i)
		if s.stands().how == standsAlone && len(s.tokens) >= 8 && quotedShare(s) < 0.6 {
			if about(s) {
				return s
			}
			if lead == nil {
				lead = s
			}
		}
		if seen++; seen == first {
			break
		}
	}
	return lead
}

// sentencesAbout returns the sentences of articles that are about the subject's names and
// words, with what each tells of it.
func (e *Engine) sentencesAbout(ctx context.Context, sub *subject, articles []*corpus.Article) ([]*sentence, []float64, error) {
	var all []*sentence
	if len(articles) <= maxScanned {
		for _, a := range articles {
			all = append(all, e.readable(a)...)
		}
	} else {
		found, err := e.searched(ctx, sub, articles)
		if err != nil {
			return nil, nil, err
		}
		all = found
	}
	var out []*sentence
	var worth []float64
	for _, least := range []float64{sameConcept, nearMeaning} {
		for _, s := range all {
			if v := e.bearing(sub, s, least); v > 0 {
				out, worth = append(out, s), append(worth, v)
			}
		}
		if len(out) > 0 || len(sub.terms) == 0 {
			break // words near in meaning only where the words themselves are not found
		}
	}
	out, worth = withoutCaptions(out, worth)
	return out, raised(central(out), worth), nil
}

// raised lets a sentence that has no word in common with others count too, each
// by its worth where there is one.
func raised(rate, worth []float64) []float64 {
	for i := range rate {
		rate[i]++
		if worth != nil {
			rate[i] *= worth[i]
		}
	}
	return rate
}

// withoutCaptions leaves out the captions of articles that say something in their
// text too.
func withoutCaptions(all []*sentence, worth []float64) ([]*sentence, []float64) {
	said := map[*corpus.Article]bool{}
	for _, s := range all {
		said[s.article] = said[s.article] || s.src.Role != corpus.InCaption
	}
	var out []*sentence
	var kept []float64
	for i, s := range all {
		if s.src.Role != corpus.InCaption || !said[s.article] {
			out, kept = append(out, s), append(kept, worth[i])
		}
	}
	return out, kept
}

// searched returns the sentences of the passages that a search for the subject
// finds among many articles, in order of time.
func (e *Engine) searched(ctx context.Context, sub *subject, articles []*corpus.Article) ([]*sentence, error) {
	query := retrieval.Query{Text: sub.q.text, Meta: sub.q.meta, Limit: maxPassages, Filter: retrieval.Filter{Period: sub.period}}
	if sub.named {
		for _, a := range articles {
			query.Filter.Articles = append(query.Filter.Articles, a.ID)
		}
	}
	hits, err := e.cfg.Index.Search(ctx, query)
	if err != nil {
		return nil, err
	}
	var out []*sentence
	for _, h := range hits {
		for i := h.Passage.First; i < h.Passage.Last; i++ {
			if a := h.Passage.Article; quotable(&a.Sentences[i]) {
				out = append(out, e.analyst.sentence(a, i))
			}
		}
	}
	slices.SortFunc(out, func(a, b *sentence) int {
		if a.article != b.article {
			if c := a.article.Published.Compare(b.article.Published); c != 0 {
				return c
			}
			return strings.Compare(a.article.ID, b.article.ID)
		}
		return a.index - b.index
	})
	return slices.CompactFunc(out, func(a, b *sentence) bool { return a.article == b.article && a.index == b.index }), nil
}

// bearing says how much a sentence is about the subject, 0 when it is not: it
// names all of its names, or somebody so named says it, and has most of its
// words. Who acts or speaks is told of more than who is named in passing.
func (e *Engine) bearing(sub *subject, s *sentence, least float64) float64 {
	worth := 1.0
	for i := range sub.names {
		n := &sub.names[i]
		v, at := e.matchName(n, s)
		if e.givenTo(n, s) {
			v = math.Max(v, 1)
		}
		if v < inCountry || v < sameHead && (n.kind == glossary.Group || n.kind == glossary.Body) {
			return 0 // militants are not "the rebels" of everybody
		}
		if at >= 0 && at > 6 && !e.givenTo(n, s) {
			worth *= 0.8
		}
		worth *= v
	}
	return worth * e.shareOf(sub.terms, s, least)
}

// givenTo reports that the article puts (part of) a sentence in the mouth of n.
func (e *Engine) givenTo(n *name, s *sentence) bool {
	for i := range s.said {
		for k := range s.said[i].names {
			if who := &s.said[i].names[k]; !who.inner && e.sameName(n, who) >= bySurname {
				return true
			}
		}
	}
	return false
}

// shareOf is how much of the terms a sentence speaks of, 0 when it lacks too
// much of them. A term counts from a match of least on.
func (e *Engine) shareOf(terms []term, s *sentence, least float64) float64 {
	var sum, total float64
	for i := range terms {
		v, _ := e.match(&terms[i], s)
		total += terms[i].weight
		if v >= least {
			sum += terms[i].weight * v
		}
	}
	const enough = 0.55
	switch {
	case total == 0:
		return 1
	case sum < enough*total:
		return 0
	}
	return sum / total
}
