package answer

import (
	"math"

	"rapporteur/corpus"
	"rapporteur/glossary"
)

// How many points summaries have.
const (
	mostPoints    = 12 // of several articles
	shortPoints   = 3
	mostOfArticle = 9 // of one article
	fewOfArticle  = 4
	// fewArticles is of how many articles even a short summary tells something of
	// each.
	fewArticles = 5
)

// digestOf chooses the points of a summary in the articles' own words, in the
// order in which they are read.
func (e *Engine) digestOf(m matter, short bool) []digestPoint {
	if len(m.articles) == 1 && len(m.sentences) == 0 {
		return e.digestArticle(m.articles[0], short)
	}
	var points []digestPoint
	most := mostPoints
	if short {
		most = shortPoints
		if len(m.sentences) == 0 && len(m.articles) <= fewArticles {
			most = max(most, len(m.articles))
		}
	}
	if len(m.articles) > 0 {
		points = e.digestArticles(e.standFor(m.articles, most), most)
	}
	if len(m.sentences) > 0 {
		mentions := e.digestPoints(m.sentences, m.rate)
		points = pickPoints(points, mentions, most, max(2, (most+2)/3))
	}
	pointsByTime(points)
	return points
}

// digestArticles gives each of several articles its share of n points.
func (e *Engine) digestArticles(articles []*corpus.Article, n int) []digestPoint {
	var out []digestPoint
	for i, a := range articles {
		share := (n - len(out)) / (len(articles) - i)
		share = min(max(1, share), 5)
		points := e.articlePoints(a, share, out)
		out = append(out, points...)
	}
	return out
}

// digestArticle sums up one article by point.
func (e *Engine) digestArticle(a *corpus.Article, short bool) []digestPoint {
	all := len(e.readable(a))
	n := min(fewOfArticle+all/3, mostOfArticle)
	if short {
		n = shortSentences
	}
	points := e.articlePoints(a, n, nil)
	if short && len(points) == shortSentences && len(points[0].text)+len(points[1].text) < 260 {
		points = e.articlePoints(a, shortPoints, nil)
	}
	pointsByAspect(points)
	return points
}

// articlePoints chooses n points of an article, its lead first, that do not
// repeat those told already.
func (e *Engine) articlePoints(a *corpus.Article, n int, told []digestPoint) []digestPoint {
	var chosen []digestPoint
	lead := e.leadSentence(a)
	if lead != nil {
		if x, ok := e.digestPointOf(lead); ok {
			x.aspect = AspectLead
			chosen = append(chosen, x)
		}
	}
	if len(chosen) == n {
		return chosen
	}
	all := e.readable(a)
	rate := central(all)
	e.rateByTitle(a, all, rate)
	levelled(rate)
	earlyFirst(rate)
	named := namedInBody(all)
	introduced := introductions(all)
	var from []digestPoint
	for _, x := range e.digestPoints(all, rate) {
		if x.sentence == lead || x.src.Role == corpus.InCaption && !namesSomebodyNew(x.sentence, named) || redundancy(&x, told) > tooMuchSame {
			continue
		}
		x.strangers = strangersIn(&x, introduced)
		from = append(from, x)
	}
	return pickPoints(chosen, from, n, n)
}

// levelled brings rates into [0.4,1], so that what a point is about can outweigh
// how many of the article's words it has.
func levelled(rate []float64) {
	most := 0.0
	for _, v := range rate {
		most = math.Max(most, v)
	}
	for i := range rate {
		if most > 0 {
			rate[i] /= most
		}
		rate[i] = 0.4 + 0.6*rate[i]
	}
}

// earlyFirst gives more worth to what stands early in an article: news tells first
// what matters most, and names there whom it speaks of later.
func earlyFirst(rate []float64) {
	for i := range rate {
		rate[i] *= 0.5 + 0.5/(1+0.1*float64(i))
	}
}

// rateByTitle gives more worth to the sentences that take up the words of the
// article's title.
func (e *Engine) rateByTitle(a *corpus.Article, all []*sentence, rate []float64) {
	if a.Title == "" {
		return
	}
	title := e.analyst.text(a.Title)
	words := title.firstTokens()
	if len(words) == 0 {
		return
	}
	for i, s := range all {
		n := 0
		for _, t := range words {
			if s.stems[t.Stem] != nil {
				n++
			}
		}
		rate[i] *= 1 + 0.4*float64(n)/float64(len(words))
	}
}

// namedInBody returns the ids of the names in the sentences but captions.
func namedInBody(all []*sentence) map[string]bool {
	out := map[string]bool{}
	for _, s := range all {
		if s.src.Role == corpus.InCaption {
			continue
		}
		for i := range s.names {
			out[s.names[i].id()] = true
		}
	}
	return out
}

// namesSomebodyNew reports that s names a person who is not among those named.
func namesSomebodyNew(s *sentence, named map[string]bool) bool {
	for i := range s.names {
		if n := &s.names[i]; n.kind == glossary.Person && n.entry != nil && !named[n.id()] {
			return true
		}
	}
	return false
}
