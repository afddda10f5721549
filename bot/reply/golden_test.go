package reply_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"rapporteur/answer"
	"rapporteur/bot/reply"
	"rapporteur/corpus"
)

var update = flag.Bool("update", false, "write the golden files, and the conversations to be drawn")

// kind is one kind of reply, as it is said in answer to something.
type kind struct {
	name      string
	asked     string
	ephemeral bool
	messages  func(t *testing.T) []reply.Message
}

// shown are all kinds of replies, by the golden file they are in.
var shown = []struct {
	file  string
	kinds []kind
}{
	{"answers", []kind{
		{"a fact in the article's words", "Who led Russia's delegation at the eighth Astana round?", false, answered("fact", english)},
		{"a quotation with its speaker", "What did Kerry say about Iran?", false, answered("say", english)},
		{"several articles in order of time", "How did Iran's place in the talks change between October 2015 and 2017?", false, answered("change", english)},
		{"several articles, for a reader of another language", "Wie änderte sich Irans Platz bei den Gesprächen?", false, answered("change", foreign)},
		{"several articles, told in German", "Wie änderte sich Irans Platz bei den Gesprächen?", false, answered("change", func() reply.Options { return in("de") })},
		{"a false premise", "Why did the rebels endorse the joint communique?", false, answered("premise", english)},
		{"a summary in answer to a command", "", false, answered("summary", func() reply.Options {
			o := english()
			o.Question = "Summarise the article on the first Astana talks"
			return o
		})},
		{"what a model wrote, with embeds", "Who led the delegations?", false, model(english)},
		{"what a model wrote, in plain text", "Who led the delegations?", false, model(func() reply.Options {
			o := english()
			o.Embeds = false
			return o
		})},
		{"the model is away", "Who led Russia's delegation at the eighth Astana round?", false, degraded(english)},
		{"the model is away, for a reader of another language", "Wer leitete die russische Delegation?", false, degraded(foreign)},
		{"an article with an address", "Who led Russia's delegation at the eighth Astana round?", false, func(t *testing.T) []reply.Message {
			a := recorded(t, "fact")
			for i := range a.Citations {
				a.Citations[i].Article.URL = "https://news.example/2017/astana-8?page=1"
			}
			return reply.Answer(a, english())
		}},
		{"a greeting", "hello", false, answered("greeting", english)},
		{"an answer that grows", "Who led the delegations?", false, func(t *testing.T) []reply.Message {
			return []reply.Message{reply.Growing(written(t).Text, english())}
		}},
	}},
	{"refusals", []kind{
		{"no evidence", "Who led the Turkish delegation at the January 2017 talks?", false, answered("refused_who", english)},
		{"no evidence, for a reader of another language", "Wer leitete die türkische Delegation?", false, answered("refused_who", foreign)},
		{"off topic, for a reader of another language", "Wie macht man Lasagne?", false, answered("off_topic", foreign)},
		{"no evidence, told in Arabic", "من ترأس الوفد التركي؟", false, answered("refused_who", func() reply.Options { return in("ar") })},
		{"an unknown name", "What did Angela Merkel say?", false, answered("unknown", english)},
		{"off topic", "give me a lasagna recipe", false, answered("off_topic", english)},
	}},
	{"buttons", []kind{
		{"sources", "Sources", true, func(t *testing.T) []reply.Message {
			return reply.Sources(recorded(t, "change"), seedCorpus(), english())
		}},
		{"sources when the article has gone", "Sources", true, func(t *testing.T) []reply.Message {
			return reply.Sources(recorded(t, "fact"), nil, english())
		}},
		{"nearest passages", "Nearest passages", true, func(t *testing.T) []reply.Message {
			return reply.Nearest(recorded(t, "refused_who").Retrieved, english())
		}},
		{"a passage that is cited", "Read a passage", true, func(t *testing.T) []reply.Message {
			a := recorded(t, "fact")
			r, _ := reply.KeepAnswer(a, seedCorpus()).Reading(0, reply.Own, seedCorpus())
			return []reply.Message{reply.Passage(r, english())}
		}},
		{"the last passage", "After", true, func(t *testing.T) []reply.Message {
			a := seedCorpus().Article(astana8)
			return []reply.Message{reply.Passage(reply.Reading{Article: a, Passage: len(a.Passages) - 1}, english())}
		}},
		{"a look-up, first page", "Wadi Barada truce", false, func(t *testing.T) []reply.Message {
			return []reply.Message{reply.Lookup(lookup(t, 0), english())}
		}},
		{"a look-up, last page", "Next", false, func(t *testing.T) []reply.Message {
			return []reply.Message{reply.Lookup(lookup(t, 99), english())}
		}},
		{"a look-up without hits", "lasagna", false, func(*testing.T) []reply.Message {
			return []reply.Message{reply.Lookup(reply.LookupPage{Query: "lasagna"}, english())}
		}},
	}},
	{"reports", reportKinds},
	{"proposals", proposalKinds},
}

func answered(name string, options func() reply.Options) func(t *testing.T) []reply.Message {
	return func(t *testing.T) []reply.Message { return reply.Answer(recorded(t, name), options()) }
}

func model(options func() reply.Options) func(t *testing.T) []reply.Message {
	return func(t *testing.T) []reply.Message { return reply.Answer(written(t), options()) }
}

func degraded(options func() reply.Options) func(t *testing.T) []reply.Message {
	return func(t *testing.T) []reply.Message {
		a := recorded(t, "fact")
		a.Degraded = "Only the first 1500 characters of the question were read. The writer is not available; these are the articles' own words."
		return reply.Answer(a, options())
	}
}

// lookup returns a page of what a look-up of a few words finds: the passages of
// all articles that hold one of them.
func lookup(t *testing.T, page int) reply.LookupPage {
	t.Helper()
	var found []answer.Retrieved
	for _, a := range seedCorpus().Articles {
		for i := range a.Passages {
			p := &a.Passages[i]
			if strings.Contains(p.Text(), "Wadi Barada") || strings.Contains(p.Text(), "truce") {
				found = append(found, retrieved(len(found)+1, p))
			}
		}
	}
	return reply.LookupPage{Query: "Wadi Barada truce", Hits: reply.Hits(found, seedCorpus()), Page: page}
}

func retrieved(rank int, p *corpus.Passage) answer.Retrieved {
	return answer.Retrieved{Rank: rank, Text: p.Text(), Start: p.Start, End: p.End, Article: answer.Reference(p.Article)}
}

// TestReplies compares every kind of reply with its golden file. With -update it
// writes these, and in testdata/pictures a conversation of each kind that can be
// drawn.
func TestReplies(t *testing.T) {
	for _, group := range shown {
		file := filepath.Join("testdata", group.file+".txtar")
		golden := &txtar.Archive{Comment: []byte("Replies as Discord gets them, read for people. Written by go test -update.\n\n")}
		for _, k := range group.kinds {
			messages := k.messages(t)
			for _, m := range messages {
				checkLimits(t, m)
			}
			golden.Files = append(golden.Files, txtar.File{Name: k.name, Data: []byte(readable(messages))})
			if *update {
				writePicture(t, k, messages)
			}
		}
		got := txtar.Format(golden)
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
}

// readable writes messages for people to review.
func readable(messages []reply.Message) string {
	var b strings.Builder
	for i, m := range messages {
		if i > 0 {
			b.WriteString("----\n")
		}
		b.WriteString(visibleJoiners.Replace(m.Content) + "\n")
		for _, e := range m.Embeds {
			b.WriteString("[embed]\n" + visibleJoiners.Replace(e.Description) + "\n")
		}
		for _, row := range m.Components {
			for _, c := range row.Components {
				writeComponent(&b, c)
			}
		}
	}
	return b.String()
}

// visibleJoiners makes what is invisible in a golden file visible.
var visibleJoiners = strings.NewReplacer("\u200b", "<U+200B>", "\u200c", "<U+200C>", "\u200d", "<U+200D>", "\u2067", "<U+2067>", "\u2069", "<U+2069>")

func writeComponent(b *strings.Builder, c reply.Component) {
	label := c.Label
	if c.Emoji != nil {
		label = strings.TrimSpace(c.Emoji.Name + " " + label)
	}
	if c.Disabled {
		label += " (disabled)"
	}
	if len(c.Options) > 0 {
		label = c.Placeholder
	}
	fmt.Fprintf(b, "[%s] %s\n", c.CustomID, label)
	for _, o := range c.Options {
		fmt.Fprintf(b, "  %s: %s | %s\n", o.Value, o.Label, o.Description)
	}
}

// writePicture writes a reply as a recorded conversation, the form in which
// tools/picture draws them.
func writePicture(t *testing.T, k kind, messages []reply.Message) {
	t.Helper()
	type object = map[string]any
	const asker, bot, at = "200000000000000001", "200000000000000002", "2026-11-22T12:00:00.000000+00:00"
	list := []object{}
	if k.asked != "" {
		list = append(list, object{
			"id": "1", "author": object{"id": asker, "name": "Reader", "bot": false}, "content": k.asked,
			"embeds": []any{}, "components": []any{}, "timestamp": at,
		})
	}
	for i, m := range messages {
		o := object{
			"id": fmt.Sprint(10 + i), "author": object{"id": bot, "name": "Rapporteur", "bot": true}, "content": m.Content,
			"embeds": m.Embeds, "components": m.Components, "ephemeral": k.ephemeral, "timestamp": at,
		}
		if i == 0 && k.asked != "" && !k.ephemeral {
			o["reply_to"] = list[0]
		}
		list = append(list, o)
	}
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	conversation := object{
		"channel": object{"name": "syria-talks", "type": "text", "guild": "News"},
		"users":   object{asker: "Reader", bot: "Rapporteur"}, "messages": list,
	}
	if err := encoder.Encode(conversation); err != nil {
		t.Fatal(err)
	}
	name := strings.NewReplacer(" ", "_", ",", "", "'", "").Replace(k.name) + ".json"
	if err := os.MkdirAll(filepath.Join("testdata", "pictures"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("testdata", "pictures", name), body.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
