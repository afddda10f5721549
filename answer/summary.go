package answer

import (
	"cmp"
	"math"
	"slices"

	"rapporteur/corpus"
	"rapporteur/text"
)

// The length of the summary of one article, and of a short one.
const (
	summarySentences = 4
	shortSentences   = 2
)

// summarise answers a request for a summary or a timeline: of the articles it
// names, of the one it describes, or of all of them; or on a subject within
// them, when it speaks of more than the articles' heads do.
func (e *Engine) summarise(q *question, ranked []evidence) (chosen []evidence, reason string) {
	if len(q.terms) == 0 && len(q.scope) == 0 {
		return e.leads(e.cfg.Articles), ""
	}
	if len(ranked) == 0 {
		return nil, ReasonNoEvidence
	}
	if len(q.scope) == 0 && e.describesMost(q) {
		return e.leads(e.cfg.Articles), ""
	}
	if q.kind == KindTimeline && len(q.scope) == 0 {
		return e.timeline(q, ranked)
	}
	about := e.described(q, ranked)
	if about == nil || matchPhrase(q.words, "why") || matchPhrase(q.words, "how") {
		return e.subjectSummary(q, ranked)
	}
	digest := e.digest(about)
	if slices.ContainsFunc(q.words, func(w string) bool { return shortWords[w] }) {
		digest = digest[:min(len(digest), shortSentences)]
	}
	return digest, ""
}

var shortWords = wordsOf(`short brief briefly nutshell tldr`)

// subjectSummary answers a request for a summary of something within articles.
// It asks for less certainty than a question does: its words name a subject and
// need not stand in every sentence on it.
func (e *Engine) subjectSummary(q *question, ranked []evidence) ([]evidence, string) {
	chosen := e.choose(q, ranked)
	s := e.signals(q, chosen)
	if s.Union < 0.45 || s.Foreign > 0.6 {
		return chosen, e.decide(q, chosen)
	}
	return chosen, ""
}

var summaryWords = text.StemSet(`summary summarise summarize sum overview gist recap brief briefly short shortly main key point points takeaway
	nutshell outline bullet timeline chronology chronological order event events sequence results result tldr tl dr happened corpus whole
	everything all piece text report story`)

// described returns the article that the request is about as a whole, nil when
// it asks for something within articles: every term of the request must stand
// in the article's head (metadata, title, first sentences).
func (e *Engine) described(q *question, ranked []evidence) *corpus.Article {
	var best *corpus.Article
	most := 0.0
	for _, a := range e.heads(q, ranked) {
		if c := e.headCoverage(q, a); c > most {
			best, most = a, c
		}
	}
	if most >= 0.8 || len(q.scope) == 1 && (most >= 0.6 || len(q.terms) == 0) {
		return best
	}
	return nil
}

// maxHeads is how many articles' heads are read for one question.
const maxHeads = 50

// heads returns the articles whose heads are worth reading: all where there are
// few, else those of the evidence, best first.
func (e *Engine) heads(q *question, ranked []evidence) []*corpus.Article {
	among := e.cfg.Articles
	if len(among) > maxHeads {
		among = nil
		for _, ev := range ranked {
			if len(among) < maxHeads && !slices.Contains(among, ev.article) {
				among = append(among, ev.article)
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(among), func(a *corpus.Article) bool { return !q.inScope(a.ID) })
}

// describesMost reports that the request speaks of nothing that would single
// articles out: most of them are about it.
func (e *Engine) describesMost(q *question) bool {
	n, most := 0, 0
	for _, a := range e.cfg.Articles {
		if n == maxHeads {
			break
		}
		n++
		if e.headCoverage(q, a) >= 0.8 {
			most++
		}
	}
	return n > 2 && 2*most > n
}

// headCoverage is the weighted share of the terms of q in the head of a.
func (e *Engine) headCoverage(q *question, a *corpus.Article) float64 {
	head := []*sentence{e.header(a)}
	for i := range min(3, len(a.Sentences)) {
		head = append(head, e.analyst.sentence(a, i))
	}
	var sum, total float64
	for i := range q.terms {
		best := 0.0
		for _, s := range head {
			v, _ := e.match(&q.terms[i], s)
			best = math.Max(best, v)
		}
		sum += q.terms[i].weight * best
		total += q.terms[i].weight
	}
	if total == 0 {
		return 1
	}
	return sum / total
}

// digests returns digests of the articles, shorter the more of them there are.
func (e *Engine) digests(ids []string) []evidence {
	var out []evidence
	each := max(1, 6/len(ids))
	for _, id := range ids {
		if a := e.cfg.Index.Article(id); a != nil && len(out) < 12 {
			d := e.digest(a)
			out = append(out, d[:min(each, len(d))]...)
		}
	}
	return out
}

// digest returns the sentences that stand best for an article: its lead and
// those nearest to the whole, without repetition, in order.
func (e *Engine) digest(a *corpus.Article) []evidence {
	lead := leadOf(a)
	if lead < 0 {
		return nil
	}
	var all []*sentence
	for i := range a.Sentences {
		if quotable(&a.Sentences[i]) {
			all = append(all, e.analyst.sentence(a, i))
		}
	}
	type scored struct {
		s     *sentence
		score float64
	}
	ranked := make([]scored, 0, len(all))
	for i, score := range central(all) {
		ranked = append(ranked, scored{all[i], score})
	}
	slices.SortStableFunc(ranked, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	chosen := []evidence{{sentence: e.analyst.sentence(a, lead)}}
	for _, r := range ranked {
		if len(chosen) == summarySentences {
			break
		}
		ev := evidence{sentence: r.s}
		if !repeats(ev, chosen) && !dangling(r.s) {
			chosen = append(chosen, ev)
		}
	}
	return chosen
}

// central says of each of some sentences how near it is to all of them together:
// by the words that it has in common with others, and by how early in its
// article it stands.
func central(all []*sentence) []float64 {
	df := map[string]int{}
	for _, s := range all {
		for stem := range s.stems {
			df[stem]++
		}
	}
	out := make([]float64, len(all))
	for i, s := range all {
		var sum float64
		n := 0
		for _, t := range s.firstTokens() {
			n++
			if df[t.Stem] > 1 {
				sum += math.Log(1 + float64(df[t.Stem]))
			}
		}
		position := 1 / (1 + 0.06*float64(s.index))
		out[i] = (sum / math.Sqrt(float64(n+6))) * (0.6 + 0.4*position)
	}
	return out
}

// firstTokens returns the words of s but function words, each once.
func (s *sentence) firstTokens() []text.Token {
	var out []text.Token
	for i, t := range s.tokens {
		if !t.Stop && s.stems[t.Stem][0] == i {
			out = append(out, t)
		}
	}
	return out
}

// leads returns the first sentence of each article, at most twelve of them.
func (e *Engine) leads(articles []*corpus.Article) []evidence {
	var out []evidence
	for _, a := range articles {
		if i := leadOf(a); i >= 0 && len(out) < 12 {
			out = append(out, evidence{sentence: e.analyst.sentence(a, i)})
		}
	}
	return out
}

// timeline returns the best sentence of each article on what the request
// speaks of; arrange puts them in order of date.
func (e *Engine) timeline(q *question, ranked []evidence) ([]evidence, string) {
	var chosen []evidence
	heard := map[string]bool{}
	for _, ev := range ranked {
		if !heard[ev.article.ID] && ev.cover.total >= 0.5 && len(chosen) < 12 {
			heard[ev.article.ID] = true
			chosen = append(chosen, ev)
		}
	}
	if len(chosen) == 0 {
		return nil, ReasonNoEvidence
	}
	return chosen, ""
}

// leadOf returns the first sentence of the article's own text, -1 when it has none.
func leadOf(a *corpus.Article) int {
	for i := range a.Sentences {
		if a.Sentences[i].Role == corpus.InBody {
			return i
		}
	}
	for i := range a.Sentences {
		if quotable(&a.Sentences[i]) {
			return i
		}
	}
	return -1
}

func quotable(s *corpus.Sentence) bool {
	return (s.Role == corpus.InBody || s.Role == corpus.InComment) && s.Len() >= 40
}

// dangling reports that a sentence cannot stand without the one before it.
func dangling(s *sentence) bool {
	return len(s.tokens) > 0 && danglingWords[s.tokens[0].Fold]
}

var danglingWords = wordsOf(`he she they it this that these those such but instead however similarly indeed additionally also nor and
	yet his her their its then moreover furthermore meanwhile later`)
