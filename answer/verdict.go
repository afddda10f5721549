package answer

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/text"
)

// ruling is what the articles make of one claim, with the sentences that decide.
type ruling struct {
	verdict  Verdict
	deciding []*sentence
	why      string
	printers []*corpus.Article // articles that were found, see finding.printers
}

const (
	// provedCandidates is how many of the nearest sentences are asked whether they
	// bear a claim out, and clashingCandidates how many whether they contradict it.
	provedCandidates   = 12
	clashingCandidates = 6
)

// leastUnderstood is the share of the words of a claim in another language that
// the lexicon has to know for a verdict.
const leastUnderstood = 0.8

// judge rules on one claim. before is the sentence before it in the message.
func (e *Engine) judge(ctx context.Context, written, before, language string, articles []string) (r ruling, degraded string, err error) {
	if language != "en" {
		if _, share := e.cfg.Lexicon.Translate(language, written, e.cfg.Glossary); share < leastUnderstood {
			return ruling{verdict: NotCovered, why: "Not enough of its words are understood to check it."}, "", ctx.Err()
		}
	}
	q := e.understand(written)
	q.scope, q.groups = articles, nil
	f := finding{q: q}
	degraded, err = e.search(ctx, &f)
	ranked := e.copies.onceRanked(e.weigh(q, f.hits))
	if err != nil || len(ranked) == 0 {
		return ruling{verdict: NotCovered}, degraded, err
	}
	claim := e.newClaim(bothAside(written), before, language, []*sentence{ranked[0].sentence})
	if len(claim.terms) == 0 {
		e.formTerms(claim)
		claim.verb = e.mainVerb(claim)
	}
	r = e.weighClaim(claim, ranked)
	if r.verdict == NotCovered && language == "en" {
		if joined, ok := e.weighHalves(claim, ranked); ok {
			r = joined
		}
	}
	r.printers = f.printers
	return r, degraded, nil
}

// formTerms has a claim of names alone speak of the words that tie them: "is part
// of".
func (e *Engine) formTerms(c *claim) {
	if len(outermost(c.sentence)) < 2 {
		return
	}
	for i, t := range c.tokens {
		named := slices.ContainsFunc(c.names, func(n name) bool { return n.first <= i && i < n.last })
		if !named && !t.Stop && claimForm[t.Stem] {
			c.terms = append(c.terms, e.wordTerm(c.sentence, i))
		}
	}
}

// weighClaim rules on a claim from the sentences that may speak of it.
func (e *Engine) weighClaim(c *claim, ranked []evidence) ruling {
	tried := e.tryAll(c, e.nearest(c, ranked))
	proved, owned := e.best(c, tried)
	clash, clashes := e.firstClash(c, tried[:min(len(tried), clashingCandidates)])
	switch {
	case clashes && proved != nil && e.wordShare(c, clash.by, strictly) > e.wordShare(c, proved.by[0], strictly):
		return ruling{verdict: Contradicted, deciding: []*sentence{clash.by}, why: clash.why()}
	case clashes && proved != nil && clash.kind == clashFigure && clash.by.article != proved.by[0].article:
		return ruling{verdict: Supported, deciding: []*sentence{proved.by[0], clash.by}, why: "The articles differ: another one says “" + neutral(clash.theirs) + "”."}
	case proved != nil && e.deniedElsewhere(c, proved, tried):
		if clashes && clash.share > proved.share {
			return ruling{verdict: Contradicted, deciding: []*sentence{clash.by}, why: clash.why()}
		}
		return ruling{verdict: NotCovered}
	case proved != nil:
		return ruling{verdict: Supported, deciding: proved.by, why: toldBy(proved.told)}
	case clashes:
		return ruling{verdict: Contradicted, deciding: []*sentence{clash.by}, why: clash.why()}
	case owned != nil:
		return ruling{verdict: NotCovered, deciding: owned.by, why: "The article only reports that " + owned.owner + " said so."}
	}
	return ruling{verdict: NotCovered}
}

// tryAll tries to prove c from each of the sentences.
func (e *Engine) tryAll(c *claim, by []near) []proof {
	out := make([]proof, len(by))
	for i := range by {
		p := e.prove(c, []*sentence{by[i].sentence})
		p.share = by[i].share
		if p.owner != "" && (e.ownDeed(c, p) || e.informed(c, p)) {
			p.told, p.owner = p.owner, ""
		}
		if p.owner != "" && e.byTheWay(c, by[i].sentence) {
			p.owner = ""
		}
		out[i] = p
	}
	return out
}

// best returns the proof that speaks of most of c, and the first that is one only
// in somebody's name; nil for none.
func (e *Engine) best(c *claim, tried []proof) (proved, owned *proof) {
	for i := range tried {
		switch p := &tried[i]; {
		case p.reason != "":
		case p.owner != "":
			if owned == nil {
				owned = p
			}
		case proved == nil || p.share > proved.share:
			proved = p
		}
	}
	return proved, owned
}

// weighHalves rules on a claim that joins several things, each named with who
// does it: it is supported when each is, by one article, and contradicted when
// one is.
func (e *Engine) weighHalves(c *claim, ranked []evidence) (ruling, bool) {
	halves := e.clauses(c)
	if len(halves) < 2 || len(halves) > 3 || len(c.said) > 0 {
		return ruling{}, false
	}
	all := ruling{verdict: Supported}
	for _, half := range halves {
		if e.doer(half) == nil {
			return ruling{}, false // whose deed it is stands in the other half
		}
		r := e.weighClaim(half, ranked)
		switch {
		case r.verdict == Contradicted:
			return r, true
		case r.verdict != Supported, len(all.deciding) > 0 && all.deciding[0].article != r.deciding[0].article:
			all.verdict = NotCovered
		}
		all.deciding = append(all.deciding, r.deciding...)
	}
	return all, all.verdict == Supported
}

// bothAside puts "The" for a "Both" that opens a claim: it points back in an
// answer, and to two who are told apart in a claim.
func bothAside(s string) string {
	if rest, ok := strings.CutPrefix(s, "Both "); ok {
		return "The " + rest
	}
	return s
}

// near is a sentence that may decide on a claim: share is how much of the claim
// it speaks of, see spokenOf.
type near struct {
	*sentence
	share, score float64
}

// nearest returns the sentences that speak of most of c, best first.
func (e *Engine) nearest(c *claim, ranked []evidence) []near {
	var all []near
	for i := range ranked {
		if s := ranked[i].sentence; len(s.tokens) >= 3 {
			share := e.spokenOf(c, s)
			all = append(all, near{s, share, share + 0.1*ranked[i].score})
		}
	}
	slices.SortStableFunc(all, func(a, b near) int { return cmp.Compare(b.score, a.score) })
	return all[:min(len(all), provedCandidates)]
}

// spokenOf is the share of c, by weight, of which g speaks itself, names and all.
func (e *Engine) spokenOf(c *claim, g *sentence) float64 {
	sum, total := 0.0, 0.0
	for i := range c.terms {
		v, _ := e.match(&c.terms[i], g)
		total += c.terms[i].weight
		sum += c.terms[i].weight * v
	}
	for _, n := range outermost(c.sentence) {
		total++
		if e.namesIt(n, g) {
			sum++
		} else if e.speakerIs(n, g) || e.impliedIn(n, g) {
			sum += 0.8
		} else if v, _ := e.matchName(n, e.header(g.article)); v > 0 {
			sum += 0.6 * v
		}
	}
	for _, f := range figures(c.sentence) {
		total++
		fits := func(h figure) bool { return f.fits(h) }
		if slices.ContainsFunc(figures(g), fits) || slices.ContainsFunc(figures(e.header(g.article)), fits) {
			sum++
		}
	}
	if total == 0 {
		return 0
	}
	return sum / total
}

// ownDeed reports that the article has the claim from who announces it of
// themselves, or of their country: that it was decided, they are there to say.
func (e *Engine) ownDeed(c *claim, p proof) bool {
	if e.doer(c) == nil {
		return false
	}
	for _, g := range p.by {
		at := e.ownerIn(c, g)
		if at == nil || text.Stem(text.Fold(at.verb)) != announceStem {
			return false
		}
		if !slices.ContainsFunc(c.names, func(n name) bool {
			return n.last <= c.terms[c.verb].first && slices.ContainsFunc(at.names, func(o name) bool { return e.sameName(&n, &o) >= ofCountry })
		}) {
			return false
		}
	}
	return true
}

var announceStem = text.Stem("announce")

// proof is what became of proving a claim.
type proof struct {
	by     []*sentence
	reason string // why it failed, "" when it did not
	owner  string
	told   string  // who the article has it from, where that is no bar
	share  float64 // of the claim that the sentence tried speaks of, see spokenOf
}

// prove proves c, strictly, from the sentences given.
func (e *Engine) prove(c *claim, by []*sentence) proof {
	try := *c
	try.given = by
	p := proof{by: by}
	p.reason, p.owner = e.unsupported(&try)
	if p.reason == "" {
		p.by = try.given
		p.reason = e.stricter(&try)
	}
	if p.reason == dropUncovered || strings.HasPrefix(p.reason, dropRoles) || strings.HasPrefix(p.reason, looseRoles) || strings.HasPrefix(p.reason, looseVerb) {
		if e.isOffice(&try) {
			p.reason = ""
		}
	}
	return p
}

// publishedOn returns when what s tells was reported.
func publishedOn(s *sentence) corpus.Date {
	if s.article == nil {
		return corpus.Date{}
	}
	return s.article.Published
}

// raw returns tokens [first, last) of s as written.
func raw(s *sentence, first, last int) string {
	return s.text[s.tokens[first].Start:s.tokens[last-1].End]
}

// tokensAt returns the tokens of s that lie in a span of its text, as a range.
func tokensAt(tokens []text.Token, span corpus.Span) (first, last int) {
	first, last = -1, -1
	for i, t := range tokens {
		if t.Start >= span.Start && t.End <= span.End {
			if first < 0 {
				first = i
			}
			last = i + 1
		}
	}
	return first, last
}
