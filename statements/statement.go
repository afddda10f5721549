package statements

import (
	"strings"

	"rapporteur/corpus"
	"rapporteur/text"
)

// Statement is what somebody said, as one article tells it. It is not changed
// once made.
type Statement struct {
	Article *corpus.Article
	// First and Last are the sentences that hold its words.
	First, Last int
	// Speaker is the one who speaks, as corpus.Attribution has it; At is where
	// the article names the speaker, which may be in a sentence nearby.
	Speaker string
	At      corpus.Span
	// Via is who is said, in the same sentence, to tell that it was said: the
	// agency in "police had found nothing, the agency reported"; "" when the
	// article itself tells.
	Via string
	// Verbatim reports that the words stood in quotation marks.
	Verbatim bool
	// Parts are the words, in order: one span, but for a quotation that is
	// resumed in the next paragraph.
	Parts []corpus.Span
	// Clause is the article's clause in which a fragment stands, with the verb
	// where it tells more than that something was said: `called the government
	// “a bloody despotic regime”`. It is that of the words when they stand alone.
	Clause corpus.Span
	// Fragment reports that the words are only a part of Clause.
	Fragment bool
	// Source is a run of whole sentences that bears the statement out: its own
	// and, when that is near, the one that names the speaker. Statements that
	// one attribution stands between have the same.
	Source corpus.Span

	saying saying
	before *Statement // that this one goes straight on with, nil when there is none
}

// Text returns the words, with white space folded.
func (s *Statement) Text() string {
	parts := make([]string, len(s.Parts))
	for i, p := range s.Parts {
		parts[i] = text.OneLine(s.Article.Text(p))
	}
	return strings.Join(parts, " ")
}

// Context returns the clause in which a fragment stands, with white space
// folded; "" when the words stand alone.
func (s *Statement) Context() string {
	if !s.Fragment {
		return ""
	}
	return text.OneLine(s.Article.Text(s.Clause))
}

// Of returns the statements of an article in the order of their words.
func Of(a *corpus.Article) []Statement {
	r := reader{a: a}
	for i := range a.Sentences {
		switch a.Sentences[i].Role {
		case corpus.InTitle, corpus.InHeading:
			continue
		}
		r.readSentence(i)
	}
	r.joinSources()
	out := r.withoutStandfirst()
	for i := 1; i < len(out); i++ {
		if r.straightOn(&out[i-1], &out[i]) {
			out[i].before = &out[i-1]
		}
	}
	return out
}

// straightOn reports that b is the next thing that the speaker of a says: in the
// next sentence of the paragraph, and in words of the speaker's own.
func (r *reader) straightOn(a, b *Statement) bool {
	return a.Speaker == b.Speaker && a.Verbatim && b.Verbatim && b.First <= a.Last+1 &&
		r.a.Sentences[a.Last].Paragraph == r.a.Sentences[b.First].Paragraph
}

// reader collects the statements of one article.
type reader struct {
	a    *corpus.Article
	out  []Statement
	seen int // end of the last quoted words that are in a statement
}

// The bounds of what counts as a statement.
const (
	maxQuotation  = 4000 // bytes; a longer one becomes several
	fewOutside    = 3    // words of the article's around quoted ones that say nothing by themselves
	minFragment   = 2    // quoted words that make a statement inside a clause
	nearSentences = 2    // how far the sentence that names the speaker may be, to be cited with the words
)

// readSentence takes up what sentence i attributes.
func (r *reader) readSentence(i int) {
	ts := r.a.Sentences[i].Attributions
	says := make([]saying, len(ts))
	for k := range ts {
		says[k] = r.saying(i, &ts[k])
	}
	r.nest(i, says, ts)
	for k := range ts {
		r.read(i, &ts[k], says[k])
	}
}

// read takes up one attribution of sentence i.
func (r *reader) read(i int, t *corpus.Attribution, say saying) {
	quotes := r.quotesIn(i, t.Scope)
	clause := say.clause
	if len(quotes) == 0 {
		if wordsIn(r.a.Text(clause)) > 0 && !gapped(r.a.Text(clause)) && !r.saysNothing(&say) && !r.relative(t) {
			r.add(Statement{Parts: []corpus.Span{clause}, Clause: clause}, i, t, say)
		}
		return
	}
	outside, inside := r.weigh(t.Scope, quotes)
	whole := outside <= max(fewOutside, inside/2)
	alone := outside == 0 && !say.doubted
	for _, q := range quotes {
		if q.Start < r.seen {
			continue
		}
		if !alone && wordsIn(r.a.Text(q)) < minFragment && !(whole && len(quotes) == 1) {
			whole = false // the clause has to show it
			continue
		}
		r.seen = q.End
		if r.goesOn(q, t) {
			r.extend(i, q, t, say)
			continue
		}
		st := Statement{Verbatim: true, Parts: []corpus.Span{q}, Clause: clause, Fragment: !alone}
		if alone {
			st.Clause = q
		}
		r.add(st, i, t, say)
	}
	if !alone && !whole {
		r.add(Statement{Parts: []corpus.Span{clause}, Clause: clause}, i, t, say)
	}
}

func (r *reader) add(st Statement, i int, t *corpus.Attribution, say saying) {
	st.Article, st.First, st.Last = r.a, i, i
	st.Speaker, st.At, st.Via, st.saying = t.Speaker, t.At, say.via, say
	st.Source = r.source(i, i, t.At)
	r.out = append(r.out, st)
}

// quotesIn returns the quoted stretches of sentence i that lie in scope.
func (r *reader) quotesIn(i int, scope corpus.Span) []corpus.Span {
	var out []corpus.Span
	for _, q := range r.a.Sentences[i].Quotes {
		if q.Start < scope.End && scope.Start < q.End && wordsIn(r.a.Text(q)) > 0 {
			out = append(out, q)
		}
	}
	return out
}

// goesOn reports that q continues the last statement: no closing mark stands
// between, and at most the opening mark of a new paragraph.
func (r *reader) goesOn(q corpus.Span, t *corpus.Attribution) bool {
	if len(r.out) == 0 {
		return false
	}
	last := &r.out[len(r.out)-1]
	end := last.Parts[len(last.Parts)-1].End
	if !last.Verbatim || last.Speaker != t.Speaker || q.Start < end || q.Start-end > 32 || q.End-last.Parts[0].Start > maxQuotation {
		return false
	}
	gap := strings.TrimSpace(r.a.Body[end:q.Start])
	switch gap {
	case "":
		return true
	case "“", "\"", "‘", "«", "„":
		return strings.Contains(r.a.Body[end:q.Start], "\n")
	}
	return false
}

// extend adds q, of sentence i, to the last statement.
func (r *reader) extend(i int, q corpus.Span, t *corpus.Attribution, say saying) {
	last := &r.out[len(r.out)-1]
	part := &last.Parts[len(last.Parts)-1]
	if strings.TrimSpace(r.a.Body[part.End:q.Start]) == "" {
		part.End = q.End
	} else {
		last.Parts = append(last.Parts, q)
	}
	switch {
	case !last.Fragment:
		last.Clause.End = q.End
	case len(last.Parts) == 1: // the clause goes on with the quotation
		last.Clause.End = max(last.Clause.End, closed(r.a.Body, q.End))
	}
	last.Last, last.At = i, t.At
	if last.saying.verb.Len() == 0 {
		last.saying = say
	}
	last.Source = r.source(last.First, i, t.At)
}

// source returns sentences first to last with the one that names the speaker
// when it is near and cleaning took nothing out between.
func (r *reader) source(first, last int, at corpus.Span) corpus.Span {
	own := corpus.Span{Start: r.a.Sentences[first].Start, End: r.a.Sentences[last].End}
	from, to := first, last
	for n := 0; n < nearSentences && from > 0 && at.Start < r.a.Sentences[from].Start; n++ {
		from--
	}
	for n := 0; n < nearSentences && to+1 < len(r.a.Sentences) && at.Start >= r.a.Sentences[to].End; n++ {
		to++
	}
	wide := corpus.Span{Start: r.a.Sentences[from].Start, End: r.a.Sentences[to].End}
	if !wide.Contains(at) || r.cleaned(wide) {
		return own
	}
	return wide
}

// cleaned reports that cleaning took something out of the span.
func (r *reader) cleaned(s corpus.Span) bool {
	for _, c := range r.a.Removed {
		if c.Start >= s.End {
			return false
		}
		if c.End > s.Start {
			return true
		}
	}
	return false
}

// joinSources gives quotations that one attribution stands between, or that
// follow it, the same source.
func (r *reader) joinSources() {
	for i := 1; i < len(r.out); i++ {
		a, b := &r.out[i-1], &r.out[i]
		if !a.Verbatim || !b.Verbatim || a.Speaker != b.Speaker || a.At != b.At || b.First > a.Last+1 {
			continue
		}
		both := corpus.Span{Start: min(a.Source.Start, b.Source.Start), End: max(a.Source.End, b.Source.End)}
		if both.Len() > maxQuotation || r.cleaned(both) {
			continue
		}
		for k := i; k >= 0 && r.out[k].At == b.At && r.out[k].Source.End >= both.Start && r.out[k].Source.Start >= both.Start; k-- {
			r.out[k].Source = both
		}
	}
}

// withoutStandfirst leaves out what the line under the headline says when the
// text says it too.
func (r *reader) withoutStandfirst() []Statement {
	var out []Statement
	for i := range r.out {
		st := &r.out[i]
		if r.a.Sentences[st.First].Role != corpus.InStandfirst || !r.repeated(st) {
			out = append(out, *st)
		}
	}
	return out
}

// repeated reports that the same speaker says most of the words of st again.
func (r *reader) repeated(st *Statement) bool {
	words := stems(st.Text())
	for i := range r.out {
		o := &r.out[i]
		if o.First == st.First || lastWord(o.Speaker) != lastWord(st.Speaker) {
			continue
		}
		again := stems(r.a.Text(o.Clause))
		held := 0
		for w := range words {
			if again[w] {
				held++
			}
		}
		if 2*held > len(words) {
			return true
		}
	}
	return false
}
