package corpus

import "strings"

// attribute finds who says what. It reads the sentences in order, keeping the
// names met so far; then it gives each quotation that runs over several
// sentences or paragraphs its one speaker. It would rather find none than a
// wrong one: a subject that it cannot parse, or a pronoun with no single
// antecedent nearby, gives no attribution.
func attribute(a *Article, quotes []quotation) {
	w := &witness{rival: -1, body: a.Body, sentences: a.Sentences, quotes: quotes, names: map[string]naming{}, groups: map[string]naming{}, gender: map[string]string{}, namesakes: map[string]bool{}}
	w.prepare()
	w.governed = make([]Attribution, len(quotes))
	for i := range a.Sentences {
		w.read(i)
	}
	w.spread()
	for i := range a.Sentences {
		s := &a.Sentences[i]
		if len(s.Attributions) > 0 {
			s.Speaker, s.SpeakerAt = s.Attributions[0].Speaker, s.Attributions[0].At
		}
	}
}

// naming is a speaker and where the article last named it.
type naming struct {
	speaker   string
	at        Span
	kind      kind
	role      string // noun of a title or apposition: "minister"
	paragraph int
	sentence  int
}

// witness reads the sentences of one article.
type witness struct {
	body      string
	sentences []Sentence
	quotes    []quotation

	p         phrase // the sentence at hand
	current   int    // its index
	firstQ    int    // first quotation that may touch it
	names     map[string]naming
	groups    map[string]naming // last speaker by noun: "diplomat"
	gender    map[string]string // he or she, by full name
	namesakes map[string]bool   // surnames that several people bear
	lastOne   naming            // last person who spoke or was a subject
	rival     int               // last sentence that names another person than lastOne
	lastBody  naming            // last body or group that spoke
	governed  []Attribution     // by quotation
	runs      int               // paragraphs in a row given to the last speaker
	recent    []naming          // people named of late, the latest last
}

// prepare notes full names that only later sentences hold, so that a headline
// with a surname can be resolved.
func (w *witness) prepare() {
	for i := range w.sentences[:min(len(w.sentences), leadSentences)] {
		w.load(i)
		w.learn(w.meet)
	}
}

// leadSentences is how far ahead prepare looks: past the headline, the caption
// and the lead, an article names people in full before it shortens them.
const leadSentences = 20

func (w *witness) load(i int) {
	s := w.sentences[i]
	w.current = i
	w.p = phrase{w.body, appendWords(w.p.words[:0], w.body, s.Span, s.Quotes)}
}

// read finds the attributions of sentence i.
func (w *witness) read(i int) {
	w.load(i)
	w.learn(w.remember)
	for w.firstQ < len(w.quotes) && w.quotes[w.firstQ].outer.End <= w.sentences[i].Start {
		w.firstQ++
	}
	if w.sentences[i].Role == InHeading || w.isLink(i) {
		return
	}
	var found []Attribution
	for k, verbs := 0, 0; k < len(w.p.words) && verbs < maxVerbs; k++ {
		low := w.p.words[k].low
		if len(low) < 3 && low != "as" || w.p.words[k].quoted {
			continue
		}
		if _, verb := reportingVerbs[low]; verb {
			verbs++
		} else if _, phrasal := phrasalVerbs[low]; !phrasal && low != "according" && low != "as" {
			continue
		}
		if a, ok := w.attribution(k, found); ok && !repeats(found, a) {
			found = append(found, a)
		}
	}
	w.sentences[i].Attributions = found
	w.sentences[i].Subject = w.openingPronoun()
	w.noteSubject()
	w.noteNamed()
	if w.lastOne.speaker != "" && w.namesOther(len(w.p.words)) {
		w.rival = i
	}
}

// maxVerbs is how many reporting verbs of one sentence are looked at.
const maxVerbs = 16

// repeats reports that the same speaker's words in scope are known already:
// "lamented the failure, calling it …".
func repeats(found []Attribution, a Attribution) bool {
	return len(found) > 0 && found[len(found)-1].Speaker == a.Speaker && found[len(found)-1].Scope.Contains(a.Scope)
}

// attribution reads the one whose verb is word k.
func (w *witness) attribution(k int, earlier []Attribution) (Attribution, bool) {
	low := w.p.words[k].low
	if low == "according" && w.p.at(k+1).low == "to" {
		return w.accordingTo(k)
	}
	if low == "as" {
		return w.asStated(k)
	}
	last := k // last word of the verb
	form, ok := reportingVerbs[low]
	if rest, phrasal := phrasalVerbs[low]; phrasal {
		for _, word := range strings.Fields(rest) {
			last++
			if w.p.at(last).low != word || !w.p.adjoining(last) {
				return Attribution{}, false
			}
		}
		form, ok = verbForm{participle: low == "making"}, true
	}
	if !ok {
		return Attribution{}, false
	}
	if form.participle {
		return w.participle(k, form, earlier)
	}
	return w.finite(k, last, form, earlier)
}

// make completes an attribution: it resolves the mention, remembers who spoke,
// and notes which quotation the verb governs.
func (w *witness) make(m mention, k int, verb string, scope Span) (Attribution, bool) {
	if m.to > m.from && w.p.words[m.to-1].possessive && !w.namedLikeOwner(&m, k) {
		return Attribution{}, false
	}
	if m.kind == noOne {
		return Attribution{}, false
	}
	who, ok := w.resolve(m)
	if !ok {
		return Attribution{}, false
	}
	scope = trimScope(w.body, scope)
	if scope.Len() <= 0 {
		return Attribution{}, false
	}
	a := Attribution{Speaker: who.speaker, At: who.at, Scope: scope, Verb: verb, Direct: w.holdsQuote(scope)}
	w.govern(a, min(m.from, k), max(m.to, k+1))
	who.paragraph, who.sentence = w.sentences[w.current].Paragraph, w.current
	if m.following != "" {
		who.role = m.following
	}
	switch who.kind {
	case person:
		w.lastOne = who
		if key := surname(who.speaker); w.names[key].speaker == who.speaker && who.role != "" {
			known := w.names[key]
			known.role = who.role
			w.names[key] = known
		}
	default:
		w.lastBody = who
	}
	if m.kind == group && m.head != "" {
		w.groups[m.head] = who
		w.lastBody.role = m.head
	}
	return a, true
}

// trimScope removes the comma and the white space around what is attributed.
func trimScope(body string, s Span) Span {
	s = trim(body, s)
	for s.Len() > 0 && (body[s.Start] == ',' || body[s.Start] == ':') {
		s = trim(body, Span{s.Start + 1, s.End})
	}
	for s.Len() > 0 && body[s.End-1] == ',' {
		s = trim(body, Span{s.Start, s.End - 1})
	}
	return s
}

// holdsQuote reports that words of the scope stand in quotation marks.
func (w *witness) holdsQuote(scope Span) bool {
	for _, q := range w.sentences[w.current].Quotes {
		if q.Len() > 0 && q.Start < scope.End && scope.Start < q.End {
			return true
		}
	}
	return false
}

// noteSubject remembers who the sentence at hand is about, for the pronouns of
// the next one.
func (w *witness) noteSubject() {
	s := w.sentences[w.current]
	if len(s.Attributions) == 0 {
		if m := w.mainSubject(len(w.p.words)); m.kind == person || m.kind == body || m.head == "he" || m.head == "she" {
			if who, ok := w.resolve(m); ok && who.kind == person {
				who.paragraph, who.sentence = s.Paragraph, w.current
				w.lastOne = who
			}
		}
	}
}
