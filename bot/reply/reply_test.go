package reply_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"rapporteur/answer"
	"rapporteur/bot/locale"
	"rapporteur/bot/reply"
	"rapporteur/corpus"
	"rapporteur/seeds"
)

// seedCorpus is the articles that come with the program.
var seedCorpus = sync.OnceValue(func() *corpus.Corpus {
	c, err := corpus.Load(seeds.Articles, corpus.Options{})
	if err != nil {
		panic(err)
	}
	return c
})

func english() reply.Options {
	return reply.Options{
		Texts: locale.ForLanguage("en"), Embeds: true, Key: "k7Qm2x",
		Coverage: reply.CoverageOf(seedCorpus().Articles),
	}
}

func in(language string) reply.Options {
	o := english()
	o.Texts = locale.ForLanguage(language)
	return o
}

// foreign are options for a reader of a language of which nothing is known but
// its keys, so that golden files show which text is said where.
func foreign() reply.Options {
	o := english()
	o.Texts = keyTexts{}
	return o
}

type keyTexts struct{}

func (keyTexts) Language() string       { return "xx" }
func (keyTexts) Date(iso string) string { return iso }
func (keyTexts) Say(key string, args ...any) string {
	for i := 0; i+1 < len(args); i += 2 {
		key += fmt.Sprintf(" %v=%v", args[i], args[i+1])
	}
	return "{" + key + "}"
}

// recorded returns an answer that the program gave, from testdata/answers.
func recorded(t testing.TB, name string) *answer.Answer {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("testdata", "answers", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	a := &answer.Answer{}
	if err := json.Unmarshal(body, a); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if a.Refused {
		a.Trace.Kind = answer.KindWho
	}
	return a
}

const astana8 = "2017-12-21-astana-8"

// written returns an answer as a model writes it, with two quotations.
func written(t testing.TB) *answer.Answer {
	t.Helper()
	a := recorded(t, "fact")
	a.Writer = "a-model"
	a.Text = "Alexander Lavrentiev, President Putin's special envoy for Syria, led the Russian delegation at the eighth round in Astana in December 2017 [1]. " +
		"Sedat Önal, deputy undersecretary of the Foreign Ministry, headed the Turkish one [2]."
	a.Citations = append(a.Citations[:1:1], citation(t, 2, seedCorpus().Article(astana8), "The Turkish delegation is headed by Sedat Önal"))
	return a
}

// citation cites the sentence of an article that starts with some words.
func citation(t testing.TB, marker int, a *corpus.Article, start string) answer.Citation {
	t.Helper()
	for _, s := range a.Sentences {
		if strings.HasPrefix(a.Text(s.Span), start) {
			return answer.Citation{Marker: marker, Quote: a.Text(s.Span), Start: s.Start, End: s.End, Article: answer.Reference(a)}
		}
	}
	t.Fatalf("no sentence of %s starts with %q", a.ID, start)
	return answer.Citation{}
}

// units returns the length of s as the clients count it.
func units(s string) int { return len(utf16.Encode([]rune(s))) }

// checkLimits reports what Discord would refuse of a message.
func checkLimits(t testing.TB, m reply.Message) {
	t.Helper()
	for _, problem := range overLimits(m) {
		t.Errorf("%s in message %.200q", problem, m.Content)
	}
}

func overLimits(m reply.Message) []string {
	var out []string
	check := func(what, s string, least, most int) {
		if n := units(s); n < least || n > most {
			out = append(out, fmt.Sprintf("%s of %d units, want %d to %d", what, n, least, most))
		}
		if !utf8.ValidString(s) {
			out = append(out, what+" is not UTF-8")
		}
	}
	check("content", m.Content, 0, 2000)
	if strings.TrimFunc(m.Content, unseen) == "" && len(m.Embeds) == 0 {
		out = append(out, "nothing to see")
	}
	if m.Embeds == nil || m.Components == nil || m.AllowedMentions.Parse == nil || len(m.AllowedMentions.Parse) > 0 {
		out = append(out, "embeds, components or mentions are nil, or mentions are parsed")
	}
	sum := 0
	for _, e := range m.Embeds {
		check("embed description", e.Description, 1, 4096)
		check("embed title", e.Title, 0, 256)
		sum += units(e.Description) + units(e.Title)
	}
	if sum > 6000 || len(m.Embeds) > 10 {
		out = append(out, fmt.Sprintf("%d embeds of %d units", len(m.Embeds), sum))
	}
	return append(out, overComponents(m.Components, check)...)
}

func overComponents(rows []reply.Row, check func(what, s string, least, most int)) []string {
	var out []string
	if len(rows) > 5 {
		out = append(out, fmt.Sprintf("%d rows", len(rows)))
	}
	ids := map[string]bool{}
	for _, row := range rows {
		if row.Type != 1 || len(row.Components) == 0 || len(row.Components) > 5 {
			out = append(out, fmt.Sprintf("row of type %d with %d components", row.Type, len(row.Components)))
		}
		for _, c := range row.Components {
			check("custom id", c.CustomID, 1, 100)
			check("label", c.Label, 0, 80)
			check("placeholder", c.Placeholder, 0, 150)
			if _, ok := reply.ParseID(c.CustomID); (!ok && !c.Disabled) || ids[c.CustomID] {
				out = append(out, fmt.Sprintf("custom id %q cannot be read or stands twice", c.CustomID))
			}
			ids[c.CustomID] = true
			switch {
			case c.Type == 2 && (c.Style < 1 || c.Style > 4 || c.Label == "" && c.Emoji == nil):
				out = append(out, "button without style, or without label and emoji")
			case c.Type == 3 && (len(c.Options) == 0 || len(c.Options) > 25 || len(row.Components) > 1):
				out = append(out, fmt.Sprintf("select with %d options among %d", len(c.Options), len(row.Components)))
			}
			for i, o := range c.Options {
				check("option label", o.Label, 1, 100)
				check("option description", o.Description, 0, 100)
				if first := o.Value; i > 0 && first == c.Options[i-1].Value {
					out = append(out, "option value stands twice")
				}
			}
		}
	}
	return out
}

func unseen(r rune) bool { return unicode.IsSpace(r) || unicode.In(r, unicode.Cf, unicode.Cc) }

// shownText returns all markdown of messages.
func shownText(messages ...reply.Message) string {
	var b strings.Builder
	for _, m := range messages {
		b.WriteString(m.Content + "\n")
		for _, e := range m.Embeds {
			b.WriteString(e.Description + "\n")
		}
	}
	return b.String()
}
