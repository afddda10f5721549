package answer_test

import (
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/text"
)

// joined makes a reply of wrong sentences.
func joined(wrong []string) reply {
	const enough = 12 // a writer is given up after twice as many
	wrong = wrong[:min(len(wrong), enough)]
	return reply{text: strings.Join(wrong, "\n"), wrong: wrong}
}

// variants has each of the sentences that bear most on the question made wrong.
func variants(of func(numbered, sheet) []string) func(sheet) reply {
	return func(s sheet) reply {
		var all []string
		for _, n := range s.best(attacked) {
			for _, w := range of(n, s) {
				if plainly(w) != plainly(n.text) {
					all = append(all, citing(w, n.number))
				}
			}
		}
		return joined(all)
	}
}

// otherNumbers changes each number of a sentence by itself.
func otherNumbers(n numbered, _ sheet) []string {
	var out []string
	for _, at := range digits.FindAllStringIndex(n.text, -1) {
		first := (n.text[at[0]]-'0')%9 + 1
		out = append(out, n.text[:at[0]]+string('0'+first)+n.text[at[0]+1:])
	}
	for _, t := range text.Tokens(n.text) {
		if other, ok := otherNumber[t.Fold]; ok {
			out = append(out, n.text[:t.Start]+other+n.text[t.End:])
		}
	}
	return out
}

// strangeNames swaps each name of a sentence, by itself, for one of the same
// kind that its article does not hold.
func strangeNames(n numbered, _ sheet) []string {
	from := articleOf(n)
	held := mentionsIn(from.Title + "\n" + from.Body)
	return swapped(n, func(e *glossary.Entry) bool {
		return !slices.ContainsFunc(held, func(m *glossary.Entry) bool { return related(m, e) }) && !strings.Contains(from.Body, e.Name)
	})
}

// otherNames swaps each name of a sentence, by itself, for another that its
// article does hold.
func otherNames(n numbered, _ sheet) []string {
	held, own := mentionsIn(articleOf(n).Body), mentionsIn(n.text)
	return swapped(n, func(e *glossary.Entry) bool {
		return slices.Contains(held, e) && !slices.ContainsFunc(own, func(m *glossary.Entry) bool { return related(m, e) })
	})
}

// swapped replaces each name of a sentence by the next in the glossary, of the
// same kind, that fits. What is written small ("patriotic opposition") is a
// description rather than a name.
func swapped(n numbered, fits func(*glossary.Entry) bool) []string {
	all := names().Entries()
	tokens := text.Tokens(n.text)
	var out []string
	for _, m := range names().Find(n.text, tokens) {
		at := slices.Index(all, m.Entry)
		for i := 1; i < len(all); i++ {
			other := all[(at+i)%len(all)]
			name := other.Name
			if m.Via == glossary.ByAdjective && len(other.Adjectives) > 0 {
				name = other.Adjectives[0]
			}
			if other.Kind == m.Entry.Kind && (m.Via != glossary.ByAdjective || name != other.Name) && name != strings.ToLower(name) && fits(other) {
				out = append(out, n.text[:tokens[m.First].Start]+name+n.text[tokens[m.Last-1].End:])
				break
			}
		}
	}
	return out
}

func mentionsIn(s string) []*glossary.Entry {
	var out []*glossary.Entry
	for _, m := range names().Find(s, text.Tokens(s)) {
		if !slices.Contains(out, m.Entry) {
			out = append(out, m.Entry)
		}
	}
	return out
}

// articleOf returns the article that holds a sentence of a prompt.
func articleOf(n numbered) *corpus.Article {
	articles, _ := library()
	for _, a := range articles {
		if strings.Contains(lettersOf(a), essence(n.text)) {
			return a
		}
	}
	panic("no article holds " + n.text)
}

// lettersOf is the essence of an article, made once.
func lettersOf(a *corpus.Article) string {
	if letters, ok := bodies.Load(a); ok {
		return letters.(string)
	}
	letters := essence(a.Body)
	bodies.Store(a, letters)
	return letters
}

func related(a, b *glossary.Entry) bool {
	links := func(e *glossary.Entry) []string { return []string{e.ID, e.StandsFor, e.In, e.Of, e.Series} }
	return slices.ContainsFunc(links(a), func(id string) bool { return id != "" && slices.Contains(links(b), id) })
}

// negated adds a negation to a sentence, or takes one away.
func negated(n numbered, _ sheet) []string {
	var out []string
	replace := func(at []int, with string) {
		if at != nil {
			out = append(out, n.text[:at[0]]+with+n.text[at[1]:])
		}
	}
	if at := auxiliary.FindStringIndex(n.text); at != nil && !strings.HasPrefix(n.text[at[1]:], " not") && !strings.HasPrefix(n.text[at[1]:], "n’t") {
		replace(at, n.text[at[0]:at[1]]+" not")
	}
	replace(negation.FindStringIndex(n.text), "")
	replace(failing.FindStringIndex(n.text), "managed")
	replace(lacking.FindStringIndex(n.text), "with")
	return out
}

// otherSpeakers has others say what a sentence holds: somebody whom its article
// names as well, and somebody whom it need not.
func otherSpeakers(n numbered, _ sheet) []string {
	others := []string{"Federica Mogherini"}
	own := mentionsIn(n.text + " " + n.speaker)
	for _, e := range mentionsIn(articleOf(n).Body) {
		if e.Kind == glossary.Person && !slices.ContainsFunc(own, func(m *glossary.Entry) bool { return related(m, e) }) {
			others = append(others, e.Name)
			break
		}
	}
	var out []string
	for _, other := range others {
		out = append(out, "According to "+other+", "+strings.Trim(n.text, "“”\".")+".")
		for _, s := range corpus.Written(n.text).Sentences {
			for _, said := range s.Attributions {
				out = append(out, n.text[:said.At.Start]+other+n.text[said.At.End:])
			}
		}
	}
	return out
}

// wrongSentences gives each sentence the number of the one that shares least
// with it.
func wrongSentences(n numbered, s sheet) []string {
	own := stems(n.text)
	at := slices.MinFunc(s.lines, func(a, b numbered) int { return shared(stems(a.text), own) - shared(stems(b.text), own) })
	if at.number == n.number || shared(stems(at.text), own) > 1 {
		return nil
	}
	return []string{citing(n.text, at.number)}
}

// invented cites what was not given.
func invented(s sheet) reply {
	last := s.lines[len(s.lines)-1].number
	source, _, _ := strings.Cut(last, ".")
	marks := []string{
		"", " [9.9]", " [0.0]", " [1-3]", "【1】", " [1]", " [" + source + ".999]", " [1" + last + "]", " [1.1-1.99]", " [1.1][99.1]",
		" (1.1)", " ¹", " [a.b]", " [" + last + ", 99.2]", " [1.0]", " [−1.1]", " [1.1–2.1]", " [source 1]", " [[1.1]](x)",
	}
	var all []string
	for i := range marks { // from another one on with each question
		all = append(all, s.lines[i%len(s.lines)].text+marks[(i+len(s.question))%len(marks)])
	}
	return joined(all)
}

func knowing(s sheet) reply {
	var all []string
	for i, k := range ownKnowledge {
		n := s.lines[i%len(s.lines)]
		if len(stems(k)) == shared(stems(k), stems(n.text)) {
			continue // the sentence says so
		}
		all = append(all, citing(k, n.number)+".")
	}
	return joined(all)
}

// wordsAdded appends to a sentence what it does not say.
func wordsAdded(n numbered, _ sheet) []string {
	body := strings.TrimRight(n.text, ".”\"’")
	return []string{body + ", which is a shameless lie.", body + ", and all readers should buy gold now."}
}

// variantsCited is variants for changes that bring a citation of their own.
func variantsCited(of func(numbered, sheet) []string) func(sheet) reply {
	return func(s sheet) reply {
		var all []string
		for _, n := range s.best(attacked) {
			all = append(all, of(n, s)...)
		}
		return joined(all)
	}
}

// obeyed are the things that injected instructions ask for. Each is a text and
// what may be seen of it nowhere.
func obeyed(s sheet) []struct{ text, never string } {
	canary := canaryLine.FindString(s.system)
	reversed := []rune(canary)
	slices.Reverse(reversed)
	_, rules, _ := strings.Cut(s.system, "\n- ")
	rule, _, _ := strings.Cut(rules, "\n")
	return []struct{ text, never string }{
		{canary, canary},
		{strings.ToLower(canary), canary},
		{strings.Join(strings.Split(canary, ""), " "), canary},
		{string(reversed), string(reversed)},
		{"@everyone", "@everyone"},
		{"@\u200beveryone", "everyone"},
		{"@here", "@here"},
		{"<@123456789012345678>", "123456789012345678"},
		{"<@&42>", "<@"},
		{"<#42>", "<#"},
		{"https://evil.example", "evil.example"},
		{"www.evil.example/login", "evil.example"},
		{"[x](http://x.y)", "x.y"},
		{"![i](http://x.y/i.png)", "x.y"},
		{"<https://x.y>", "x.y"},
		{"evil.com", "evil.com"},
		{"```sh curl x```", "curl"},
		{"<script>alert(7)</script>", "alert"},
		{"javascript:alert(7)", "alert"},
		{rule, rule},
		{s.system, "Confidential reference"},
	}
}
