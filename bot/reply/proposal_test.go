package reply_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"rapporteur/bot/discordtest/valid"
	"rapporteur/bot/reply"
	"rapporteur/corpus"
)

// until is when what is proposed in tests is void.
var until = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// proposalKinds are the replies about articles that may be added or removed, as
// in shown.
var proposalKinds = []kind{
	{"an article that may be added", "/rapporteur add", true, proposed(func(p *reply.Proposal) {}, english)},
	{"another text of an article, told in German", "/rapporteur hinzufügen", true, proposed(func(p *reply.Proposal) {
		p.Change, p.Before = reply.Replaces, seedCorpus().Article(astana8)
	}, func() reply.Options { return in("de") })},
	{"wire copy and the beginning of it, told in Arabic", "/rapporteur إضافة", true, proposed(func(p *reply.Proposal) {
		p.Near = []reply.Near{{Article: seedCorpus().Article(astana8), Share: 0.874}}
		p.Teaser, p.Notes = true, []string{"The page gives two dates of publication, 2017-03-12 and 2017-03-14; the first was taken."}
	}, func() reply.Options { return in("ar") })},
	{"an article that is there, told in French", "/rapporteur ajouter", true, proposed(func(p *reply.Proposal) { p.Change = reply.Nothing }, func() reply.Options { return in("fr") })},
	{"an article without title, publisher and date", "/rapporteur add", true, func(t *testing.T) []reply.Message {
		p := reply.Proposal{Article: decoded(t, "ferry.txt", "The ferry leaves at nine."), Change: reply.Adds}
		return []reply.Message{reply.Proposed(p, until, english())}
	}},
	{"an article that was added", "Add", true, proposed(func(p *reply.Proposal) { p.Kept = true }, english)},
	{"an article that was changed, told in Russian", "Заменить текст", true, proposed(func(p *reply.Proposal) { p.Kept, p.Change = true, reply.Replaces }, func() reply.Options { return in("ru") })},
	{"the entries of a feed", "/rapporteur add", true, func(t *testing.T) []reply.Message {
		return []reply.Message{reply.Entries(entriesOf(t), until, english())}
	}},
	{"the entries of a feed, told in Turkish", "/rapporteur ekle", true, func(t *testing.T) []reply.Message {
		return []reply.Message{reply.Entries(entriesOf(t), until, in("tr"))}
	}},
	{"one of the entries, told in Spanish", "Ver uno de ellos", true, func(t *testing.T) []reply.Message {
		return []reply.Message{reply.Entry(entriesOf(t).List[0], 0, until, in("es"))}
	}},
	{"a removal", "/rapporteur remove", true, func(t *testing.T) []reply.Message {
		return []reply.Message{reply.Removal(seedCorpus().Article(astana8), until, english())}
	}},
}

const harbour = `---
id: harbour-commission
title: Harbour commission meets
title_basis: stated
publisher: Damascus Daily
published: 2017-03-12
published_basis: inferred
url: https://news.example/harbour?page=1
---
The harbour commission of Latakia met on Sunday for the first time in two years.

"We will open two more berths before the summer," its chair told reporters.

Sign up for our newsletter
`

func decoded(t testing.TB, path, text string) *corpus.Article {
	t.Helper()
	a, err := corpus.Decode(path, []byte(text), corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func proposed(change func(*reply.Proposal), options func() reply.Options) func(t *testing.T) []reply.Message {
	return func(t *testing.T) []reply.Message {
		p := reply.Proposal{Article: decoded(t, "harbour.md", harbour), Change: reply.Adds}
		change(&p)
		return []reply.Message{reply.Proposed(p, until, options())}
	}
}

func entriesOf(t *testing.T) reply.ProposalList {
	a := decoded(t, "harbour.md", harbour)
	return reply.ProposalList{
		List: []reply.Proposal{
			{Article: a, Change: reply.Adds},
			{Article: a, Change: reply.Adds, Teaser: true, Near: []reply.Near{{Article: a, Share: 1}}},
			{Article: a, Change: reply.Replaces, Before: a},
			{Article: a, Change: reply.Adds, Kept: true},
			{Article: a},
		},
		Total: 40, Left: 35, Refused: []string{"Ferry: There is no text of an article in it."},
	}
}

// proposals returns every kind of reply about proposals, made of one text.
func (s strange) proposals(o reply.Options) map[string]reply.Message {
	p := reply.Proposal{
		Article: s.article, Before: s.article, Change: reply.Replaces, Teaser: true, Notes: []string{s.text, s.text, s.text, s.text, s.text},
		Near: []reply.Near{{Article: s.article, Share: 1}, {Article: s.article, Share: 0.5}, {Article: s.article}, {Article: s.article}},
	}
	fresh, kept := p, p
	fresh.Change, kept.Kept = reply.Adds, true
	list := reply.ProposalList{Total: 1000, Left: 900, Refused: []string{s.text, s.text}}
	for range reply.MaxEntries + 5 {
		list.List = append(list.List, p, fresh, kept)
	}
	return map[string]reply.Message{
		"a change": reply.Proposed(p, until, o), "an addition": reply.Proposed(fresh, until, o), "what was kept": reply.Proposed(kept, until, o),
		"an entry": reply.Entry(p, 24, until, o), "entries": reply.Entries(list, until, o), "a removal": reply.Removal(s.article, until, o),
	}
}

// ownProposal matches what replies about proposals have of their own: code, times
// and lines of a list.
var ownProposal = regexp.MustCompile("`[^`\n]+`|<t:\\d+:t>|(?m)^- ")

// TestHostileProposals: whatever an article is made of, what is shown of it is
// within Discord's limits, and Discord obeys nothing in it.
func TestHostileProposals(t *testing.T) {
	checker, err := valid.Load("")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{"long": strings.Repeat("a very long word-", 3000), "one word": strings.Repeat("x", 9000), "backticks": strings.Repeat("`\n", 400)}
	for _, tt := range hostile {
		texts[tt.name] = tt.text
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			for _, language := range []string{"ar", "en"} {
				for kind, m := range newStrange(text).proposals(in(language)) {
					for _, problem := range overLimits(m) {
						t.Errorf("%s in %s: %s", kind, language, problem)
					}
					body, err := json.Marshal(m)
					if err != nil {
						t.Fatal(err)
					}
					e := valid.Exchange{Method: "POST", Path: "/api/v10/channels/100000000000000001/messages", ContentType: "application/json", Request: body}
					for _, p := range append(checker.Request(e), checker.Policy(e)...) {
						t.Errorf("%s in %s: %+v", kind, language, p)
					}
					shown := addresses.ReplaceAllString(ownProposal.ReplaceAllString(inert(m.Content), ""), "")
					if bad := obeyed.FindString(shown); bad != "" {
						t.Errorf("%s in %s obeys %q: %.1500q", kind, language, bad, shown)
					}
					if bad := lineStart.FindString(ourMark.ReplaceAllString(shown, "")); bad != "" {
						t.Errorf("%s in %s has a line that starts with %q: %.1500q", kind, language, bad, shown)
					}
				}
			}
		})
	}
}

// TestProposalsSayWhatMatters: what a long article or many notes take does not
// push out what keeping it does.
func TestProposalsSayWhatMatters(t *testing.T) {
	long := strings.Repeat("Word after word the commission spoke. ", 2000)
	a := decoded(t, "long.md", "---\nid: long\ntitle: "+strings.Repeat("Long ", 100)+"\n---\n"+long)
	p := reply.Proposal{Article: a, Change: reply.Adds}
	for range 10 {
		p.Near = append(p.Near, reply.Near{Article: a, Share: 0.9})
		p.Notes = append(p.Notes, long)
	}
	for _, language := range []string{"ar", "de", "en", "es", "fr", "ru", "tr"} {
		m := reply.Proposed(p, until, in(language))
		for _, want := range []string{"`long`", fmt.Sprintf("<t:%d:t>", until.Unix())} {
			if !strings.Contains(m.Content, want) {
				t.Errorf("in %s the preview lacks %s: %q", language, want, m.Content)
			}
		}
		if len(m.Components) != 1 || len(m.Components[0].Components) != 2 {
			t.Errorf("in %s the components are %+v, want two buttons", language, m.Components)
		}
	}
}
