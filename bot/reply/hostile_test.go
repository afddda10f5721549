package reply_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"rapporteur/answer"
	"rapporteur/bot/reply"
	"rapporteur/corpus"
)

// strange is an article, and answers from it, made of one hostile text.
type strange struct {
	text    string
	article *corpus.Article
	answer  *answer.Answer
}

func (s strange) Article(id string) *corpus.Article {
	if id != s.article.ID {
		return nil
	}
	return s.article
}

// newStrange puts a text everywhere that a text from outside can stand. The
// article consists of it and is one sentence and one passage.
func newStrange(text string) strange {
	body := strings.ToValidUTF8(text, "\uFFFD")
	a := &corpus.Article{
		ID: text, Title: text, Publisher: text, URL: text, Published: corpus.Date{Year: 2017}, Hash: "hash", Body: body,
	}
	all := corpus.Span{End: len(body)}
	a.Paragraphs = []corpus.Span{all}
	a.Sentences = []corpus.Sentence{{Span: all}}
	a.Passages = []corpus.Passage{{Article: a, Last: 1, Span: all}}
	ref := answer.Reference(a)
	return strange{text, a, &answer.Answer{
		Question: text, Text: "“" + answer.Neutral(body) + "” [1] (" + answer.Neutral(text) + ")", Degraded: text, Writer: "a-model",
		Citations: []answer.Citation{{Marker: 1, Quote: body, End: len(body), Article: ref}},
		Retrieved: []answer.Retrieved{{Rank: 1, Text: body, End: len(body), Article: ref}, {Rank: 2, Text: text, Start: 1, End: 2, Article: ref}},
	}}
}

// replies returns every kind of reply there is.
func (s strange) replies(o reply.Options) map[string][]reply.Message {
	o.Question = s.text
	extractive, refused, unproved := *s.answer, *s.answer, *s.answer
	extractive.Writer = answer.Extractive
	refused.Refused, refused.Reason, refused.Citations = true, answer.ReasonNoEvidence, nil
	unproved.Text = s.text
	kept := reply.KeepAnswer(s.answer, s)
	reading, _ := kept.Reading(0, reply.Own, s)
	page := reply.LookupPage{Query: s.text, Hits: reply.Hits(s.answer.Retrieved, s)}
	return map[string][]reply.Message{
		"answer of a model":       reply.Answer(s.answer, o),
		"answer in its own words": reply.Answer(&extractive, o),
		"answer of plain text":    reply.Answer(&unproved, o),
		"refusal":                 reply.Answer(&refused, o),
		"growing":                 {reply.Growing(s.answer.Text, o)},
		"sources":                 reply.Sources(s.answer, s, o),
		"sources of what is gone": reply.Sources(s.answer, nil, o),
		"nearest":                 reply.Nearest(s.answer.Retrieved, o),
		"passage":                 {reply.Passage(reading, o)},
		"passage with words":      {reply.Passage(reply.Reading{Article: s.article, Query: s.text}, o)},
		"lookup":                  {reply.Lookup(page, o)},
	}
}

// obeyed matches what Discord would obey in a message of ours, whose own marks
// are bold, quotation lines, small print and addresses in angle brackets.
var obeyed = regexp.MustCompile("(?i)@(?:everyone|here)|<[@#/:a-z!]|[a-z]://|discord[a-z]*\\.[a-z]{2,}/|\\]\\(|[_`~|]|(?:^|[^*])\\*(?:[^*]|$)|:[a-z0-9_+-]+:")

var (
	addresses = regexp.MustCompile(`<https?://[\x21-\x7e]+>`)
	ourMark   = regexp.MustCompile(`(?m)^(?:> )?(?:-# )?`)
	lineStart = regexp.MustCompile(`(?m)^(?:#{1,3} |[-+] |-#|\d+\. |>)`)
)

func checkReplies(t *testing.T, s strange) {
	t.Helper()
	for _, embeds := range []bool{true, false} {
		o := english()
		o.Embeds = embeds
		for name, messages := range s.replies(o) {
			if len(messages) == 0 {
				t.Errorf("%s of %.100q has no message", name, s.text)
			}
			for _, m := range messages {
				for _, problem := range overLimits(m) {
					t.Errorf("%s of %.100q: %s", name, s.text, problem)
				}
			}
			shown := addresses.ReplaceAllString(inert(shownText(messages...)), "")
			if m := obeyed.FindString(shown); m != "" {
				t.Errorf("%s of %.100q obeys %q: %.1000q", name, s.text, m, shown)
			}
			if m := lineStart.FindString(ourMark.ReplaceAllString(shown, "")); m != "" {
				t.Errorf("%s of %.100q has a line that starts with %q: %.1000q", name, s.text, m, shown)
			}
		}
	}
}

func TestHostileTextsInEveryReply(t *testing.T) {
	for _, tt := range hostile {
		t.Run(tt.name, func(t *testing.T) { checkReplies(t, newStrange(tt.text)) })
	}
}

func FuzzReplies(f *testing.F) {
	for _, tt := range hostile[:5] { // the others have a test of their own
		f.Add(tt.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 20_000 {
			t.Skip("longer than what Discord and the bot take")
		}
		checkReplies(t, newStrange(text))
	})
}

// TestQuotesAreSeenAsTheyStand: below what a model wrote, and in the passages
// that are shown, each visible character of a quote is there.
func TestQuotesAreSeenAsTheyStand(t *testing.T) {
	for _, tt := range hostile {
		if !utf8.ValidString(tt.text) || tt.name == "zalgo" {
			continue
		}
		s := newStrange(tt.text)
		// Parts of a long quote are quotation lines and bold each.
		strip := func(messages []reply.Message) string {
			return strings.ReplaceAll(visible(unescaped(strings.ReplaceAll(shownText(messages...), "\n> ", "\n"))), " ", "")
		}
		want := strings.ReplaceAll(visible(tt.text), " ", "")
		if got := strip(reply.Answer(s.answer, english())); !strings.Contains(got, "“"+want+"”") {
			t.Errorf("%s: the answer shows %.500q, want the quote %.500q", tt.name, got, want)
		}
		if got := strings.ReplaceAll(strip(reply.Sources(s.answer, s, english())), "**", ""); !strings.Contains(got, strings.ReplaceAll(want, "**", "")) {
			t.Errorf("%s: the sources show %.500q, want the quote %.500q", tt.name, got, want)
		}
	}
}

// TestLookupPagesHoldEveryHitOnce: whatever the lengths of the hits.
func TestLookupPagesHoldEveryHitOnce(t *testing.T) {
	for _, words := range []int{1, 40, 130, 400} {
		var hits []reply.Hit
		for i := range 11 {
			r := answer.Retrieved{Rank: i + 1, Text: fmt.Sprintf("hit%d ", i) + strings.Repeat("word ", words*(1+i%3)), Article: answer.ArticleRef{ID: "a", Title: "Title", Publisher: "P"}}
			hits = append(hits, reply.Hit{Retrieved: r, Paragraph: i + 1})
		}
		next := 0
		for page := 0; next < len(hits); page++ {
			m := reply.Lookup(reply.LookupPage{Query: "word", Hits: hits, Page: page}, english())
			checkLimits(t, m)
			options := m.Components[len(m.Components)-1].Components[0].Options
			if len(options) == 0 || len(options) > 3 {
				t.Fatalf("%d words: page %d has %d hits", words, page, len(options))
			}
			for _, o := range options {
				if o.Value != fmt.Sprint(next) || !strings.Contains(m.Content, fmt.Sprintf("**%d of 11** · P", next+1)) {
					t.Errorf("%d words: page %d has option %s, want hit %d, in %.200q", words, page, o.Value, next, m.Content)
				}
				next++
			}
			if page > 11 {
				t.Fatal("the pages do not end")
			}
		}
	}
}

// TestPassagesLeaveOutWhatCleaningTookOut: a passage may reach over a notice of
// the site.
func TestPassagesLeaveOutWhatCleaningTookOut(t *testing.T) {
	body := "One sentence. Subscribe now! Another sentence."
	notice := corpus.Span{Start: strings.Index(body, "Subscribe"), End: strings.Index(body, " Another")}
	a := &corpus.Article{ID: "a", Title: "Title", Body: body, Removed: []corpus.Removal{{Span: notice}}}
	a.Passages = []corpus.Passage{{Article: a, Span: corpus.Span{End: len(body)}}}
	mark := []corpus.Span{{Start: notice.End + 1, End: len(body)}}
	got := reply.Passage(reply.Reading{Article: a, Mark: mark}, english()).Content
	if want := "> One sentence. … **Another sentence.**"; !strings.HasSuffix(got, "\n"+want) {
		t.Errorf("Passage = %q, want it to end with %q", got, want)
	}
}

// TestLongPassagesShowWhatIsMarked: what is cut is what stands farthest from it.
func TestLongPassagesShowWhatIsMarked(t *testing.T) {
	body := strings.Repeat("before ", 900) + "the marked words " + strings.Repeat("after ", 900)
	at := strings.Index(body, "the marked")
	a := &corpus.Article{ID: "a", Title: "Title", Body: body}
	a.Passages = []corpus.Passage{{Article: a, Span: corpus.Span{End: len(body)}}}
	m := reply.Passage(reply.Reading{Article: a, Mark: []corpus.Span{{Start: at, End: at + len("the marked words")}}}, english())
	checkLimits(t, m)
	for _, want := range []string{"> … before before", "before **the marked words** after", "after …"} {
		if !strings.Contains(m.Content, want) {
			t.Errorf("Passage = %q, want %q in it", m.Content, want)
		}
	}
}

// TestEndlessPassagesAreReadInPart: an article may be one line of megabytes.
func TestEndlessPassagesAreReadInPart(t *testing.T) {
	body := strings.Repeat("жbefore ", 200_000) + "the marked words " + strings.Repeat("after ", 200_000)
	at := strings.Index(body, "the marked")
	a := &corpus.Article{ID: "a", Title: "Title", Body: body}
	a.Passages = []corpus.Passage{{Article: a, Span: corpus.Span{End: len(body)}}}
	r := reply.Reading{Article: a, Mark: []corpus.Span{{Start: at, End: at + len("the marked words")}}}
	hit := reply.Hit{Retrieved: answer.Retrieved{Text: body, Article: answer.Reference(a)}}
	refused := &answer.Answer{Refused: true, Text: "No.", Retrieved: []answer.Retrieved{hit.Retrieved}}
	messages := reply.Answer(refused, english())
	messages = append(messages, reply.Passage(r, english()), reply.Lookup(reply.LookupPage{Query: "before", Hits: []reply.Hit{hit}}, english()))
	for _, m := range messages {
		checkLimits(t, m)
		if !strings.HasSuffix(m.Content, " …") {
			t.Errorf("message ends with %q, want an ellipsis", m.Content[len(m.Content)-20:])
		}
	}
	if m := messages[1]; !strings.Contains(m.Content, "жbefore **the marked words** after") {
		t.Errorf("Passage = %q, want the marked words in it", m.Content)
	}
}
