package corpus

import (
	"strings"

	"rapporteur/text"
)

// speechVerbs have a speaker for their subject whatever it is called: "the dog
// walker said". Other verbs of reporting need a noun that is known to speak, for
// "the data suggested a fall" tells of nobody.
var speechVerbs = text.Set(`said says told tells added adds announced tweeted wrote writes posted reads read shows showed show finds found`)

// maxOpen is how many words a noun phrase of unknown nouns may have.
const maxOpen = 6

// openSubject returns the noun phrase, with a determiner, that stands before a
// verb of speech at word k and that no noun known here ends.
func (w *witness) openSubject(k int) mention {
	verb, ok := w.verbAt(k)
	if !ok || !speechVerbs[verb] {
		return mention{}
	}
	for i := k - 1; i >= 0 && k-i <= maxOpen && !w.p.words[i].quoted; i-- {
		low := w.p.words[i].low
		switch {
		case determiners[low] && low != "that" && low != "no":
			if i == k-1 || !w.opensClause(i) || strings.HasSuffix(w.p.words[k-1].low, "ed") {
				return mention{}
			}
			if documentVerbs[verb] && !documents[w.p.words[k-1].low] {
				return mention{}
			}
			return mention{from: i, to: k, kind: group, head: w.p.words[k-1].low, name: w.p.span(i, k)}
		case text.IsStop(low) || prepositions[low] || !w.p.adjoining(i) || strings.HasSuffix(low, "ly"):
			return mention{}
		}
	}
	return mention{}
}

// namedLikeOwner reports that m is a name that ends like a possessive, "Lowe's",
// for the verb of speech at word k stands right after it; m's name then takes in
// the ending.
func (w *witness) namedLikeOwner(m *mention, k int) bool {
	if m.kind != body || k != m.to || !speechVerbs[w.p.words[k].low] {
		return false
	}
	for _, end := range []string{"'s", "’s"} {
		if strings.HasPrefix(w.body[m.name.End:], end) {
			m.name.End += len(end)
			return true
		}
	}
	return false
}

// described extends the mention of a person to the left over words in lower case
// that describe them, "co-owner Patrick Sipp", where these fill the clause so far.
func (w *witness) described(m mention) mention {
	if m.kind != person {
		return m
	}
	from := m.from
	for from > 0 && m.from-from < maxOpen && w.p.adjoining(from) {
		before := w.p.words[from-1]
		_, verb := reportingVerbs[before.low]
		if before.capital || before.quoted || verb || text.IsStop(before.low) && !determiners[before.low] || prepositions[before.low] || openers[before.low] || calendar[before.low] {
			return m
		}
		from--
	}
	if from > 0 && w.p.adjoining(from) {
		return m
	}
	m.from = from
	return m
}

// openInverted returns who speaks after "“…,” said", at word i: a name, whatever
// describes it, or a noun phrase with a determiner.
func (w *witness) openInverted(i int) mention {
	j := i
	for j < len(w.p.words) && j-i < 2*maxOpen && (w.p.adjoining(j) || j > i && w.p.words[j-1].quoted) && !prepositions[w.p.words[j].low] {
		if w.p.words[j].quoted || determiners[w.p.words[j].low] && !w.p.isName(j) {
			j++
			continue
		}
		if end := w.p.name(j); end > j {
			if m := w.p.nameMention(j, j, end); m.kind == person {
				m.from = i
				return m
			} else if single := j+1 == end && j > i && w.names[w.p.words[j].low].speaker != ""; single {
				return mention{from: i, to: end, kind: body, name: w.p.span(j, end)}
			}
			j = end
			continue
		}
		if text.IsStop(w.p.words[j].low) || j > i+1 && isParticiple(w.p.words[j].low) && prepositions[w.p.at(j+1).low] {
			break
		}
		j++
	}
	if j-i < 2 || j-i > maxOpen || !determiners[w.p.words[i].low] || w.p.words[j-1].quoted {
		return mention{}
	}
	return mention{from: i, to: j, kind: group, head: w.p.words[j-1].low, name: w.p.span(i, j)}
}

// whatCalled returns who speaks in "what Kerry called “a farce”", where k is the
// verb.
func (w *witness) whatCalled(k int) mention {
	switch w.p.words[k].low {
	case "called", "calls", "described", "describes", "termed", "dubbed", "labeled", "labelled", "deemed", "characterized", "characterised":
	default:
		return mention{}
	}
	next := w.p.at(k + 1)
	if next.low == "as" {
		next = w.p.at(k + 2)
	}
	chain, ok := w.chain(k)
	if !ok || chain == 0 || !w.p.adjoining(chain) || !next.quoted && !w.p.at(k+2).quoted {
		return mention{}
	}
	m := w.p.mentionBefore(chain)
	if m.kind == noOne || m.from == 0 || w.p.words[m.from-1].low != "what" || !w.p.adjoining(m.from) {
		return mention{}
	}
	return m
}

// quotedFrom returns the quoted stretch that starts at word i or soon after.
func (p phrase) quotedFrom(i int) Span {
	for end := i + 3; i < end && !p.at(i).quoted; i++ {
	}
	if i >= len(p.words) || !p.words[i].quoted {
		return Span{}
	}
	j := i + 1
	for j < len(p.words) && p.words[j].quoted && !strings.ContainsAny(p.words[j].sep, "“”\"") {
		j++
	}
	return p.span(i, j)
}

// documentVerbs report what a document holds, and of people something else.
var documentVerbs = text.Set(`read reads show shows showed find finds found showing finding reading`)

// documents hold what is reported.
var documents = text.Set(`statement statements report reports communique communiqué letter letters document documents text texts memo resolution declaration lawsuit complaint
	indictment affidavit study studies survey surveys poll polls data figures records record minutes note sign tweet post message email emails caption
	headline filing filings release transcript review analysis audit summary plaque banner placard card inscription website page article editorial notice ruling
	investigation inquiry research`)

// verbAt returns the verb of the group that starts at word k.
func (w *witness) verbAt(k int) (string, bool) {
	for ; k < len(w.p.words); k++ {
		low := w.p.words[k].low
		if form, ok := reportingVerbs[low]; ok {
			return low, !form.base && !form.participle
		}
		if !skippedBeforeVerb[low] && !strings.HasSuffix(low, "ly") && low != "on" {
			return "", false
		}
	}
	return "", false
}

// opensClause reports that a clause can start at word i.
func (w *witness) opensClause(i int) bool {
	if i == 0 || !w.p.adjoining(i) {
		return true
	}
	low := w.p.words[i-1].low
	return openers[low] && !prepositions[low] && low != "that"
}

// openSource returns the noun phrase that starts at word i, of whatever nouns:
// after "according to" it is a source.
func (w *witness) openSource(i int) mention {
	start := i
	for determiners[w.p.at(start).low] && w.p.adjoining(start) {
		start++
	}
	j := w.sourceEnd(start)
	if j > start && w.p.at(j).low == "and" && w.p.adjoining(j) {
		if end := w.sourceEnd(j + 1); end > j+1 { // "nine former and current advisers"
			j = end
		}
	}
	if j == start || notSources[w.p.words[j-1].low] {
		return mention{}
	}
	return mention{from: i, to: j, kind: group, head: w.p.words[j-1].low, name: w.p.span(i, j)}
}

// sourceEnd returns the word after the nouns from word start on, before what was
// done to them: "a list compiled by …", "an email Uber sent".
func (w *witness) sourceEnd(start int) int {
	j := start
	for ; j < len(w.p.words) && j-start < maxOpen && w.p.adjoining(j); j++ {
		this := w.p.words[j]
		if this.quoted || prepositions[this.low] || calendar[this.low] || text.IsStop(this.low) && !w.p.isName(j) {
			break
		}
		if j == start {
			continue
		}
		before := w.p.words[j-1].low
		if this.capital && documents[before] || !this.capital && (seenWords[this.low] || isParticiple(this.low)) {
			break
		}
	}
	return j
}

// isParticiple reports a regular participle.
func isParticiple(low string) bool {
	return strings.HasSuffix(low, "ed") || strings.HasSuffix(low, "ing")
}

// notSources follow "according to" and say nothing: "according to plan".
var notSources = text.Set(`plan plans schedule tradition custom law need needs size age ability preference preferences taste choice type rank merit order whether how`)

// seenWords are irregular participles that follow a source: "a message seen by".
var seenWords = text.Set(`seen sent held given made shown written taken found read put`)

// afterQuote reports that a quotation stands before the subject that starts at
// word from, with nothing between but what else the speaker is called: "“…,” the
// governor's spokesperson, Brooke Stroyke, said".
func (w *witness) afterQuote(from int) bool {
	for j := from; j > 0 && from-j <= 3*maxOpen; j-- {
		low := w.p.words[j].low
		_, verb := reportingVerbs[low]
		if j < from && (verb || beForms[low] || modals[low] || pronouns[low]) {
			return false
		}
		if !w.p.words[j-1].quoted {
			continue
		}
		sep := strings.TrimFunc(w.p.words[j].sep, isSpace)
		return endsWithMark(sep) && strings.ContainsAny(sep, ",.?!-–—…") && !openers[low]
	}
	return false
}

// opensWithParticiple reports that m is the first word of "Taking questions after
// the talks", which the start of the sentence gives a capital.
func (w *witness) opensWithParticiple(m mention) bool {
	if m.kind != body || m.from != 0 || m.to != 1 || !strings.HasSuffix(w.p.words[0].low, "ing") || !w.p.adjoining(1) {
		return false
	}
	low := w.p.at(1).low
	_, verb := reportingVerbs[low]
	return (!verb || thingsDone[low]) && !beForms[low] && !modals[low] && !skippedBeforeVerb[low] && !namesInIng[w.p.words[0].low]
}

var (
	// thingsDone are forms of verbs that are objects too: "Taking questions".
	thingsDone = text.Set(`questions calls reports comments notes demands claims posts hopes fears promises estimates`)
	namesInIng = text.Set(`beijing boeing nanjing chongqing hastings reading harding fleming browning golding bowling sterling`)
)
