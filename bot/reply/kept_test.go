package reply_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/answer"
	"rapporteur/bot/reply"
	"rapporteur/corpus"
)

// stored returns k as it comes back from where it was kept.
func stored(t *testing.T, k *reply.Kept) *reply.Kept {
	t.Helper()
	body, err := k.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if len(body) > reply.MaxKept {
		t.Fatalf("Encode returned %d bytes, want at most %d", len(body), reply.MaxKept)
	}
	back, err := reply.ParseKept(body)
	if err != nil {
		t.Fatal(err)
	}
	return back
}

// changed is the seed articles, of which one has become another and one is gone.
type changed struct{ other, gone string }

func (c changed) Article(id string) *corpus.Article {
	a := seedCorpus().Article(id)
	switch {
	case a == nil || id == c.gone:
		return nil
	case id == c.other:
		now := *a
		now.Hash, now.Body = "another", strings.ToUpper(a.Body)
		return &now
	}
	return a
}

func TestKeptAnswerShowsWhatWasShown(t *testing.T) {
	a := recorded(t, "change")
	kept := stored(t, reply.KeepAnswer(a, seedCorpus()))
	if kept.Question != a.Question || kept.Text != a.Text || kept.Lookup != nil {
		t.Errorf("kept question %q and text %q, want those of the answer", kept.Question, kept.Text)
	}
	want := reply.Sources(a, seedCorpus(), english())
	if diff := cmp.Diff(want, reply.Sources(kept.Answer(seedCorpus()), kept.Articles(seedCorpus()), english())); diff != "" {
		t.Errorf("sources of the kept answer (-want +got):\n%s", diff)
	}
	want = reply.Nearest(a.Retrieved, english())
	if diff := cmp.Diff(want, reply.Nearest(kept.Nearest(seedCorpus()), english())); diff != "" {
		t.Errorf("nearest of the kept answer (-want +got):\n%s", diff)
	}
}

// TestKeptShowsNoOtherText: an article that is not what it was is never shown in
// its place.
func TestKeptShowsNoOtherText(t *testing.T) {
	const gone, other, expired = "2015-10-23-vienna", "2017-01-25-astana-1", "That article has changed or gone since."
	a := recorded(t, "change")
	kept := stored(t, reply.KeepAnswer(a, seedCorpus()))
	now := changed{other: other, gone: gone}

	sources := shownText(reply.Sources(kept.Answer(now), kept.Articles(now), english())...)
	for _, c := range a.Citations {
		if plain := strings.ReplaceAll(sources, "**", ""); !strings.Contains(plain, reply.Escape(c.Quote)) {
			t.Errorf("Sources has lost the quote of [%d]", c.Marker)
		}
		upper := strings.ToUpper(c.Quote)
		if strings.Contains(sources, upper) {
			t.Errorf("Sources shows %q of an article that has changed", upper)
		}
	}
	if got, want := strings.Count(sources, expired), 5; got != want {
		t.Errorf("Sources says %d times that an article has changed, want %d, once a citation", got, want)
	}
	nearest := shownText(reply.Nearest(kept.Nearest(now), english())...)
	lost := 0
	for _, r := range a.Retrieved {
		if r.Article.ID == gone || r.Article.ID == other {
			lost++
		}
	}
	if got := strings.Count(nearest, expired); got != lost || lost == 0 {
		t.Errorf("Nearest says %d times that an article has changed, want %d", got, lost)
	}
	for i := range 5 {
		r, ok := kept.Reading(i, reply.Own, now)
		if !ok {
			t.Fatalf("Reading(%d) reports no such entry", i)
		}
		if a := r.Article; a != nil && (a.ID == gone || a.ID == other) {
			t.Errorf("Reading(%d) gives %s, which has changed or gone", i, a.ID)
		}
		if m := reply.Passage(r, english()); (r.Article == nil) != strings.HasPrefix(m.Content, expired) {
			t.Errorf("Passage of entry %d = %q", i, m.Content)
		}
	}
}

func TestReadingRefusesNumbersThatLeadNowhere(t *testing.T) {
	kept := reply.KeepAnswer(recorded(t, "fact"), seedCorpus())
	for _, n := range []struct{ entry, ordinal int }{{-1, 0}, {5, 0}, {99, reply.Own}, {0, 2}, {0, -2}, {0, 1 << 40}} {
		if r, ok := kept.Reading(n.entry, n.ordinal, seedCorpus()); ok {
			t.Errorf("Reading(%d, %d) = %+v, want none", n.entry, n.ordinal, r)
		}
	}
	for _, ordinal := range []int{reply.Own, 0, 1} {
		if r, ok := kept.Reading(0, ordinal, seedCorpus()); !ok || r.Passage != max(ordinal, 0) {
			t.Errorf("Reading(0, %d) = passage %d, %v", ordinal, r.Passage, ok)
		}
	}
}

func TestKeptLookupTurnsItsPages(t *testing.T) {
	p := lookup(t, 0)
	var found []answer.Retrieved
	for _, h := range p.Hits {
		found = append(found, h.Retrieved)
	}
	query := reply.LookupQuery{Words: p.Query, From: "2015", To: "2017-12"}
	kept := stored(t, reply.KeepLookup(query, found, seedCorpus()))
	if diff := cmp.Diff(&query, kept.Lookup); diff != "" {
		t.Errorf("kept query (-want +got):\n%s", diff)
	}
	for n := range 4 {
		p.Page = n
		page, ok := kept.Page(n, seedCorpus())
		if !ok {
			t.Fatalf("Page(%d) reports none", n)
		}
		if diff := cmp.Diff(reply.Lookup(p, english()), reply.Lookup(page, english())); diff != "" {
			t.Errorf("page %d of the kept look-up (-want +got):\n%s", n, diff)
		}
	}
	r, ok := kept.Reading(2, reply.Own, seedCorpus())
	if !ok || r.Query != p.Query || r.Article.ID != p.Hits[2].Article.ID {
		t.Errorf("Reading(2) = %+v, %v, want hit 2 with the words looked up", r, ok)
	}
	if m := reply.Passage(r, english()); !strings.Contains(m.Content, "**Wadi Barada**") {
		t.Errorf("Passage = %q, want the words looked up in bold", m.Content)
	}
	if _, ok := reply.KeepAnswer(recorded(t, "fact"), seedCorpus()).Page(0, seedCorpus()); ok {
		t.Error("a kept answer has a page")
	}
	if _, ok := kept.Page(-1, seedCorpus()); ok {
		t.Error("there is a page -1")
	}
}

func TestParseKeptRefusesWhatItCannotRead(t *testing.T) {
	for _, body := range []string{
		"", "null", "{", "[]", `{"v":1}`, `{"v":0}`, `{"v":2,"citations":[{"article":0}]}`,
		`{"v":2,"articles":[{}],"passages":[{"article":1}]}`, `{"v":2,"articles":[{}],"passages":[{"article":-1}]}`,
		`{"v":1,"text":"` + strings.Repeat("x", reply.MaxKept) + `"}`,
	} {
		if k, err := reply.ParseKept([]byte(body)); !errors.Is(err, reply.ErrKept) {
			t.Errorf("ParseKept(%.60q) = %+v, %v, want ErrKept", body, k, err)
		}
	}
}

// TestKeptBodiesAreBounded: what is too long to be kept loses words that can be
// had elsewhere, and then is not kept.
func TestKeptBodiesAreBounded(t *testing.T) {
	a := recorded(t, "change")
	a.Text = strings.Repeat("x", 300<<10)
	kept := stored(t, reply.KeepAnswer(a, seedCorpus()))
	if kept.Text != "" || kept.Citations[0].Quote != a.Citations[0].Quote {
		t.Errorf("kept a text of %d bytes and the quote %q", len(kept.Text), kept.Citations[0].Quote)
	}
	for i := range 300 {
		a.Citations = append(a.Citations, answer.Citation{Marker: i, Quote: strings.Repeat("x", 1000), End: 1000, Article: a.Citations[0].Article})
	}
	kept = stored(t, reply.KeepAnswer(a, seedCorpus()))
	if c := kept.Answer(seedCorpus()).Citations[0]; c.Quote != a.Citations[0].Quote {
		t.Errorf("the quote cut from the article is %q, want %q", c.Quote, a.Citations[0].Quote)
	}
	for i := range 3000 {
		a.Retrieved = append(a.Retrieved, answer.Retrieved{Article: answer.ArticleRef{ID: fmt.Sprint(i), Title: strings.Repeat("t", 200)}})
	}
	if body, err := reply.KeepAnswer(a, seedCorpus()).Encode(); !errors.Is(err, reply.ErrKept) {
		t.Errorf("Encode of thousands of articles = %d bytes, %v, want ErrKept", len(body), err)
	}
}

func FuzzParseKept(f *testing.F) {
	body, err := reply.KeepAnswer(recorded(f, "fact"), seedCorpus()).Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(body)
	f.Add([]byte(`{"v":1,"lookup":{},"articles":[{"id":"2017-12-21-astana-8"}],"passages":[{"start":-5,"end":1000000}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		k, err := reply.ParseKept(body)
		if err != nil {
			return
		}
		messages := reply.Sources(k.Answer(seedCorpus()), k.Articles(seedCorpus()), english())
		messages = append(messages, reply.Nearest(k.Nearest(seedCorpus()), english())...)
		if p, ok := k.Page(1, seedCorpus()); ok {
			messages = append(messages, reply.Lookup(p, english()))
		}
		if r, ok := k.Reading(0, reply.Own, seedCorpus()); ok {
			messages = append(messages, reply.Passage(r, english()))
		}
		for _, m := range messages {
			checkLimits(t, m)
		}
	})
}
