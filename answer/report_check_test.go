package answer_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"rapporteur/answer"
)

func check(tb testing.TB, text string) *answer.Report {
	tb.Helper()
	r, err := syria(tb).Check(tb.Context(), answer.CheckRequest{Text: text})
	if err != nil {
		tb.Fatalf("Check(%q): %v", text, err)
	}
	return r
}

// TestCheckMessage pastes a message as people post it: a quotation, a list,
// emphasis, a link, pictures and a question.
func TestCheckMessage(t *testing.T) {
	r := check(t, "Hello everyone! 👋\n"+
		"> **The rebels endorsed** the joint communique. 😡\n"+
		"- Air strikes killed 19 people in Idlib, including seven children ([source](https://example.org/x?a=1)).\n"+
		"1. De Mistura resigned as UN envoy. https://example.org/y\n"+
		"What do you think?\nI think this is really sad.")
	want := []struct {
		text    string
		verdict answer.Verdict
	}{
		{"Hello everyone!", answer.NotCovered},
		{"The rebels endorsed the joint communique.", answer.Contradicted},
		{"Air strikes killed 19 people in Idlib, including seven children (source).", answer.Supported},
		{"De Mistura resigned as UN envoy.", answer.NotCovered},
		{"What do you think?", answer.NotCovered},
		{"I think this is really sad.", answer.NotCovered},
	}
	if len(r.Sentences) != len(want) {
		t.Fatalf("%d sentences, want %d: %+v", len(r.Sentences), len(want), r.Sentences)
	}
	for i, w := range want {
		got := r.Sentences[i]
		if got.Text != w.text || got.Verdict != w.verdict {
			t.Errorf("sentence %d = %q, %s, want %q, %s", i, got.Text, got.Verdict, w.text, w.verdict)
		}
		if decided := got.Verdict != answer.NotCovered; decided != (len(got.Markers) > 0) {
			t.Errorf("%q is %s with markers %v", got.Text, got.Verdict, got.Markers)
		}
	}
	for i, why := range map[int]string{0: "not a claim", 1: "rebels did not endorse", 4: "question", 5: "opinion"} {
		if got := r.Sentences[i].Why; !strings.Contains(got, why) {
			t.Errorf("why of %q = %q, want %q in it", r.Sentences[i].Text, got, why)
		}
	}
	if r.AsOf != "2017-12-21" || r.Refused || r.Kind != answer.ReportCheck {
		t.Errorf("as of %s, refused %v, kind %s", r.AsOf, r.Refused, r.Kind)
	}
	checkReportMarkers(t, r)
}

// checkReportMarkers holds the promise: each marker in the text has its citation,
// each citation is verbatim, and each sentence's markers are there.
func checkReportMarkers(tb testing.TB, r *answer.Report) {
	tb.Helper()
	b := syria(tb)
	for i, c := range r.Citations {
		a := b.article(c.Article.ID)
		if c.Marker != i+1 || a == nil || a.Body[c.Start:c.End] != c.Quote {
			tb.Errorf("citation %d = %+v is not verbatim or not in order", i, c)
		}
	}
	for _, m := range markers(r.Text) {
		if m < 1 || m > len(r.Citations) {
			tb.Errorf("marker [%d] has no citation in %q", m, r.Text)
		}
	}
	for _, s := range r.Sentences {
		for _, m := range s.Markers {
			if m < 1 || m > len(r.Citations) {
				tb.Errorf("%q has the marker %d of %d citations", s.Text, m, len(r.Citations))
			}
		}
	}
}

func TestCheckSaysWhy(t *testing.T) {
	for _, test := range []struct{ claim, why string }{
		{"Air strikes killed 29 people in Idlib Province.", "“19 people”, not “29 people”"},
		{"Russia launched a bombing campaign in Syria on 15 September.", "“30 September”, not “15 September”"},
		{"The Turkish delegation is headed by Alexander Lavrentiev.", "“Sedat Önal”, not “Alexander Lavrentiev”"},
		{"Iranian officials said any future US involvement was acceptable.", "“unacceptable”, not “acceptable”"},
		{"Iran is one of the main obstacles to progress.", "only reports that"},
	} {
		got := check(t, test.claim).Sentences[0]
		if !strings.Contains(got.Why, test.why) {
			t.Errorf("Check(%q): %s, why %q, want %q in it", test.claim, got.Verdict, got.Why, test.why)
		}
	}
}

// TestCheckPronouns holds that "he" is who the sentence before names.
func TestCheckPronouns(t *testing.T) {
	r := check(t, "John Kerry met Lavrov in Vienna. He rejected the suggestion of involving Tehran for now.")
	if got := r.Sentences[1].Verdict; got != answer.Supported {
		t.Errorf("“He rejected …” is %s, want supported", got)
	}
	r = check(t, "Al Jaafari spoke to reporters. He rejected the suggestion of involving Tehran for now.")
	if got := r.Sentences[1].Verdict; got == answer.Supported {
		t.Errorf("“He rejected …” of another one is supported by %q", r.Citations[0].Quote)
	}
}

// TestCheckArticles holds that only the articles asked for decide.
func TestCheckArticles(t *testing.T) {
	b := syria(t)
	const claim = "Air strikes killed 19 people in Idlib, including seven children."
	for _, a := range b.articles {
		r, err := b.Check(t.Context(), answer.CheckRequest{Text: claim, Articles: []string{a.ID}})
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Contains(a.Body, "killed 19 people")
		if got := r.Sentences[0].Verdict == answer.Supported; got != want {
			t.Errorf("in %s alone the claim is %s", a.ID, r.Sentences[0].Verdict)
		}
		for _, c := range r.Citations {
			if c.Article.ID != a.ID {
				t.Errorf("%s is cited, and only %s was asked for", c.Article.ID, a.ID)
			}
		}
	}
}

// TestCheckLanguages holds that a claim in another language is never supported
// for words that the lexicon does not know.
func TestCheckLanguages(t *testing.T) {
	for _, claim := range []string{
		"Die Rebellen haben das gemeinsame Kommuniqué unterzeichnet.",
		"Les rebelles ont signé un accord avec le gouvernement à Astana.",
		"Россия вывела свои войска из Сирии.",
		"Rusya Suriye'den çekildi.",
	} {
		if got := check(t, claim).Sentences[0]; got.Verdict == answer.Supported {
			t.Errorf("Check(%q) = supported", claim)
		}
	}
}

func TestCheckEmpty(t *testing.T) {
	for _, text := range []string{"", " \n\t", "😀😀", "https://example.org/", "> \n- \n", "\x00\u200b"} {
		r := check(t, text)
		if !r.Refused || r.Reason != answer.ReasonEmpty || r.Text == "" || len(r.Sentences) != 0 {
			t.Errorf("Check(%q): refused %v for %q, %d sentences, text %q", text, r.Refused, r.Reason, len(r.Sentences), r.Text)
		}
	}
}

func TestCheckBounds(t *testing.T) {
	long := strings.Repeat("The rebels did not endorse the joint communique. ", 40_000)
	r := check(t, long)
	if len(r.Sentences) != 30 || r.Degraded == "" {
		t.Errorf("%d sentences checked, degraded %q, want 30 and a word on the rest", len(r.Sentences), r.Degraded)
	}
	r = check(t, strings.Repeat("word", 300_000))
	if len(r.Sentences) > 30 || r.Degraded == "" {
		t.Errorf("one long word: %d sentences, degraded %q", len(r.Sentences), r.Degraded)
	}
}

func TestCheckCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := syria(t).Check(ctx, answer.CheckRequest{Text: "The rebels endorsed the joint communique."})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Check with a cancelled context: %v", err)
	}
}

// TestCheckNeutral holds that what a user pastes can neither ping nor pass for a
// marker in the report.
func TestCheckNeutral(t *testing.T) {
	r := check(t, "@everyone the rebels endorsed the communique [1] and [2](https://evil.example), says <@123456789012345678>.")
	for _, bad := range []string{"@everyone", "https://evil.example", "<@123"} {
		if strings.Contains(r.Text, bad) {
			t.Errorf("%q stands in %q", bad, r.Text)
		}
	}
	checkReportMarkers(t, r)
}

func FuzzCheck(f *testing.F) {
	for _, s := range []string{
		"The rebels endorsed the joint communique.", "> quote\n* list **bold** [x](http://y) <:e:123456>", "Kerry said \"Iran", "“", "1,9", "no not never",
		"He said. They did. It was.", "Both", "is is is", "Game 4", "的 习近平 leads", "(left)", "Alloush, the head of",
	} {
		f.Add(s)
	}
	b := syria(f)
	f.Fuzz(func(t *testing.T, s string) {
		r, err := b.Check(t.Context(), answer.CheckRequest{Text: s})
		if err != nil {
			t.Fatal(err)
		}
		if !utf8.ValidString(r.Text) || r.Text == "" || len(r.Sentences) > 30 {
			t.Errorf("Check(%q).Text = %q, %d sentences", s, r.Text, len(r.Sentences))
		}
		for _, c := range r.Sentences {
			if (c.Verdict == answer.Supported || c.Verdict == answer.Contradicted) && len(c.Markers) == 0 {
				t.Errorf("%q is %s by nothing", c.Text, c.Verdict)
			}
		}
		checkReportMarkers(t, r)
	})
}
