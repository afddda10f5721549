package glean

import (
	"strings"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/text"
)

// line is one sentence of an article, in words.
type line struct {
	article  *corpus.Article
	at       corpus.Span // in the article's text
	src      *corpus.Sentence
	text     string
	tokens   []text.Token
	mentions []glossary.Mention
	known    []*glossary.Mention // of each token, nil where no name is known
}

// run is a stretch of words in capitals, tokens [first, last).
type run struct{ first, last int }

// maxWords bounds the sentences that are read: a longer one is a list.
const maxWords = 120

// lines returns the sentences of an article that are worth reading.
func (g *Gleaner) lines(a *corpus.Article) []line {
	if a.Language != "" && a.Language != "en" {
		return nil
	}
	out := make([]line, 0, min(len(a.Sentences), maxSentences))
	for i := range a.Sentences {
		src := &a.Sentences[i]
		if src.Role == corpus.InTitle || src.Role == corpus.InHeading || src.Len() > maxWords*20 {
			continue
		}
		l := line{article: a, at: src.Span, src: src, text: a.Text(src.Span)}
		l.tokens = text.Tokens(l.text)
		if len(l.tokens) < 4 || len(l.tokens) > maxWords || l.titled() {
			continue
		}
		l.mentions = g.names.Find(l.text, l.tokens)
		l.known = make([]*glossary.Mention, len(l.tokens))
		for k := range l.mentions {
			m := &l.mentions[k]
			for t := m.First; t < m.Last; t++ {
				l.known[t] = m
			}
		}
		if out = append(out, l); len(out) == maxSentences {
			break
		}
	}
	return out
}

// titled reports that nearly all words are in capitals, verbs too, as in a
// headline or a list of names.
func (l *line) titled() bool {
	words, capitals := 0, 0
	for _, t := range l.tokens[1:] {
		if t.Stop {
			continue
		}
		words++
		if t.Capital {
			capitals++
		}
	}
	return capitals == words || capitals*6 > words*5
}

// gap returns what stands between token i and the one before.
func (l *line) gap(i int) string { return l.text[l.tokens[i-1].End:l.tokens[i].Start] }

// after returns the text behind token i-1, up to the next token.
func (l *line) after(i int) string {
	end := len(l.text)
	if i < len(l.tokens) {
		end = l.tokens[i].Start
	}
	return l.text[l.tokens[i-1].End:end]
}

// opens reports that token i would have a capital anyway.
func (l *line) opens(i int) bool {
	return i == 0 || strings.ContainsAny(l.gap(i), "\"“”‘:.!?…—–-•|\n") && l.gap(i) != "-" && !l.joined(i)
}

// joined reports that token i goes on where the one before left off.
func (l *line) joined(i int) bool {
	if i == 0 || i >= len(l.tokens) {
		return false
	}
	switch gap := l.gap(i); gap {
	case " ", "-":
		return true
	case ". ":
		before := &l.tokens[i-1]
		return initialed[before.Fold] || len(before.Fold) == 1 && before.Capital || strings.Contains(l.text[before.Start:before.End], ".")
	}
	return false
}

// possessive reports that token i ends in 's.
func (l *line) possessive(i int) bool {
	raw := l.raw(i)
	return hasPossessive(raw) || strings.HasSuffix(raw, "s") && strings.HasPrefix(l.after(i+1), "’ ")
}

func hasPossessive(raw string) bool {
	return strings.HasSuffix(raw, "'s") || strings.HasSuffix(raw, "’s")
}

func (l *line) raw(i int) string { return l.text[l.tokens[i].Start:l.tokens[i].End] }

// span returns where tokens [first, last) stand in the article, without a
// possessive ending.
func (l *line) span(first, last int) corpus.Span {
	end := l.tokens[last-1].End
	raw := l.raw(last - 1)
	for _, s := range []string{"'s", "’s"} {
		if strings.HasSuffix(raw, s) {
			end -= len(s)
		}
	}
	return corpus.Span{Start: l.at.Start + l.tokens[first].Start, End: l.at.Start + end}
}

// named returns the words of tokens [first, last) on one line, without a
// possessive ending.
func (l *line) named(first, last int) string {
	return text.OneLine(l.article.Text(l.span(first, last)))
}

// nameLike reports that token i has a capital that may be a name's.
func (l *line) nameLike(i int) bool {
	t := &l.tokens[i]
	if raw := l.raw(i); t.Fold[0] == 'd' && (strings.HasPrefix(raw, "d'") || strings.HasPrefix(raw, "d’")) {
		return true // Giscard d’Estaing
	}
	return t.Capital && (!t.Stop || t.Acronym) && !calendar[t.Fold] && t.Fold[0] > '9'
}

// runs returns the stretches of capitals, in order.
func (l *line) runs() []run {
	var out []run
	for i := 0; i < len(l.tokens); {
		if !l.nameLike(i) && !l.arabic(i) {
			i++
			continue
		}
		j := i + 1
		for !l.possessive(j - 1) {
			next := l.next(j)
			if next == 0 {
				break
			}
			j = next
		}
		out = append(out, run{i, j})
		i = j
	}
	return out
}

// arabic reports that token i is the Arabic article of the next: al-Jubeir.
func (l *line) arabic(i int) bool {
	fold := l.tokens[i].Fold
	return (fold == "al" || fold == "el") && i+1 < len(l.tokens) && l.gap(i+1) == "-" && l.nameLike(i+1)
}

// next returns the end of a run that ends before token j when it goes on, else 0.
func (l *line) next(j int) int {
	for k := j; k < min(j+3, len(l.tokens)) && l.joined(k); k++ {
		if l.nameLike(k) {
			return k + 1
		}
		if !particles[l.tokens[k].Fold] {
			break
		}
	}
	return 0
}
