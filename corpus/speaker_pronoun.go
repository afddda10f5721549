package corpus

import (
	"strings"

	"rapporteur/text"
)

// maxRecent is how many people named of late are kept for pronouns.
const maxRecent = 8

// noteNamed remembers the people whom the sentence at hand names.
func (w *witness) noteNamed() {
	w.recent = append(w.recent, w.namedUpTo(len(w.p.words))...)
	if extra := len(w.recent) - maxRecent; extra > 0 {
		w.recent = append(w.recent[:0], w.recent[extra:]...)
	}
}

// openingPronoun returns whom the "he" or "she" at the start of the sentence at hand
// means, "" when it starts otherwise or that is open: when anybody else is named
// near by. Nothing is learnt from it.
func (w *witness) openingPronoun() string {
	if len(w.p.words) == 0 || w.p.words[0].quoted {
		return ""
	}
	low := w.p.words[0].low
	if low != "he" && low != "she" {
		return ""
	}
	sex, known := w.gender[w.lastOne.speaker]
	who, ok := w.resolvePronoun(mention{from: 0, to: 1, kind: pronoun, head: low, name: w.p.words[0].Span})
	if known {
		w.gender[w.lastOne.speaker] = sex
	} else {
		delete(w.gender, w.lastOne.speaker)
	}
	if !ok || who.kind != person {
		return ""
	}
	for _, n := range w.recent {
		if w.sentences[w.current].Paragraph-n.paragraph <= 1 && n.speaker != who.speaker {
			return "" // two people: nothing but sense tells which
		}
	}
	return who.speaker
}

// namedUpTo returns the people that the first n words of the sentence at hand
// name, in full or by a surname that is known.
func (w *witness) namedUpTo(n int) []naming {
	var out []naming
	for i := 0; i < n && len(out) < maxRecent; {
		end := w.p.name(i)
		if end == i {
			i++
			continue
		}
		m := w.p.nameMention(i, i, end)
		full := w.body[m.name.Start:m.name.End]
		known, met := w.names[surname(full)]
		if i = end; strings.HasPrefix(w.p.at(end).sep, "/") {
			continue // who took the picture
		}
		if met && (m.kind == person || isSurnameOf(full, known.speaker)) && !w.namesakes[surname(full)] {
			known.at, known.paragraph, known.sentence = m.name, w.sentences[w.current].Paragraph, w.current
			out = append(out, known)
		}
	}
	return out
}

// onlyOne returns the one person named in this paragraph or the one before whom
// "he" or "she" can mean: known to be of that sex, while of all others the
// opposite is known. Who is named after the pronoun in its own sentence is
// somebody else.
func (w *witness) onlyOne(m mention) (naming, bool) {
	var one naming
	here := w.namedUpTo(m.from)
	if w.strangerBefore(m.from) {
		return naming{}, false
	}
	for _, list := range [][]naming{w.recent, here} {
		for _, n := range list {
			if w.sentences[w.current].Paragraph-n.paragraph > 1 {
				continue
			}
			g := w.genderOf(n.speaker)
			if g != "" && g != m.head || n.speaker == one.speaker {
				continue
			}
			if g == "" || one.speaker != "" {
				return naming{}, false
			}
			one = n
		}
	}
	if one.speaker == "" || w.metAnother(one) {
		return one, false
	}
	last := one.speaker[strings.LastIndexByte(one.speaker, ' ')+1:]
	for i := m.to; i < len(w.p.words); i++ {
		if w.p.isName(i) && w.p.words[i].low == strings.ToLower(last) {
			return naming{}, false
		}
	}
	return one, true
}

// metAnother reports that the sentence that named one last names somebody else
// too: a first name alone does not tell whom the next sentence goes on about.
func (w *witness) metAnother(one naming) bool {
	last := one.sentence
	for _, n := range w.recent {
		if n.speaker == one.speaker {
			last = n.sentence
		}
	}
	for _, n := range w.recent {
		if n.sentence == last && n.speaker != one.speaker {
			return true
		}
	}
	return false
}

// strangerBefore reports that the first n words of the sentence at hand name a
// person of whom nothing else is known, or have a word for one: "the president".
func (w *witness) strangerBefore(n int) bool {
	for i := 0; i < n; {
		if low := w.p.words[i].low; nouns[low] && !w.p.words[i].quoted && !isPluralNoun(low) && !bodyWords[low] && !institutions[low] {
			return true
		}
		end := w.p.name(i)
		if end == i {
			i++
			continue
		}
		m := w.p.nameMention(i, i, end)
		if _, met := w.names[surname(w.body[m.name.Start:m.name.End])]; !met && m.kind == person {
			return true
		}
		i = end
	}
	return false
}

// spokeJustNow reports that n spoke in this sentence or the one before.
func (w *witness) spokeJustNow(n naming) bool {
	return n.speaker != "" && w.current-n.sentence <= 1 && w.near(n, 1)
}

// isInstitution reports that a speaker is one that "it" can mean: not people.
func (w *witness) isInstitution(n naming) bool {
	return n.kind == body || bodyWords[n.role] || institutions[n.role]
}

var institutions = text.Set(`agency firm ministry department regime opposition embassy union charity newspaper broadcaster website publication magazine outlet
	statement report study survey poll letter museum delegation airline club studio chain retailer manufacturer carmaker automaker startup nonprofit district`)

// isLink reports a line of its own that points to another article: a label and a
// headline with nothing but a colon between, "Vaccines:Veterans need no shots".
func (w *witness) isLink(i int) bool {
	s := w.sentences[i]
	if i > 0 && w.sentences[i-1].Paragraph == s.Paragraph {
		return false
	}
	t := w.body[s.Start:s.End]
	at := strings.IndexByte(t[:min(len(t), maxLabel)], ':')
	if at <= 0 || at+1 >= len(t) || closesSentence(t[len(t)-1]) {
		return false
	}
	before, after := t[at-1], t[at+1]
	return !isDigit(before) && (after >= 'A' && after <= 'Z' || after == '\'') && !strings.HasSuffix(t[:at], "http")
}

// maxLabel is how many bytes the label of a link has at most.
const maxLabel = 80

func closesSentence(c byte) bool { return c == '.' || c == '!' || c == '?' || c == '"' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// genderOf returns "he" or "she" where a pronoun, a title or the first name tells,
// else "".
func (w *witness) genderOf(speaker string) string {
	if g := w.gender[speaker]; g != "" {
		return g
	}
	first, _, several := strings.Cut(speaker, " ")
	if !several {
		return ""
	}
	switch first = strings.ToLower(first); {
	case hisNames[first]:
		return "he"
	case herNames[first]:
		return "she"
	}
	return ""
}

var titleGender = map[string]string{
	"mr": "he", "sir": "he", "lord": "he", "king": "he", "prince": "he", "pope": "he", "father": "he", "congressman": "he", "chairman": "he", "spokesman": "he", "councilman": "he",
	"mrs": "she", "ms": "she", "miss": "she", "lady": "she", "queen": "she", "princess": "she", "sister": "she", "congresswoman": "she", "chairwoman": "she", "spokeswoman": "she", "councilwoman": "she", "actress": "she",
}

// First names that only men, or only women, commonly bear; those of both are in
// neither list.
var (
	hisNames = text.Set(`aaron abdul abdullah adam ahmed alan albert alberto alejandro alexander alexei alfred ali andre andrew andrei andrés andy anthony antonio antony arthur
		barack ben benjamin bernard bernie bill bob boris brad brandon brian bruce bryan carl carlos charles charlie chris christopher chuck clarence craig dan daniel dave david dean
		dennis derek dmitry dmitri dominic don donald doug douglas ed eddie edward elon emmanuel eric erik ernest ethan evan fernando francisco frank franklin fred frederick gary
		gavin geoffrey george gerald giorgio glenn graham greg gregory guillermo gustavo harold harry hassan henry howard hugh hugo ian ibrahim igor isaac ivan jack jacob jaime jake
		james jared jason javier jeff jeffrey jeremy jerome jerry jim jimmy joe joel john johnny jon jonathan jorge jose josé joseph josh joshua juan julian justin karl keith ken
		kenneth kevin khalid kyle larry lawrence leonard lloyd louis luis luke manuel marc marco marcus mario mark martin matt matthew michael miguel mike mikhail mitch mitt mohamed mohammad
		mohammed muhammad nathan neil nicholas nick nigel oleg oliver omar oscar patrick paul pavel pedro peter phil philip phillip rafael ralph ricardo richard rick rob robert roberto
		roger ron ronald roy russell ryan samuel scott sean sebastian sergei sergey seth simon stefan stephen steve steven stuart ted terrence theodore thomas tim timothy todd
		tom tommy tony travis trevor tyler vincent vladimir volodymyr walter warren wayne wilbur will william yusuf zachary`)
	herNames = text.Set(`abigail agnes alexandra alexandria alice alicia alison allison amanda amber amelia amy ana anastasia andrea angela angelina anita ann anna anne annie ariana audrey
		barbara beatrice becky bella beth betsy betty beverly bonnie brenda brianna bridget brittany camilla cara carla carmen carol carolina caroline carolyn catherine cathy cecilia
		celia charlotte cheryl christina christine cindy claire clara claudia condoleezza crystal cynthia daisy danielle dawn debbie deborah debra denise diana diane donna dorothy
		edith eileen elaine eleanor elena elisabeth elizabeth ella ellen emily emma erica erika esther eva evelyn faith fatima fiona florence francesca gabriela gina gloria grace greta
		gwen hannah heather heidi helen helena hillary holly ida ingrid irene iris isabel isabella jacinda jackie jacqueline jane janet janice jean jeanne jenna jennifer jenny jessica jill
		joan joanna joyce judith judy julia juliana julie kamala karen karin kate katherine kathleen kathryn kathy katie kayla ketanji kimberly kirsten kristen kristin kristina laura lauren
		leah lena leila liliana lillian linda lisa liz liza lois lori louise lucia lucy lydia lynn madeleine maggie margaret maria marian marie marilyn marina marjorie martha mary
		maureen megan meghan melania melanie melinda melissa michelle mildred miranda molly monica nadia nancy naomi natalia natalie natasha nicola nicole nikki nina nora olga olivia
		pamela patricia patty paula peggy penelope penny phoebe phyllis priscilla rachel rebecca regina renee rita roberta rosa rosalind rose rosemary roxanne ruth sabrina samantha
		sandra sara sarah selena serena sharon sheila sheryl shirley simone sofia sonia sophia sophie stacey stella stephanie sue susan susanna suzanne svetlana sylvia tamara tammy
		tanya tara tatiana teresa theresa tiffany tina ursula valentina valerie vanessa vera veronica victoria violet virginia vivian wendy whitney yolanda yulia yvette yvonne zoe`)
)
