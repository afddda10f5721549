package glean

import (
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/text"
)

// maxRoleWords bounds the stretches that are taken for a role.
const maxRoleWords = 16

var (
	determiners = text.Set(`the a an his her its their our`)
	agencies    = text.Set(`ap afp cnn nbc cbs abc bbc upi`)
	beginTitles = text.Set(`foreign prime vice deputy special former attorney defense defence interior finance justice`)
	spanning    = text.Set(`since from until till between in`)
	owners      = text.Set(`the his her its their our`)
	ordinalName = text.Set(`ii iii iv vi vii viii jr sr xvi xiv xxiii`)
	// departments follow "secretary of" and "minister of".
	departments = text.Set(`state defense defence interior health education energy labor labour commerce agriculture justice
		transportation treasury staff finance intelligence`)
)

// roleBefore returns the words right before token i that say what office its
// bearer holds: "Russian Foreign Minister". shown reports that they make the
// bearer a person, which "Mr" and "counterpart" do as well and are no role.
func (l *line) roleBefore(i int) (role run, shown bool) {
	if i == 0 || !l.joined(i) || l.gap(i) == "-" {
		return run{}, false
	}
	start, office := i, -1
	for k := i - 1; k >= max(0, i-10); k-- {
		if k+1 < i && !l.joined(k+1) {
			break
		}
		fold := l.tokens[k].Fold
		switch {
		case offices[fold]:
			if office < 0 && !l.reaches(k, i) {
				return run{}, shown
			}
			office = k
		case honorifics[fold] || relations[fold]:
			shown = shown || k == i-1
		case k == 0 && openers[fold] && !qualifiers[fold]:
			k = -1
		case agencies[fold]:
			k = -1
		case l.nameLike(k) || qualifiers[fold] || l.known[k] != nil:
		// "envoy for Syria Staffan de Mistura", but not "envoy for President Putin"
		case (fold == "of" || fold == "for") && k > 0 && offices[l.tokens[k-1].Fold] && office < 0 && k+1 < i:
		case fold == "the" && k > 1 && (l.tokens[k-1].Fold == "of" || l.tokens[k-1].Fold == "for") && offices[l.tokens[k-2].Fold] && office < 0 && k+1 < i:
		default:
			k = -1
		}
		if k < 0 {
			break
		}
		start = k
	}
	if office < 0 || start == i {
		return run{}, shown
	}
	for start < office && !l.tokens[start].Capital && !qualifiers[l.tokens[start].Fold] {
		start++
	}
	if l.cutShort(start) {
		return run{}, true
	}
	if l.arabicBefore(start) {
		start-- // al Qaeda leader
	}
	if honorifics[l.tokens[i-1].Fold] {
		i--
	}
	return run{start, max(i, office+1)}, true
}

// cutShort reports that a title that would begin with token i begins earlier:
// "Society of Authors chair", "batting leader".
func (l *line) cutShort(i int) bool {
	if i == 0 || !l.joined(i) {
		return false
	}
	t, first := &l.tokens[i-1], &l.tokens[i]
	switch t.Fold {
	case "of", "and", "for":
		whole := l.known[i] != nil || offices[first.Fold] || beginTitles[first.Fold] // "Kerry and Russian President …"
		return i > 1 && l.nameLike(i-2) && l.joined(i-1) && first.Capital && !whole
	}
	return !first.Capital && !t.Capital && !t.Stop && !l.arabicBefore(i)
}

func (l *line) arabicBefore(i int) bool {
	return i > 0 && (l.tokens[i-1].Fold == "al" || l.tokens[i-1].Fold == "el") && l.joined(i)
}

// reaches reports that the office at token k is that of the name at token i: it
// stands right before it, or before "of" and "for" and what they bring.
func (l *line) reaches(k, i int) bool {
	if k == i-1 || k == i-2 && honorifics[l.tokens[i-1].Fold] {
		return true
	}
	switch l.tokens[k+1].Fold {
	case "of", "for":
		return true
	}
	return offices[l.tokens[k+1].Fold] || k+2 == i && l.gap(k+1) == "-" // "minister-designate"
}

// roleAhead returns the words before a comma before the name at tokens
// [first, last): "The head of the Russian delegation, Alexander Lavrentyev, …".
func (l *line) roleAhead(first, last int) run {
	if first < 2 || l.gap(first) != ", " {
		return run{}
	}
	switch behind := l.after(last); {
	case strings.HasPrefix(behind, ","):
		if last < len(l.tokens) && (l.tokens[last].Fold == "and" || l.tokens[last].Capital) {
			return run{}
		}
	case last < len(l.tokens) && behind == " " && !l.tokens[last].Capital && l.tokens[last].Fold != "and" && l.tokens[last].Fold != "or":
	default:
		return run{}
	}
	for k := first - 1; k >= max(0, first-maxRoleWords); k-- {
		if k+1 < first && !l.joined(k+1) || finite[l.tokens[k].Fold] {
			return run{}
		}
		if owners[l.tokens[k].Fold] && l.officeIn(k+1, min(k+4, first)) >= 0 {
			return run{k + 1, first}
		}
	}
	return run{}
}

// roleAfter returns the words behind the name that ends before token i, between
// commas, that say what office its bearer holds. aged reports that an age stands
// there, which also makes the bearer a person.
func (l *line) roleAfter(i int) (role run, aged bool) {
	if i >= len(l.tokens) || !strings.HasPrefix(l.after(i), ", ") || l.possessive(i-1) {
		return run{}, false
	}
	if fold := l.tokens[i].Fold; len(fold) == 2 && fold[0] >= '1' && fold[0] <= '9' && fold[1] >= '0' && fold[1] <= '9' && strings.HasPrefix(l.after(i+1), ",") {
		aged = true
		if i++; i >= len(l.tokens) {
			return run{}, aged
		}
	}
	end := i + 1
	for end < len(l.tokens) && l.within(end) {
		end++
	}
	last := l.tokens[end-1]
	if end-i > maxRoleWords || last.Fold[0] <= '9' || strings.Count(l.text[l.tokens[i].Start:last.End], `"`)%2 != 0 || !strings.ContainsAny(l.after(end), ",.;:)—–") {
		return run{}, aged
	}
	first := i
	determined := determiners[l.tokens[i].Fold]
	if determined {
		first++
	}
	office := l.officeIn(first, min(first+6, end))
	if office < 0 {
		return run{}, aged
	}
	for k := i; k < end; k++ {
		fold := l.tokens[k].Fold
		switch {
		case finite[fold]:
			return run{}, aged
		case fold == "of" && k+2 < end && departments[l.tokens[k+1].Fold] && l.nameLike(k+2) && l.joined(k+2):
			return run{}, aged // "Harris, Secretary of State Antony Blinken and …" is a list
		case fold == "and" && k+1 < end && (determiners[l.tokens[k+1].Fold] || l.tokens[k+1].Fold == "others"):
			return run{}, aged
		case !determined && k < office && !l.nameLike(k) && !qualifiers[fold] && !offices[fold]:
			return run{}, aged
		}
	}
	// "Kerry, President Obama and others" is a list, and "Lavrentiev, President
	// Putin’s envoy" is not.
	owner := slices.IndexFunc(l.tokens[first:end], func(t text.Token) bool { return hasPossessive(l.text[t.Start:t.End]) }) + first
	if owner > office && l.officeIn(owner+1, min(owner+5, end)) > 0 {
		return run{first, end}, aged
	}
	next := office + 1
	for next < end && offices[l.tokens[next].Fold] {
		next++
	}
	if next < end && (l.nameLike(next) && l.joined(next) || !determined && !linking[l.tokens[next].Fold] && l.tokens[next].Fold != "at") {
		return run{}, aged
	}
	return run{first, end}, aged
}

// within reports that nothing parts token i from the one before but a space, a
// hyphen or the stop of an abbreviation.
func (l *line) within(i int) bool {
	return l.joined(i) || strings.Trim(l.gap(i), " ’'“”\"") == ""
}

func (l *line) officeIn(first, last int) int {
	for i := first; i < last; i++ {
		fold := l.tokens[i].Fold
		if offices[fold] && !l.possessive(i) && (fold != "head" || i+1 < len(l.tokens) && (l.tokens[i+1].Fold == "of" || offices[l.tokens[i+1].Fold])) {
			return i
		}
		switch l.tokens[i].Fold {
		case "of", "for", "in", "at", "with", "by", "from":
			return -1
		}
	}
	return -1
}

// role makes a Role of tokens [at.first, at.last).
func (l *line) role(at run) Role {
	out := Role{Evidence: l.evidence(at.first, at.last)}
	out.Span.End = l.at.Start + l.tokens[at.last-1].End // with a possessive ending
	if body := l.article.Body; at.last < len(l.tokens) && l.gap(at.last) == ". " && out.Span.End < len(body) && body[out.Span.End] == '.' {
		out.Span.End++ // "Sen."
	}
	out.Title = text.OneLine(l.article.Text(out.Span))
	for _, d := range corpus.FindDates(out.Title, l.article.Published) {
		words := text.Words(out.Title[:d.Start] + " " + d.Text)
		if d.Stated() && !d.Yearless && slices.ContainsFunc(words, func(w string) bool { return spanning[w] }) {
			out.When = d.Period
		}
	}
	out.AsOf = l.article.Published
	return out
}
