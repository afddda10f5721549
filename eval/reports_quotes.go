package eval

import (
	"slices"
	"strings"

	"rapporteur/answer"
)

// quotes measures quotations.
func (s *reportScoring) quotes() {
	for _, gold := range s.c.Quotes {
		if gold.Must {
			s.quote(gold)
		}
	}
	for _, q := range s.out.Quotes {
		ok := s.verbatim(q)
		s.addIf(WordsRight, ok)
		if !ok {
			s.fault("not the article's words: %q", shorten(q.Text))
		}
		if len(s.c.Only) == 0 {
			continue
		}
		stranger := !isNamed(q.Speaker, s.c.Only) && !isNamed(q.AsWritten, s.c.Only)
		s.addIf(Strangers, stranger)
		if stranger {
			s.fault("by %q: %q", q.Speaker, shorten(q.Text))
		}
	}
}

// quote looks for one quotation of the gold, and judges the best of those given
// that hold it: one with the right speaker, and then of the right kind.
func (s *reportScoring) quote(gold GoldQuote) {
	best, rank := -1, -1
	for i, q := range s.out.Quotes {
		if s.cited[q.Marker].Article != gold.Article || !holdsWords(q.Text, gold.Text) {
			continue
		}
		if r := 2*int(one(isNamed(q.Speaker, gold.Speaker))) + int(one(gold.isKind(q.Kind))); r > rank {
			best, rank = i, r
		}
	}
	s.addIf(QuotesFound, best >= 0)
	if best < 0 {
		s.fault("not found: %s, %s: %q", gold.ID, gold.Speaker[0], shorten(gold.Text))
		return
	}
	q := s.out.Quotes[best]
	s.addIf(SpeakerRight, isNamed(q.Speaker, gold.Speaker))
	if !isNamed(q.Speaker, gold.Speaker) {
		s.fault("%s is by %q, not %q", gold.ID, gold.Speaker[0], q.Speaker)
	}
	s.addIf(KindRight, gold.isKind(q.Kind))
	if !gold.isKind(q.Kind) {
		s.fault("%s is %s, not %s", gold.ID, gold.Kind, q.Kind)
	}
	if gold.Date != nil {
		s.addIf(DateRight, slices.Contains(gold.Date, q.Date))
		if !slices.Contains(gold.Date, q.Date) {
			s.fault("%s is of %s, not %q", gold.ID, gold.Date[0], q.Date)
		}
	}
}

func (g GoldQuote) isKind(k answer.QuotationKind) bool { return g.Kind == "" || g.Kind == k }

// holdsWords reports that a quotation holds the words of another one, or at
// least nine in ten of them.
func holdsWords(text, gold string) bool {
	return strings.Contains(fold(text), strings.TrimRight(fold(gold), ".,")) || coverage(gold, text) >= 0.9
}

// isNamed reports that a speaker goes by one of the names, whole words of it.
func isNamed(speaker string, names []string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return strings.Contains(spaced(speaker), spaced(n)) })
}

// spaced returns the folded words of s with one space before, between and after.
func spaced(s string) string {
	return " " + strings.Join(strings.FieldsFunc(fold(s), func(r rune) bool { return !isWordRune(r) }), " ") + " "
}

// verbatim reports that the words of a quotation stand in the article that is
// cited, byte for byte but for white space: one quotation may go over several
// paragraphs.
func (s *reportScoring) verbatim(q answer.Quotation) bool {
	c, ok := s.cited[q.Marker]
	if !ok || strings.TrimSpace(q.Text) == "" {
		return false
	}
	return strings.Contains(s.spaced[c.Article], oneSpace(q.Text))
}

func oneSpace(s string) string { return strings.Join(strings.FieldsFunc(s, isSpace), " ") }
