package statements

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/text"
)

// saying is how a sentence attributes something: where its parts stand.
type saying struct {
	sentence int
	verb     corpus.Span // empty when it stands in another sentence
	scope    corpus.Span // what is attributed
	clause   corpus.Span // what of it, or with the verb, is shown
	lead     corpus.Span // what of scope only says when or to whom: "this week that"
	via      string      // see Statement.Via
	doubted  bool        // the article says that it is not so: "falsely claimed"
}

// neutral are the verbs that tell no more than that something was said.
var neutral = text.Set(`said says say saying told tells tell telling added adds adding stated states stating noted notes noting wrote writes writing
	replied according`)

// saying finds the parts of attribution t in sentence i.
func (r *reader) saying(i int, t *corpus.Attribution) saying {
	s := r.a.Sentences[i]
	out := saying{sentence: i, scope: t.Scope, clause: t.Scope}
	if s.Contains(t.At) || t.At.Start < s.Start {
		out.verb = r.verbOf(s.Span, t)
	}
	before := out.verb.Len() > 0 && out.verb.End <= t.Scope.Start
	first, _, _ := strings.Cut(t.Verb, " ")
	doubt := r.doubt(out.verb)
	out.doubted = doubt < out.verb.Start
	switch {
	case out.doubted && before:
		out.clause.Start = doubt
	case out.doubted:
		out.clause.End = max(out.clause.End, out.verb.End)
	case before && opensAnew(r.a.Body[out.verb.End:t.Scope.Start]+r.a.Text(t.Scope)):
		// "the company, she alleged, hid it": what follows stands by itself
	case before && (neutral[first] || strings.HasPrefix(first, "report") && !opensWithIng(r.a.Text(t.Scope))):
		n := leadLength(r.a.Text(t.Scope), r.a.Published)
		if n == 0 && strings.HasPrefix(first, "t") {
			if gap := strings.TrimSpace(r.a.Body[out.verb.End:t.Scope.Start]); gap == "" || strings.HasSuffix(gap, ",") {
				n = toldLength(r.a.Text(t.Scope))
			}
		}
		out.lead = corpus.Span{Start: t.Scope.Start, End: t.Scope.Start + n}
		out.clause.Start = out.lead.End
	case before && !r.opensWithQuote(i, t.Scope):
		out.clause.Start = out.verb.Start
	}
	out.clause.End = r.nextSpeaker(i, t, out.clause)
	if at := r.ownTail(t, out.clause); at > out.clause.Start {
		out.clause.End = at
	}
	out.clause = r.whole(i, tidy(r.a.Body, out.clause))
	return out
}

// ownTail returns where the words start by which a clause ends with its own
// attribution, ", said Carla Nowak, a lawyer", 0 when it does not.
func (r *reader) ownTail(t *corpus.Attribution, clause corpus.Span) int {
	if !clause.Contains(t.At) || t.At.Start == clause.Start {
		return 0
	}
	head := strings.TrimRight(r.a.Body[clause.Start:t.At.Start], " ")
	head = strings.TrimRight(strings.TrimSuffix(head, t.Verb), " ")
	rest, after := strings.CutPrefix(strings.TrimLeft(r.a.Body[t.At.End:clause.End], " "), t.Verb)
	if !strings.HasSuffix(head, ",") || after == strings.HasSuffix(strings.TrimRight(r.a.Body[clause.Start:t.At.Start], " "), t.Verb) {
		return 0
	}
	if rest = strings.TrimLeft(rest, " ."); rest != "" && !strings.HasPrefix(rest, ",") {
		return 0
	}
	office := rest == ""
	for k, w := range text.Words(rest) {
		if finite[w] || goesOnWith[w] {
			return 0
		}
		office = office || k == 0 && w == "who" || k < 7 && offices[w]
	}
	if !office {
		return 0 // what was said goes on
	}
	return clause.Start + len(head)
}

// goesOnWith are words by which what was said goes on behind "he said".
var goesOnWith = text.Set(`and but or adding noting saying with while because although though so yet when as if unless until since`)

// opensAnew reports that a comma and a subject follow a verb of saying.
func opensAnew(after string) bool {
	rest, comma := strings.CutPrefix(strings.TrimSpace(after), ",")
	tokens := text.Tokens(rest[:min(len(rest), 64)])
	return comma && len(tokens) > 0 && subjectOpeners[tokens[0].Fold]
}

var subjectOpeners = text.Set(`the a an he she they it we i his her their its there this that these those`)

// doubt returns where the adverb starts by which the article says that what the
// verb tells is not so, the start of the verb when there is none.
func (r *reader) doubt(verb corpus.Span) int {
	before := strings.TrimRight(r.a.Body[max(0, verb.Start-24):verb.Start], " ")
	word := before[strings.LastIndexByte(before, ' ')+1:]
	if verb.Len() == 0 || !doubts[strings.ToLower(word)] {
		return verb.Start
	}
	return verb.Start - len(r.a.Body[max(0, verb.Start-24):verb.Start]) + len(before) - len(word)
}

// doubts are the adverbs by which an article says that what somebody says is not
// so, or not meant.
var doubts = text.Set(`falsely wrongly baselessly erroneously incorrectly mistakenly misleadingly inaccurately untruthfully dishonestly jokingly sarcastically ironically facetiously`)

// whole takes into a clause the quotation mark that closes, or opens, what it
// holds the other end of.
func (r *reader) whole(i int, clause corpus.Span) corpus.Span {
	for _, q := range r.a.Sentences[i].Quotes {
		if clause.Start < q.Start && q.Start < clause.End && q.End >= clause.End && q.End-clause.End <= 2 {
			clause.End = closed(r.a.Body, q.End)
		}
		if q.Start == clause.Start && q.End < clause.End {
			c, n := utf8.DecodeLastRuneInString(r.a.Body[:q.Start])
			if strings.ContainsRune("\"“„«‘", c) {
				clause.Start -= n
			}
		}
	}
	return clause
}

// closed returns the byte behind the mark that closes a quotation which ends at
// end, or end when none does.
func closed(body string, end int) int {
	for at := end; at < min(len(body), end+4); {
		c, n := utf8.DecodeRuneInString(body[at:])
		at += n
		if strings.ContainsRune("\"”»’", c) {
			return at
		}
		if !strings.ContainsRune(".,!?;", c) {
			break
		}
	}
	return end
}

// saysNothing reports that a clause tells that something was said, and not what:
// "announced it in June", "reported citing officials".
func (r *reader) saysNothing(say *saying) bool {
	if say.clause.Start != say.verb.Start || say.verb.Len() == 0 {
		return false
	}
	tokens := text.Tokens(r.a.Body[say.verb.End:max(say.verb.End, say.clause.End)])
	if len(tokens) > 0 && sourceVerbs[tokens[0].Fold] || sourceVerbs[strings.ToLower(r.a.Text(say.verb))] {
		return true
	}
	for _, t := range tokens[:min(len(tokens), shortClause)] {
		if !t.Stop && !calendar[t.Fold] && !timeWords[t.Fold] && !earlierWords[t.Fold] && !leads[t.Fold] && !partOf[t.Fold] {
			return false
		}
	}
	return len(tokens) < shortClause
}

var (
	// sourceVerbs say where something is from, and open what is said of that.
	sourceVerbs = text.Set(`citing quoting referring`)
	partOf      = text.Set(`part morning afternoon evening night late early online then`)
)

// relative reports that t stands in a clause about what it is said of, "who Blum
// alleges took bribes", so that its words are no sentence by themselves.
func (r *reader) relative(t *corpus.Attribution) bool {
	words := text.Words(r.a.Body[max(0, t.At.Start-8):t.At.Start])
	return len(words) > 0 && t.Scope.Start >= t.At.End && (words[len(words)-1] == "who" || words[len(words)-1] == "whom")
}

// nextSpeaker returns where the clause of t ends: before ", which some analysts
// have interpreted as …", what somebody else makes of it.
func (r *reader) nextSpeaker(i int, t *corpus.Attribution, clause corpus.Span) int {
	for _, o := range r.a.Sentences[i].Attributions {
		if o.Speaker == t.Speaker || o.At.Start <= clause.Start || o.At.End > clause.End || o.Scope.Start < clause.Start {
			continue
		}
		comma := strings.LastIndexByte(r.a.Body[clause.Start:o.At.Start], ',')
		if comma > 0 && o.At.End <= t.At.Start && t.Scope.End <= t.At.Start {
			continue // "…, police said, the agency reported": the agency tells all of it
		}
		if comma > 0 && joiners[strings.ToLower(text.OneLine(r.a.Body[clause.Start+comma+1:o.At.Start]))] {
			return clause.Start + comma
		}
	}
	return clause.End
}

// joiners stand between a comma and the next speaker.
var joiners = map[string]bool{"": true, "which": true, "while": true, "and": true, "but": true, "whereas": true, "although": true, "though": true}

// opensWithIng reports "reported seeing", where the verb belongs to what follows.
func opensWithIng(scope string) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(scope), " ")
	return strings.HasSuffix(first, "ing")
}

// verbOf returns where the verb of t stands in s: right before what it
// attributes, or else after it; empty when in neither place.
func (r *reader) verbOf(s corpus.Span, t *corpus.Attribution) corpus.Span {
	if t.Verb == "" {
		return corpus.Span{}
	}
	scope := corpus.Span{Start: max(s.Start, t.Scope.Start), End: min(s.End, t.Scope.End)}
	if at := strings.LastIndex(r.a.Body[s.Start:scope.Start], t.Verb); at >= 0 {
		return corpus.Span{Start: s.Start + at, End: s.Start + at + len(t.Verb)}
	}
	if at := strings.Index(r.a.Body[scope.End:s.End], t.Verb); at >= 0 {
		return corpus.Span{Start: scope.End + at, End: scope.End + at + len(t.Verb)}
	}
	return corpus.Span{}
}

// opensWithQuote reports that the scope starts with a quotation, so that the
// verb adds nothing to it: `insisting "dozens of countries …"`.
func (r *reader) opensWithQuote(i int, scope corpus.Span) bool {
	for _, q := range r.a.Sentences[i].Quotes {
		if q.End > scope.Start {
			return strings.TrimFunc(r.a.Body[min(scope.Start, q.Start):q.Start], func(c rune) bool { return !unicode.IsLetter(c) }) == "" &&
				wordsIn(r.a.Text(q)) > minFragment
		}
	}
	return false
}

// leadLength returns how many bytes at the start of what was said only say when,
// where or to whom: "that", "this week that", "on Thursday".
func leadLength(scope string, published corpus.Date) int {
	tokens := text.Tokens(scope[:min(len(scope), 160)])
	if len(tokens) == 0 {
		return 0
	}
	if tokens[0].Fold == "that" {
		return tokens[0].End
	}
	if leads[tokens[0].Fold] || calendar[tokens[0].Fold] {
		for k := 1; k < min(len(tokens), 10); k++ {
			if strings.ContainsAny(scope[tokens[k-1].End:tokens[k].Start], "\"“,;:") {
				break
			}
			if tokens[k].Fold == "that" {
				return tokens[k].End
			}
		}
	}
	start := 0
	if tokens[0].Fold == "on" {
		start = tokens[0].End
	}
	head := scope[:min(len(scope), 64)]
	if !corpus.MayDate(head) {
		return 0
	}
	dates := corpus.FindDates(head, published)
	if len(dates) == 0 {
		return 0
	}
	d := dates[0]
	if d.Start < start || strings.TrimSpace(scope[start:d.Start]) != "" || possessive(scope[d.End:]) {
		return 0
	}
	return d.End
}

// toldLength returns how many bytes at the start of what somebody was told only
// say who: "the parole board" before "he had …", or all that stands before "that".
func toldLength(scope string) int {
	tokens := text.Tokens(scope[:min(len(scope), 160)])
	for k, t := range tokens {
		if k > 12 || k > 0 && strings.ContainsAny(scope[tokens[k-1].End:t.Start], "\"“;:") {
			break
		}
		switch t.Fold {
		case "that":
			return t.End
		case "he", "she", "they", "it", "we", "there":
			return t.Start
		}
	}
	if to := addressee(scope); len(to) >= len(strings.TrimRight(text.OneLine(scope), ".")) {
		return len(scope) // only whom: what they were told stands elsewhere
	}
	return 0
}

// possessive reports that a genitive ending opens rest.
func possessive(rest string) bool {
	return strings.HasPrefix(rest, "'s") || strings.HasPrefix(rest, "’s")
}

var (
	// leads may open what stands between a verb of saying and "that".
	leads    = text.Set(`on in at during this last earlier later today yesterday tonight too also again beforehand afterwards afterward repeatedly publicly recently to via`)
	calendar = text.Calendar()
	// timeWords measure time, or say when without a date.
	timeWords = text.Set(`today tonight yesterday tomorrow day days week weeks month months year years`)
)

// tidy takes the stops, commas and white space off the ends of a clause.
func tidy(body string, s corpus.Span) corpus.Span {
	for s.Len() > 0 && strings.IndexByte(" \t\r\n,:;)", body[s.Start]) >= 0 {
		s.Start++
	}
	for s.Len() > 0 && strings.IndexByte(" \t\r\n,:;.)", body[s.End-1]) >= 0 {
		if body[s.End-1] == ')' && strings.Contains(body[s.Start:s.End], "(") {
			break
		}
		if body[s.End-1] == '.' && initialism(body[s.Start:s.End-1]) {
			break
		}
		s.End--
	}
	return s
}

// initialism reports that s ends in a letter with a stop before it, so that the
// stop after it is its own: "the U.S."
func initialism(s string) bool {
	return len(s) >= 3 && s[len(s)-2] == '.' && unicode.IsLetter(rune(s[len(s)-1])) && unicode.IsLetter(rune(s[len(s)-3]))
}

// weigh counts the words of the clause that say something, outside and inside
// the quotation marks.
func (r *reader) weigh(clause corpus.Span, quotes []corpus.Span) (outside, inside int) {
	for _, t := range text.Tokens(r.a.Text(clause)) {
		at, in := clause.Start+t.Start, false
		for _, q := range quotes {
			in = in || q.Start <= at && at < q.End
		}
		switch {
		case in:
			inside++
		case !t.Stop:
			outside++
		}
	}
	return outside, inside
}

// gapped reports a clause that says nothing by itself: without its subject, which
// stands before the speaker, "problems that officials say are of its own making",
// or with only what was spoken of, "said of Greene".
func gapped(clause string) bool {
	words := text.Words(clause)
	if len(words) > 0 && (words[0] == "and" || words[0] == "but") {
		words = words[1:]
	}
	return len(words) == 0 || finite[words[0]] || len(words) < shortClause && subordinate[words[0]] || words[0] == "of" || words[0] == "as" && len(words) < 2*shortClause
}

// shortClause is how many words a clause needs that a subordinating word opens:
// "and when asked about it" is no statement.
const shortClause = 8

var subordinate = text.Set(`when if since while after before during until because although though with from for about to at in on`)

var finite = text.Set(`is are was were will would has have had could should may might can must does did`)

func wordsIn(s string) int { return len(text.Words(s)) }

func stems(s string) map[string]bool {
	out := map[string]bool{}
	for _, t := range text.Content(s) {
		out[t.Stem] = true
	}
	return out
}

func lastWord(s string) string {
	words := text.Words(s)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}
