package corpus_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
)

// sentences decodes a text and returns its sentences as written.
func sentences(t testing.TB, text string) []string {
	t.Helper()
	var out []string
	a := decode(t, text)
	for _, s := range a.Sentences {
		out = append(out, a.Text(s.Span))
	}
	return out
}

func decode(t testing.TB, text string) *corpus.Article {
	t.Helper()
	a, err := corpus.Decode("dir/a.txt", []byte(text), corpus.Options{})
	if err != nil {
		t.Fatalf("Decode(%q): %v", text, err)
	}
	checkArticle(t, a)
	return a
}

func TestSentences(t *testing.T) {
	// Each case is a paragraph; "|" stands where one sentence ends and the next
	// begins.
	for name, want := range map[string]string{
		"plain":                       "The talks began. |The rebels left! |Who stayed? |Nobody.",
		"initialism before a name":    "The U.S. Secretary of State met U.N. Envoy Staffan de Mistura.",
		"initialism ends a sentence":  "He left the U.S. |The talks went on without the U.K. |In Geneva they failed.",
		"titles":                      "Mr. Kerry met Dr. Zarif and Gen. Dunford. |Sen. McCain and Rep. Ryan did not. |St. Petersburg was next.",
		"months before a day":         "A shaky Dec. 30 truce. |On Sept. 9 it failed. |It began in Jan. |The rest is known.",
		"number":                      "Resolution No. 2254 passed. |The answer was no. |Iran agreed.",
		"company":                     "Apple Inc. reported profits. |He sued Apple Inc. |The court agreed.",
		"initials of a name":          "J. K. Rowling and George W. Bush met. |It was plan B. |They had no plan C.",
		"times":                       "It began at 9 a.m. on Friday. |It ended at 5 p.m. |The police came.",
		"latin":                       "Some states, e.g. Iran, i.e. the sponsors, voted vs. Turkey, Qatar, etc. in May.",
		"decimals":                    "It fell 7.5 percent to 1,200.50 in 2016. |The rest rose 3.2 percent.",
		"ellipsis":                    "He paused ... and went on. |Then silence... |The end… |Really.",
		"question and attribution":    "“Why is Russia doing this now?” said one diplomat. |“Stop!” he cried. |She left.",
		"straight attribution":        "\"Why now?\" asked Kerry. |\"Because.\" |He smiled.",
		"quotation of several":        "“Frankly, we’re baffled. |Why is Russia doing this? |What has changed?” said one diplomat.",
		"stop inside the mark":        "He called it “better than nothing.” |“But there is no silver bullet,” he said.",
		"stop outside the mark":       "He called it “fruitless sitting around”. |Lavrentyev disagreed.",
		"single quotation":            "‘We will go.’ |‘They will stay,’ he said.",
		"brackets":                    "He went (it was late.) |They stayed. |(The minister did not comment.) |Nobody did.",
		"no space after the stop":     "They signed the deal.The rebels left.\"We tried,\" he said.",
		"sites are words":             "See bbc.co.uk and Node.js for more. |Done.",
		"small letters begin a name":  "It failed. |al-Jubeir said so. |de Mistura agreed.",
		"numbered item":               "1. January 6 was discussed. |The rest was not.",
		"year ends a sentence":        "It ended in 2016. |It began in 2011. |Five years it lasted.",
		"French spacing":              "Il a dit « Oui ! » |Puis il est parti.",
		"Arabic question":             "هل ستستمر المحادثات؟ |نعم ستستمر غدا. |انتهى.",
		"ideographic stops":           "会谈开始了。|双方没有见面。|明天继续。",
		"lower case and spaced stops": "the u.s . first proposed to help nato develop its own force . |but europe made no attempt . |mr . kennedy met dr . adenauer on dec . 28 in bonn . |it was the end .",
		"dash after a question":       "The question – why now? – remained. |Nobody answered.",
		"exclamation in a name":       "Yahoo! said so. |Nobody cared.",
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.ReplaceAll(want, "|", "")
			var parts []string
			for part := range strings.SplitSeq(want, "|") {
				parts = append(parts, strings.TrimSpace(part))
			}
			if name == "no space after the stop" {
				parts = []string{"They signed the deal.", "The rebels left.", "\"We tried,\" he said."}
			}
			if diff := cmp.Diff(parts, sentences(t, text)); diff != "" {
				t.Errorf("Sentences(%q) (-want +got):\n%s", text, diff)
			}
		})
	}
}

func TestParagraphs(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"blank lines": {"The first one is here.\n\nThe second one is here.\r\n\r\nThe third.", []string{"The first one is here.", "The second one is here.", "The third."}},
		"lines":       {"The first one is here.\nThe second one is here.\rThe third.", []string{"The first one is here.", "The second one is here.", "The third."}},
		"wrapped to a width": {
			"Peace talks between the government and the opposition were a\ncoup for their international sponsors, but they exposed the\nlimits of what Russia, Turkey and Iran can achieve in their\nefforts to resolve the war in the country that is six years old.\n\nIt was the first time that the two sides had come together in\nnine months.",
			[]string{
				"Peace talks between the government and the opposition were a\ncoup for their international sponsors, but they exposed the\nlimits of what Russia, Turkey and Iran can achieve in their\nefforts to resolve the war in the country that is six years old.",
				"It was the first time that the two sides had come together in\nnine months.",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			a := decode(t, c.text)
			var got []string
			for _, p := range a.Paragraphs {
				got = append(got, a.Text(p))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("paragraphs (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLongRunsAreCut(t *testing.T) {
	for name, text := range map[string]string{
		"clauses":  strings.Repeat("one two three, ", 1000),
		"words":    strings.Repeat("word ", 2000),
		"letters":  strings.Repeat("ü", 9001),
		"no stops": strings.Repeat("会", 5000),
	} {
		t.Run(name, func(t *testing.T) {
			for _, s := range sentences(t, text) {
				if len(s) > 1500 {
					t.Errorf("a sentence of %d bytes", len(s))
				}
			}
		})
	}
}

func TestQuotes(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"curly":                {"He called it “fruitless sitting around” and “vain”.", []string{"fruitless sitting around", "vain"}},
		"straight":             {"The \"fixation\" with Assad, \"the fate\" of all.", []string{"fixation", "the fate"}},
		"mixed":                {"He said \"Anything that can be done is welcome.”", []string{"Anything that can be done is welcome."}},
		"single":               {"Iran 'not at the table' today, he said.", []string{"not at the table"}},
		"apostrophes":          {"The talks' sponsors don't agree with Iran's view of the '90s.", nil},
		"over sentences":       {"“We came. We saw,” he said.", []string{"We came.", "We saw,"}},
		"never closed":         {"“We came and never left, he said.", nil},
		"over paragraphs":      {"“We came.\n\nWe saw,” said Kerry.", []string{"We came.", "We saw,"}},
		"opened again":         {"“We came.\n\n“We saw,” said Kerry.", []string{"We came.", "We saw,"}},
		"guillemets":           {"Il a dit «Oui» hier.", []string{"Oui"}},
		"unclosed is no carry": {"“We came.\n\nThen they left. “No,” said Kerry.", []string{"No,"}},
	} {
		t.Run(name, func(t *testing.T) {
			a := decode(t, c.text)
			var got []string
			for _, s := range a.Sentences {
				for _, q := range s.Quotes {
					got = append(got, a.Text(q))
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("quotes of %q (-want +got):\n%s", c.text, diff)
			}
		})
	}
}

func TestPassages(t *testing.T) {
	sentence := func(n int) string { return "The " + strings.Repeat("word ", n-2) + "end. " }
	for name, c := range map[string]struct {
		text string
		want []corpus.Span // sentences
	}{
		"one":                    {sentence(20), []corpus.Span{{0, 1}}},
		"overlap":                {strings.Repeat(sentence(30), 12), []corpus.Span{{0, 5}, {4, 9}, {8, 12}}},
		"small tail":             {strings.Repeat(sentence(30), 4) + sentence(40) + sentence(10), []corpus.Span{{0, 6}}},
		"long one stands alone":  {sentence(20) + sentence(200) + sentence(20) + sentence(90), []corpus.Span{{0, 1}, {1, 2}, {2, 4}}},
		"not over removed text":  {sentence(20) + "\n\nAdvertisement\n\n" + sentence(20), []corpus.Span{{0, 1}, {1, 2}}},
		"not into the comment":   {sentence(20) + "\n\nComment: " + sentence(20), []corpus.Span{{0, 1}, {1, 2}}},
		"a sentence is not lost": {strings.Repeat(sentence(127), 3), []corpus.Span{{0, 1}, {1, 2}, {2, 3}}},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := corpus.Decode("f.txt", []byte(c.text), corpus.Options{PassageTokens: 128, PassageOverlap: 32})
			if err != nil {
				t.Fatal(err)
			}
			var got []corpus.Span
			for _, p := range a.Passages {
				got = append(got, corpus.Span{Start: p.First, End: p.Last})
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("passages (-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzSentences(f *testing.F) {
	for _, s := range []string{"The U.S. left. “Why?” he said.", "a . b . c .", "“x\n\n“y”", "...…?!”’)", "’s’", "“”", "Mr.", "1. 2. 3.", "He said, “A. B,” said C.", "\u200b.\u200b", "the u.s . first"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := corpus.Decode("f.txt", []byte(s), corpus.Options{PassageTokens: 16})
		if err != nil {
			return
		}
		checkArticle(t, a)
	})
}
