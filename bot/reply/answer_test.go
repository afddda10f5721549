package reply_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/answer"
	"rapporteur/bot/reply"
	"rapporteur/corpus"
)

// TestMessageOnTheWire: what clears a message and switches mentions off is there
// when it is empty.
func TestMessageOnTheWire(t *testing.T) {
	body, err := json.Marshal(struct {
		reply.Message
		Flags int `json:"flags"`
	}{reply.Text("Hello."), 64})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"content":"Hello.","embeds":[],"components":[],"allowed_mentions":{"parse":[]},"flags":64}`
	if string(body) != want {
		t.Errorf("message = %s, want %s", body, want)
	}
}

func TestTextIsCutToOneMessage(t *testing.T) {
	m := reply.Text(strings.Repeat("Some words. ", 400))
	checkLimits(t, m)
	if !strings.HasSuffix(m.Content, ". …") {
		t.Errorf("Text ends with %q, want a sentence and an ellipsis", m.Content[len(m.Content)-20:])
	}
}

func TestNoButtonsWithoutAKey(t *testing.T) {
	for _, key := range []string{"", "a:b", strings.Repeat("k", 65)} {
		o := english()
		o.Key = key
		a := seedCorpus().Article(astana8)
		for _, m := range append(
			reply.Answer(recorded(t, "fact"), o),
			reply.Passage(reply.Reading{Article: a}, o), reply.Lookup(lookup(t, 0), o),
		) {
			if len(m.Components) > 0 {
				t.Errorf("with the key %q the message has components: %+v", key, m.Components)
			}
		}
	}
}

func TestQuestionIsOneQuotedLine(t *testing.T) {
	o := english()
	o.Question = "Who\n> is\n# <@123>?" + strings.Repeat(" and", 200)
	m := reply.Answer(recorded(t, "fact"), o)[0]
	line, _, _ := strings.Cut(m.Content, "\n")
	if want := "> Who > is # \\<\u200b@123>? and"; !strings.HasPrefix(line, want) || units(line) > 320 {
		t.Errorf("the first line is %q, want it to start with %q and to be short", line, want)
	}
}

// withSentences returns an answer of a model with n sentences, each with a
// citation of its own.
func withSentences(n int) *answer.Answer {
	a := &answer.Answer{Writer: "a-model", Question: "What was said?"}
	for i := 1; i <= n; i++ {
		quote := fmt.Sprintf("Sentence %d of the article says %d things, and no more than these.", i, i)
		a.Text += fmt.Sprintf("According to the article, sentence %d says %d things [%d]. ", i, i, i)
		a.Citations = append(a.Citations, answer.Citation{
			Marker: i, Quote: quote, Start: 100 * i, End: 100*i + len(quote),
			Article: answer.ArticleRef{ID: fmt.Sprintf("article-%d", i%7), Title: fmt.Sprintf("Article %d", i%7)},
		})
	}
	a.Text = strings.TrimSpace(a.Text)
	return a
}

// TestLongAnswersLoseNoCitation: however an answer is cut into messages, each
// marker stays with its sentence and has its quote or its source line.
func TestLongAnswersLoseNoCitation(t *testing.T) {
	for _, n := range []int{1, 10, 30, 60, 120} {
		for _, writer := range []string{"a-model", answer.Extractive} {
			for _, embeds := range []bool{true, false} {
				a := withSentences(n)
				a.Writer = writer
				o := english()
				o.Embeds = embeds
				messages := reply.Answer(a, o)
				for _, m := range messages {
					checkLimits(t, m)
				}
				all := shownText(messages...)
				for i := 1; i <= n; i++ {
					if sentence := fmt.Sprintf("sentence %d says %d things [%d].", i, i, i); !strings.Contains(all, sentence) {
						t.Errorf("%d sentences by %s: %q is not in one message", n, writer, sentence)
					}
					if got := strings.Count(all, fmt.Sprintf("[%d]", i)); got != 2 {
						t.Errorf("%d sentences by %s: marker %d stands %d times, want 2", n, writer, i, got)
					}
				}
				for i, m := range messages {
					if has := len(m.Components) > 0; has != (i == len(messages)-1) {
						t.Errorf("%d sentences by %s: message %d of %d has buttons: %v", n, writer, i+1, len(messages), has)
					}
				}
			}
		}
	}
}

// TestMarkersOfOthersAreNone: what looks like a marker in an article is shown,
// and is not one.
func TestMarkersOfOthersAreNone(t *testing.T) {
	a := recorded(t, "fact")
	a.Text = "“" + answer.Neutral("The report [1] of [7]") + "” [1] and [9](https://evil.example) [1](https://evil.example)"
	got := reply.Answer(a, english())[0].Content
	want := `“The report \[1\] of \[7\]” [1] and \[9\](https:\//evil.example) [1]\(https:\//evil.example)`
	if line, _, _ := strings.Cut(got, "\n"); line != want {
		t.Errorf("Answer shows %q, want %q", line, want)
	}
}

func TestGrowingKeepsItsEnd(t *testing.T) {
	o := english()
	o.Question = "What was said?"
	for _, n := range []int{0, 1, 10, 30, 60, 120} {
		text := withSentences(n).Text
		m := reply.Growing(text, o)
		checkLimits(t, m)
		if len(m.Components) > 0 {
			t.Errorf("%d sentences: growing has buttons", n)
		}
		last := text[strings.LastIndex(text, ". ")+1:]
		if !strings.HasPrefix(m.Content, "> What was said?\n") || !strings.HasSuffix(m.Content, last+" …") {
			t.Errorf("%d sentences: growing is %q, want the question and the end", n, m.Content)
		}
		if n > 50 && !strings.HasPrefix(m.Content, "> What was said?\n… According to") {
			t.Errorf("%d sentences: growing starts %q, want a whole sentence", n, m.Content[:60])
		}
	}
}

func TestArticlesAddressesAreShownOnlyWhenSafe(t *testing.T) {
	tests := []struct {
		url, want string
	}{
		{"https://news.example/a?b=c&d=%20e#f", " <https://news.example/a?b=c&d=%20e#f>"},
		{"http://news.example", " <http://news.example>"},
		{"https://news.example/a b>c", " <https://news.example/a%20b%3Ec>"},
		{"", ""},
		{"javascript:alert(1)", ""},
		{"discord://-/channels/1", ""},
		{"//news.example/a", ""},
		{"https:///a", ""},
		{"https://user:password@news.example/", ""},
		{"https://news.example/?q=<@123>", ""},
		{"https://nеws.example/", ""}, // the e is Cyrillic
		{"https://news.example/" + strings.Repeat("a", 400), ""},
		{"https://news.example/\nhttps://evil.example", ""},
	}
	for _, tt := range tests {
		line := reply.SourceLine(answer.ArticleRef{ID: "a", Title: "Title", URL: tt.url}, english().Texts)
		if want := "Title" + tt.want + " · publisher unknown · date unknown"; line != want {
			t.Errorf("SourceLine with the address %q = %q, want %q", tt.url, line, want)
		}
	}
}

func TestSourceLineMarksWhatIsNotCertain(t *testing.T) {
	tests := []struct {
		ref  answer.ArticleRef
		want string
	}{
		{answer.ArticleRef{ID: "a", Title: "T", Publisher: "P", PublisherBasis: "stated", Published: "2017-12-21", PublishedBasis: "stated"}, "T · P · 21 Dec 2017"},
		{answer.ArticleRef{ID: "a", Title: "T", Publisher: "P", PublisherBasis: "inferred", Published: "2016-08", PublishedBasis: "inferred"}, "T · P (inferred) · c. Aug 2016"},
		{answer.ArticleRef{ID: "a_b", Publisher: "*P*", Published: "soon"}, `a\_b · \*P\* · date unknown`},
	}
	for _, tt := range tests {
		if got := reply.SourceLine(tt.ref, english().Texts); got != tt.want {
			t.Errorf("SourceLine(%+v) = %q, want %q", tt.ref, got, tt.want)
		}
	}
}

func TestCoverageInWords(t *testing.T) {
	day := corpus.Date{Year: 2017, Month: 1, Day: 25}
	tests := []struct {
		c    reply.Coverage
		want string
	}{
		{reply.CoverageOf(seedCorpus().Articles), "{coverage.range n=5 from=2015-10 to=2017-12}"},
		{reply.Coverage{Articles: 1, From: day, To: day}, "{coverage.one_date n=1 date=2017-01}"},
		{reply.Coverage{Articles: 2}, "{coverage.none n=2}"},
	}
	for _, tt := range tests {
		if got := tt.c.Words(keyTexts{}); got != tt.want {
			t.Errorf("%+v.Words() = %q, want %q", tt.c, got, tt.want)
		}
	}
}

func TestRefusalsAreSaidByReasonAndKind(t *testing.T) {
	tests := []struct {
		reason string
		kind   answer.Kind
		want   string
	}{
		{answer.ReasonNoEvidence, answer.KindWho, "refusal.no_evidence.who"},
		{answer.ReasonNoEvidence, answer.KindHowOld, "refusal.no_evidence.figure"},
		{answer.ReasonNoEvidence, answer.KindYesNo, "refusal.no_evidence"},
		{answer.ReasonNoEvidence, "", "refusal.no_evidence"},
		{answer.ReasonOutOfRange, answer.KindWho, "refusal.outside_period"},
		{answer.ReasonUnknownName, answer.KindWho, "refusal.unknown_name"},
		{answer.ReasonOffTopic, answer.KindWho, "refusal.off_topic"},
		{answer.ReasonNotAsked, answer.KindWho, "refusal.not_a_question"},
		{answer.ReasonEmpty, answer.KindWho, "refusal.empty"},
	}
	for _, tt := range tests {
		a := &answer.Answer{Refused: true, Reason: tt.reason, Text: "The English."}
		a.Trace.Kind = tt.kind
		got := reply.Answer(a, foreign())[0].Content
		if want := "{" + tt.want + " coverage={coverage.range n=5 from=2015-10 to=2017-12}}"; got != want {
			t.Errorf("refusal for %s of %q = %q, want %q", tt.reason, tt.kind, got, want)
		}
		if got := reply.Answer(a, english())[0].Content; got != "The English." {
			t.Errorf("refusal for %s in English = %q, want what package answer says", tt.reason, got)
		}
	}
}

// TestEntriesAreTheCitedPassagesThenTheNearest: the select lists what Kept.Reading
// opens.
func TestEntriesAreTheCitedPassagesThenTheNearest(t *testing.T) {
	a := recorded(t, "change")
	messages := reply.Answer(a, english())
	rows := messages[len(messages)-1].Components
	kept := reply.KeepAnswer(a, seedCorpus())
	for i, option := range rows[1].Components[0].Options {
		r, ok := kept.Reading(i, reply.Own, seedCorpus())
		if !ok || option.Value != fmt.Sprint(i) || !strings.HasSuffix(option.Label, r.Article.Title) {
			t.Errorf("option %d is %+v and opens %v of %+v", i, option, ok, r.Article)
		}
		for _, c := range a.Citations {
			at := corpus.Span{Start: c.Start, End: c.End}
			if own := strings.Contains(option.Label, fmt.Sprintf("[%d]", c.Marker)); own != (cmp.Equal(c.Article, answer.Reference(r.Article)) && contains(r.Mark, at)) {
				t.Errorf("option %q opens a passage with the marks %v", option.Label, r.Mark)
			}
		}
	}
}

func contains(list []corpus.Span, s corpus.Span) bool {
	for _, have := range list {
		if have == s {
			return true
		}
	}
	return false
}
