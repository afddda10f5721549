package answer

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/glossary"
	"rapporteur/text"
)

// coverage is how much of a question a sentence speaks of.
type coverage struct {
	total    float64   // weighted share of all terms, context included
	own      float64   // weighted share found in the sentence itself
	values   []float64 // by term, the best of sentence and context
	ownValue []float64 // by term, in the sentence itself
	at       []int     // by term, token in the sentence, -1 none
	strict   float64   // weighted share found in the sentence or its setting, in the same or synonymous words
	bound    float64   // weighted share of the pairs that stand together in the question and here
}

// strictly is the value from which on a match is by the same or a synonymous
// word, not by nearness of meaning.
const strictly = 0.76

// cover measures how much of q the sentence speaks of, by itself and together
// with the sentences around it and what is known of its article.
func (e *Engine) cover(q *question, s *sentence, around []*sentence) coverage {
	c := coverage{
		values: make([]float64, len(q.terms)), ownValue: make([]float64, len(q.terms)), at: make([]int, len(q.terms)),
	}
	var sum, total, own, strict float64
	header := e.header(s.article)
	for i := range q.terms {
		t := &q.terms[i]
		v, at := e.matched(q, i, s)
		c.at[i], c.ownValue[i] = at, v
		own += t.weight * v
		if v < headerName {
			if h, _ := e.matched(q, i, header); h > 0 {
				factor := headerWord
				if t.name != nil || t.date != nil || t.number || meetingWords[t.stem] {
					factor = headerName
				}
				v = math.Max(v, factor*h)
			}
		}
		if v >= strictly {
			strict += t.weight
		}
		if v < contextName {
			factor := contextWord
			if t.name != nil {
				factor = contextName
			}
			for _, near := range around {
				m, _ := e.matched(q, i, near)
				v = math.Max(v, factor*m)
			}
		}
		c.values[i] = v
		sum += t.weight * v
		total += t.weight
	}
	if total > 0 {
		c.total, c.own, c.strict = sum/total, own/total, strict/total
	}
	c.bound = e.bound(q, s, &c)
	return c
}

// matched is match for term i of q, remembered: a sentence is looked at for
// itself and again for each of its neighbours.
func (e *Engine) matched(q *question, i int, s *sentence) (float64, int) {
	m := q.memo[s]
	if m == nil {
		if q.memo == nil {
			q.memo = map[*sentence][]match{}
		}
		m = make([]match, len(q.terms))
		q.memo[s] = m
	}
	if !m[i].known {
		m[i].known = true
		m[i].value, m[i].at = e.match(&q.terms[i], s)
	}
	return m[i].value, m[i].at
}

// match is what Engine.match found.
type match struct {
	value float64
	at    int
	known bool
}

// meetingWords are what talks are called; the event of an article settles them.
var meetingWords = text.StemSet(`round talks meeting conference session summit negotiation`)

// bound is the weighted share of the pairs of terms that stand together in the
// question ("Turkish delegation", "president of Iran") and stand together in
// the sentence too; 1 when there is no pair. A sentence may hold all the words
// of a question and still say it of somebody else.
func (e *Engine) bound(q *question, s *sentence, c *coverage) float64 {
	var sum, total float64
	for _, p := range q.pairs {
		a, b := p[0], p[1]
		if c.at[a] < 0 && c.values[a] >= strictly || c.at[b] < 0 && c.values[b] >= strictly {
			continue // given by the setting of the article
		}
		w := math.Min(q.terms[a].weight, q.terms[b].weight)
		total += w
		if d := e.apart(&q.terms[a], &q.terms[b], s); d <= 4 {
			sum += w
		} else if d <= 7 {
			sum += w / 2
		}
	}
	if total == 0 {
		return 1
	}
	return sum / total
}

// properHead reports that the last word of a name belongs to it: a Joint
// Implementation Group is no group among others, the Syrian opposition is an
// opposition.
func properHead(name string) bool {
	r, _ := utf8.DecodeRuneInString(name[strings.LastIndexAny(name, " -")+1:])
	return unicode.IsUpper(r)
}

// apart returns the smallest distance in tokens between matches of two terms,
// a large number when one has none.
func (e *Engine) apart(a, b *term, s *sentence) int {
	best := 1000
	for _, i := range e.spots(a, s) {
		for _, k := range e.spots(b, s) {
			best = min(best, abs(i-k))
		}
	}
	return best
}

// spots returns the tokens of s that match t.
func (e *Engine) spots(t *term, s *sentence) []int {
	var out []int
	switch {
	case t.date != nil:
		if v, at := matchDate(t, s); v > 0 && at >= 0 {
			out = append(out, at)
		}
	case t.name != nil:
		for i := range s.names {
			if e.sameName(t.name, &s.names[i]) >= inCountry {
				for k := s.names[i].first; k < s.names[i].last; k++ {
					out = append(out, k)
				}
			}
		}
		if t.name.kind == glossary.Group || t.name.kind == glossary.Body {
			if t.name.entry != nil && !properHead(t.name.entry.Name) {
				head := t.name.fold[strings.LastIndexByte(t.name.fold, ' ')+1:]
				out = append(out, s.stems[text.Stem(head)]...)
			}
		}
		if len(out) == 0 {
			if _, at := e.matchName(t.name, s); at >= 0 {
				out = append(out, at)
			}
		}
	default:
		out = append(out, s.stems[t.stem]...)
		for _, c := range t.concepts {
			out = append(out, s.concept[c]...)
		}
		if len(out) == 0 {
			if _, at := e.match(t, s); at >= 0 {
				out = append(out, at)
			}
		}
	}
	return out
}
