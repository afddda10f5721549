package statements

import (
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/text"
)

// Role returns what the article says that the speaker is, in its words: "US
// Secretary of State", "the head of the Syrian opposition delegation". What the
// statement's own sentence says comes first, then the first that the article
// says; "" when it says nothing, or when the speaker has no name.
func (s *Statement) Role() string {
	name := text.Words(s.Speaker)
	if len(name) == 0 || !capital(s.Speaker) {
		return ""
	}
	if own := s.sentenceOf(s.At); own >= 0 {
		if role := roleIn(s.Article, own, name); role != "" {
			return role
		}
	}
	surname := s.Speaker[strings.LastIndexByte(s.Speaker, ' ')+1:]
	looked := 0
	for i := range s.Article.Sentences {
		sen := s.Article.Text(s.Article.Sentences[i].Span)
		if !strings.Contains(sen, surname) {
			continue
		}
		if role := roleIn(s.Article, i, name); role != "" {
			return role
		}
		if looked++; looked == maxLooked {
			break
		}
	}
	return ""
}

// maxLooked is how many sentences that name a speaker are looked at for a role:
// news says what people are when it first names them.
const maxLooked = 12

func capital(s string) bool {
	tokens := text.Tokens(s)
	for _, t := range tokens {
		if t.Capital && !t.Stop {
			first := tokens[0]
			return first.Capital && !first.Stop || strings.HasPrefix(s, "al-") || particles[first.Fold]
		}
	}
	return false
}

var particles = text.Set(`al el de von van bin ibn`)

// sentenceOf returns the sentence that holds a span, -1 when none does.
func (s *Statement) sentenceOf(at corpus.Span) int {
	for i := max(0, s.First-nearSentences); i < min(len(s.Article.Sentences), s.Last+nearSentences+1); i++ {
		if s.Article.Sentences[i].Contains(at) {
			return i
		}
	}
	return -1
}

// roleIn returns what sentence i says that the person is.
func roleIn(a *corpus.Article, i int, name []string) string {
	p := phrase{s: a.Text(a.Sentences[i].Span)}
	p.tokens = text.Tokens(p.s)
	for from := 0; from < len(p.tokens); {
		first, last := p.find(name, from)
		if last < 0 {
			return ""
		}
		for _, read := range []func(first, last int) string{p.after, p.before, p.ahead, p.copula} {
			if role := read(first, last); role != "" && !isRelative(text.Words(role), name[len(name)-1]) {
				return role
			}
		}
		from = last + 1
	}
	return ""
}

// isRelative reports that a role is that of somebody else: "the wife of Judge
// Clarence Thomas" is not what Thomas is.
func isRelative(role []string, surname string) bool {
	return slices.Contains(role, surname) && slices.ContainsFunc(role, func(w string) bool { return relational[w] })
}

// phrase is a sentence in tokens.
type phrase struct {
	s      string
	tokens []text.Token
}

// find returns the tokens [first, last] that name the person: the surname with
// what stands before it of the first names; last -1 when none do.
func (p phrase) find(name []string, from int) (first, last int) {
	surname := name[len(name)-1]
	for k := from; k < len(p.tokens); k++ {
		if p.tokens[k].Fold != surname || !p.tokens[k].Capital && k+1 < len(p.tokens) && p.tokens[k+1].Capital {
			continue
		}
		first = k
		for first > 0 && p.joined(first) && p.isOf(name, first-1) {
			first--
		}
		if p.another(name, first) {
			continue
		}
		return first, k
	}
	return 0, -1
}

// another reports that the surname at token first is that of somebody else: of
// "President Joe Biden" for Jill Biden.
func (p phrase) another(name []string, first int) bool {
	if first == 0 || len(name) < 2 || !p.joined(first) || p.s[p.tokens[first-1].End] != ' ' {
		return false
	}
	t := p.tokens[first-1]
	return t.Capital && !t.Stop && !t.Acronym && !offices[t.Fold] && !modifiers[t.Fold] && !courtesy[t.Fold]
}

// isOf reports that token k is a first name: one of name's, or spelt like it.
func (p phrase) isOf(name []string, k int) bool {
	t := p.tokens[k]
	for _, n := range name[:len(name)-1] {
		if t.Fold == n || t.Capital && len(n) > 3 && len(t.Fold) > 3 && n[:3] == t.Fold[:3] {
			return true
		}
	}
	return particles[t.Fold]
}

// joined reports that nothing but a space or a hyphen parts token k from the
// one before.
func (p phrase) joined(k int) bool {
	gap := p.s[p.tokens[k-1].End:p.tokens[k].Start]
	return gap == " " || gap == "-" || gap == ". " || gap == "\u00a0" || gap == "/" || gap == "’s " || gap == "'s "
}

// before reads a title: "US Secretary of State John Kerry", "opposition
// spokesman Osama Abu Zaid".
func (p phrase) before(first, _ int) string {
	k := first
	office := false
	for k > 0 && p.joined(k) && first-k < maxRole {
		t := p.tokens[k-1]
		if linking[t.Fold] && !t.Acronym {
			if k < 2 || !inTitles[t.Fold] || t.Fold == "and" && office || !p.joined(k-1) || !p.tokens[k-2].Capital && !offices[p.tokens[k-2].Fold] && t.Fold != "the" {
				break
			}
			k--
			continue
		}
		if !(t.Capital && !t.Stop) && !t.Acronym && !offices[t.Fold] && !modifiers[t.Fold] {
			break
		}
		office = office || offices[t.Fold]
		k--
	}
	for k < first && linking[p.tokens[k].Fold] && !p.tokens[k].Acronym {
		k++
	}
	if !office || k == first || relational[p.tokens[first-1].Fold] || linking[p.tokens[first-1].Fold] {
		return ""
	}
	if k == 0 && sentenceOpeners[p.tokens[0].Fold] {
		k++
	}
	if k > 0 && owners[p.tokens[k-1].Fold] {
		return "" // "his Foreign Minister"
	}
	if k+2 < first && p.tokens[k].Fold == "according" {
		k += 2
	}
	for j := k; j < first; j++ {
		if relational[p.tokens[j].Fold] { // "the wife of Judge" Otto Blum
			for k = j + 1; k < first && linking[p.tokens[k].Fold]; k++ {
			}
		}
	}
	first = p.withoutGiven(k, first)
	if words := p.tokens[k:first]; len(words) == 0 || len(words) == 1 && (courtesy[words[0].Fold] || plain[words[0].Fold]) {
		return ""
	}
	end := p.tokens[first-1].End
	if abbreviated[p.tokens[first-1].Fold] && strings.HasPrefix(p.s[end:], ".") {
		end++
	}
	return text.OneLine(p.s[p.tokens[k].Start:end])
}

// withoutGiven returns where a title ends that starts at token k, given names
// before the surname at token last left aside: "President" of "President Joe".
func (p phrase) withoutGiven(k, last int) int {
	office := -1
	for j := k; j < last; j++ {
		if offices[p.tokens[j].Fold] {
			office = j
		}
	}
	end := last
	for end > office+1 && end > k && p.tokens[end-1].Capital && !p.tokens[end-1].Acronym && !modifiers[p.tokens[end-1].Fold] {
		end--
	}
	if end == office+1 && office >= 0 && last-end <= 2 {
		last = end
	}
	for last-k > 1 && forms[p.tokens[last-1].Fold] {
		last--
	}
	return last
}

// after reads an apposition: "Osama Abu Zaid, an opposition spokesman".
func (p phrase) after(_, last int) string {
	if last+2 >= len(p.tokens) || !strings.HasPrefix(p.s[p.tokens[last].End:p.tokens[last+1].Start], ", ") {
		return ""
	}
	return p.description(last + 1)
}

// copula reads "Carla Nowak is the head of the union".
func (p phrase) copula(_, last int) string {
	if last+2 >= len(p.tokens) || p.tokens[last+1].Fold != "is" || !p.joined(last+1) || !p.joined(last+2) {
		return ""
	}
	if t := p.tokens[last+2].Fold; t != "the" && t != "a" && t != "an" {
		return ""
	}
	return p.description(last + 2)
}

// description reads what somebody is from token k up to the next mark: "an
// opposition spokesman"; "" when it is none.
func (p phrase) description(k int) string {
	t := p.tokens[k]
	if !t.Capital && !modifiers[t.Fold] && !offices[t.Fold] && (strings.HasSuffix(t.Fold, "ing") || strings.HasSuffix(t.Fold, "ed") || strings.HasSuffix(t.Fold, "ly")) {
		return "" // "vacationing with her husband"
	}
	if t.Stop && t.Fold != "the" && t.Fold != "a" && t.Fold != "an" && !t.Acronym || owners[t.Fold] {
		return ""
	}
	end, office := k, -1
	for j := k; j < len(p.tokens) && j-k < maxRole+4; j++ {
		if j > k && !p.joined(j) || relatives[p.tokens[j].Fold] || verbs[p.tokens[j].Fold] {
			break
		}
		if offices[p.tokens[j].Fold] && office < 0 {
			office = j
		}
		end = j
	}
	closed := end+1 >= len(p.tokens) || relatives[p.tokens[end+1].Fold] || !p.joined(end+1)
	if office < 0 || office-k > 6 || !closed {
		return ""
	}
	for end > k && linking[p.tokens[end].Fold] {
		end--
	}
	return text.OneLine(p.s[t.Start:p.tokens[end].End])
}

// ahead reads an apposition that comes first: "The head of the Russian
// delegation, Alexander Lavrentyev, hailed".
func (p phrase) ahead(first, last int) string {
	if first < 2 || p.s[p.tokens[first-1].End:p.tokens[first].Start] != ", " {
		return ""
	}
	if last+1 < len(p.tokens) && p.joined(last+1) {
		return ""
	}
	k := first - 1
	for k > 0 && p.joined(k) && first-k < maxRole {
		k--
	}
	if k > 0 && p.joined(k) {
		return ""
	}
	for k < first && (sentenceOpeners[p.tokens[k].Fold] || linking[p.tokens[k].Fold] && p.tokens[k].Fold != "the") {
		k++
	}
	office := false
	for j := k; j < first; j++ {
		if verbs[p.tokens[j].Fold] || relational[p.tokens[j].Fold] || owners[p.tokens[j].Fold] || relatives[p.tokens[j].Fold] {
			return ""
		}
		office = office || offices[p.tokens[j].Fold] && j-k < 6
	}
	if t := p.tokens[k]; !office || t.Fold != "the" && t.Fold != "a" && t.Fold != "an" {
		return ""
	}
	out := text.OneLine(p.s[p.tokens[k].Start:p.tokens[first-1].End])
	return strings.ToLower(out[:1]) + out[1:]
}

// maxRole is how many words a role takes at most.
const maxRole = 12

var (
	// offices are the nouns that say what somebody is.
	offices = text.Set(`president presidents minister secretary ambassador envoy spokesman spokeswoman spokesperson chancellor premier prime general colonel lieutenant major captain
		admiral commander sergeant sheriff detective officer senator representative rep sen gov gen col lt maj capt sgt governor mayor congressman congresswoman lawmaker mp councilman councilwoman
		commissioner superintendent chief director head chairman chairwoman chair ceo cfo coo cto founder cofounder owner manager executive executives administrator
		attorney lawyer prosecutor judge justice king queen prince princess sheikh ayatollah imam pope bishop archbishop cardinal rabbi pastor reverend rev
		leader deputy negotiator delegate diplomat official adviser advisor aide strategist pollster analyst economist expert researcher scientist professor historian
		lecturer fellow scholar author writer editor journalist reporter correspondent columnist host anchor critic activist organizer campaigner advocate
		doctor physician surgeon nurse psychologist psychiatrist epidemiologist biologist meteorologist engineer astronaut pilot coach player captain quarterback midfielder striker
		actor actress singer musician director producer designer artist comedian star teacher principal student resident owner farmer witness survivor neighbor neighbour
		mother father brother sister son daughter wife husband widow uncle aunt cousin grandmother grandfather friend partner
		investigator inspector marshal agent trooper firefighter coroner examiner technician clerk treasurer counsel speaker whip democrat republican candidate
		coordinator specialist consultant planner broker trader investor banker entrepreneur programmer developer photographer curator librarian
		member vice veteran soldier negotiators spokesmen undersecretary counsellor counselor legislator premier chairperson vp`)
	// modifiers stand before an office, in lower case too.
	modifiers = text.Set(`former then acting deputy senior chief top vice foreign prime interim outgoing retired opposition rebel government state police defence defense interior finance
		health education white house party campaign company hospital school university executive managing general political military security press media law national local federal
		assistant associate main lead special co presidential parliamentary royal fellow county city district regional provincial army navy air force human rights research
		climate energy trade environment labor labour union team club head operating financial medical technology marketing legal creative commercial strategy information product revenue communications public staff investment science program programme policy sales design editorial content news sports fashion film tech longtime veteran leading prominent conservative liberal democratic republican`)
	linking         = text.Set(`of for and the to at in on with by`)
	inTitles        = text.Set(`of for and the to`)
	relational      = text.Set(`counterpart counterparts colleague colleagues rival successor predecessor friend brother sister son daughter wife husband mother father`)
	owners          = text.Set(`his her their its my our your`)
	courtesy        = text.Set(`dr mr mrs ms chief captain`)
	abbreviated     = text.Set(`gov sen rep gen col lt maj capt sgt rev supt insp lieut det`)
	forms           = text.Set(`dr mr mrs ms`)
	plain           = text.Set(`player star major general fellow student resident partner friend principal owner`) // say nothing by themselves
	sentenceOpeners = text.Set(`but and while whereas although though yet however meanwhile so because as when since after before if later earlier still also instead on in at`)
	relatives       = text.Set(`who whose which that where when whom while but`)
	verbs           = text.Set(`said says say told tells added adds is was are were has had have will would insisted announced warned called argued wrote explained noted stressed denied claimed`)
)
