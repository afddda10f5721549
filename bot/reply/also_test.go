package reply_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/answer"
	"rapporteur/bot/reply"
)

// copied is an answer whose first citation another article is said to print too.
func copied(t *testing.T, publisher string) *answer.Answer {
	t.Helper()
	a := recorded(t, "fact")
	other := seedCorpus().Articles[0]
	s := other.Sentences[2].Span
	ref := answer.Reference(other)
	ref.Publisher = publisher
	a.Citations[0].Also = []answer.Also{{Article: ref, Start: s.Start, End: s.End, Quote: other.Text(s)}}
	a.Retrieved[0].Also = a.Citations[0].Also
	return a
}

func TestAlsoInIsShown(t *testing.T) {
	a := copied(t, "Harbour Times")
	model := *a
	model.Writer = "a-model"
	hits := reply.LookupPage{Query: "talks", Hits: reply.Hits(a.Retrieved, seedCorpus())}
	for where, shown := range map[string]string{
		"an answer":           shownText(reply.Answer(a, english())...),
		"one that is written": shownText(reply.Answer(&model, english())...),
		"its sources":         shownText(reply.Sources(a, seedCorpus(), english())...),
		"a look-up":           shownText(reply.Lookup(hits, english())),
	} {
		if n := strings.Count(shown, "also in: Harbour Times, "); n != 1 {
			t.Errorf("%s names the other article %d times, want once:\n%s", where, n, shown)
		}
	}
	if shown := shownText(reply.Answer(recorded(t, "fact"), english())...); strings.Contains(shown, "also in") {
		t.Errorf("without another article: %s", shown)
	}
}

// TestAlsoIsKept: a kept reply names the same articles, but for those that have
// changed since.
func TestAlsoIsKept(t *testing.T) {
	a := copied(t, seedCorpus().Articles[0].Publisher)
	kept := stored(t, reply.KeepAnswer(a, seedCorpus()))
	if diff := cmp.Diff(a.Citations[0].Also, kept.Answer(seedCorpus()).Citations[0].Also); diff != "" {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(a.Retrieved[0].Also, kept.Nearest(seedCorpus())[0].Also); diff != "" {
		t.Errorf("kept passage (-want +got):\n%s", diff)
	}
	now := changed{other: seedCorpus().Articles[0].ID}
	if also := kept.Answer(now).Citations[0].Also; also != nil {
		t.Errorf("an article that has changed is still named: %v", also)
	}
	if _, err := reply.ParseKept([]byte(`{"v":2,"articles":[{"id":"a"}],"citations":[{"n":1,"article":0,"also":[{"article":7}]}]}`)); err == nil {
		t.Error("ParseKept takes a copy in an article that is not there")
	}
}

func TestAlsoIsBoundedAndEscaped(t *testing.T) {
	a := copied(t, "@everyone **[x](http://evil.example)** "+strings.Repeat("W", 500))
	for range 40 {
		a.Citations[0].Also = append(a.Citations[0].Also, a.Citations[0].Also[0])
	}
	for _, m := range reply.Answer(a, english()) {
		checkLimits(t, m)
		if len(m.Content) > 1900 || strings.Contains(m.Content, "[x](http") {
			t.Errorf("message = %q", m.Content)
		}
	}
}
