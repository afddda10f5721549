package statements_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
	"rapporteur/statements"
)

// load reads an article with the given text.
func load(tb testing.TB, body string) *corpus.Article {
	tb.Helper()
	head := "---\nid: a\ntitle: Talks\npublisher: The Example\npublished: 2024-03-14\nlanguage: en\n---\n"
	c, err := corpus.Load(fstest.MapFS{"a.md": {Data: []byte(head + body + "\n")}}, corpus.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	if len(c.Articles) != 1 {
		return nil
	}
	return c.Articles[0]
}

func describe(s *statements.Statement) string {
	kind := "reported"
	if s.Verbatim {
		kind = "verbatim"
	}
	out := fmt.Sprintf("%s: %s: %s", s.Speaker, kind, s.Text())
	for _, field := range [][2]string{{"clause", s.Context()}, {"to", s.To()}, {"role", s.Role()}} {
		if field[1] != "" {
			out += " | " + field[0] + ": " + field[1]
		}
	}
	if d, ok := s.When(); ok {
		out += " | " + d.Period.From.String()
	}
	if s.Earlier() {
		out += " | earlier"
	}
	return out
}

func TestOf(t *testing.T) {
	const nowak = "Carla Nowak is the head of the rail union. "
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"a quotation of several sentences is one": {
			"“We waited. Nobody came. We left,” said Carla Nowak.",
			[]string{"Carla Nowak: verbatim: We waited. Nobody came. We left,"},
		},
		"over paragraphs, with a mark before each": {
			"“We waited for two years.\n\n“Nobody came to see us,” said Carla Nowak.",
			[]string{"Carla Nowak: verbatim: We waited for two years. Nobody came to see us,"},
		},
		"broken by its attribution it is two": {
			"“We waited,” Carla Nowak told Reuters, “and nobody came.” It rained.",
			[]string{"Carla Nowak: verbatim: We waited, | to: Reuters", "Carla Nowak: verbatim: and nobody came. | to: Reuters"},
		},
		"a fragment has its clause": {
			"Carla Nowak called the offer “a bad joke”.",
			[]string{"Carla Nowak: verbatim: a bad joke | clause: called the offer “a bad joke”"},
		},
		"a fragment in a long clause, and the clause": {
			"Carla Nowak accused the rail company of “wasting two years” and of hiding its figures from the drivers.",
			[]string{
				"Carla Nowak: verbatim: wasting two years | clause: accused the rail company of “wasting two years” and of hiding its figures from the drivers",
				"Carla Nowak: reported: accused the rail company of “wasting two years” and of hiding its figures from the drivers",
			},
		},
		"one word in marks stays in its clause": {
			"Carla Nowak said the company had agreed to a “broader” meeting with all drivers in April.",
			[]string{"Carla Nowak: reported: the company had agreed to a “broader” meeting with all drivers in April"},
		},
		"a verb that says more is kept": {
			"Carla Nowak denied that the strike was over.",
			[]string{"Carla Nowak: reported: denied that the strike was over"},
		},
		"two speakers in a sentence": {
			"Some drivers said it was over, but others said it was not.",
			[]string{"some drivers: reported: it was over", "others: reported: it was not"},
		},
		"one of a group": {
			"Western diplomats said they saw no way out with one saying the plan was dead.",
			[]string{"Western diplomats: reported: they saw no way out", "one of the Western diplomats: reported: the plan was dead"},
		},
		"what somebody else makes of it is cut": {
			"Turkish officials have referred to better ties, which some analysts have interpreted as a change.",
			[]string{"Turkish officials: reported: referred to better ties", "some analysts: reported: interpreted as a change"},
		},
		"when it was said": {
			nowak + "On Monday, Nowak said the strike would end. She said on Tuesday that it would not. Nowak said this week that nobody knew.",
			[]string{
				"Carla Nowak: reported: the strike would end | role: the head of the rail union | 2024-03-11",
				"Carla Nowak: reported: it would not | role: the head of the rail union | 2024-03-12",
				"Carla Nowak: reported: nobody knew | role: the head of the rail union | 2024-03-11",
			},
		},
		"a date within what was said is another": {
			"Carla Nowak said the strike began on Monday. After Monday's talks, Nowak said she was glad.",
			[]string{"Carla Nowak: reported: the strike began on Monday", "Carla Nowak: reported: she was glad"},
		},
		"said before": {
			"Carla Nowak had previously complained of delays.",
			[]string{"Carla Nowak: reported: complained of delays | earlier"},
		},
		"to whom and where": {
			"“It is over,” Carla Nowak told journalists after the meeting. “It is not,” Paul Ross said at a joint press conference with Anna Keller. In a letter to members, Karl Baum said nobody knew.",
			[]string{
				"Carla Nowak: verbatim: It is over, | to: journalists",
				"Paul Ross: verbatim: It is not, | to: at a joint press conference with Anna Keller",
				"Karl Baum: reported: nobody knew | to: in a letter to members",
			},
		},
		"roles before and after the name": {
			"Transport Minister Paul Ross said it was over. Anna Keller, an adviser to the union, said it was not. The head of the drivers, Karl Baum, said nobody knew.",
			[]string{
				"Paul Ross: reported: it was over | role: Transport Minister",
				"Anna Keller: reported: it was not | role: an adviser to the union",
				"Karl Baum: reported: nobody knew | role: the head of the drivers",
			},
		},
		"the role of somebody else is not taken": {
			"Paul Ross and his Austrian counterpart met Foreign Minister Anna Keller. Ross said it was over.",
			[]string{"Paul Ross: reported: it was over"},
		},
		"marks without a speaker": {
			"The “birth” of a plan. It was “not at the table”, they thought.",
			nil,
		},
		"the text of a document": {
			"The aim, as stipulated in the text, “is to enable coordination between the two.”",
			[]string{"the text: verbatim: is to enable coordination between the two."},
		},
		"a document that pledges": {
			"The talks yielded a joint communique from Russia and Iran which pledged to create a mechanism, but nobody endorsed it.",
			[]string{"a joint communique from Russia and Iran: reported: pledged to create a mechanism"},
		},
		"a clause without its subject": {
			"The delays are problems that drivers say are of its own making.",
			nil,
		},
		"nothing": {"", nil},
	} {
		t.Run(name, func(t *testing.T) {
			a := load(t, c.text)
			if a == nil {
				return // no article, no statement
			}
			var got []string
			all := statements.Of(a)
			for i := range all {
				got = append(got, describe(&all[i]))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("Of(%q) (-want +got):\n%s", c.text, diff)
			}
		})
	}
}

func TestSource(t *testing.T) {
	a := load(t, "It rained. Carla Nowak came late.\n\n“We waited,” she said. “Nobody came.”\n\nIt rained on.")
	all := statements.Of(a)
	if len(all) != 2 || all[0].Source != all[1].Source {
		t.Fatalf("Of = %d statements with sources %+v, want 2 with one source", len(all), all)
	}
	want := "Carla Nowak came late.\n\n“We waited,” she said. “Nobody came.”"
	if got := a.Text(all[0].Source); got != want {
		t.Errorf("Source = %q, want %q", got, want)
	}
}

// FuzzOf checks that statements lie where they say they do, whatever the text.
func FuzzOf(f *testing.F) {
	for _, s := range []string{
		"“We go,” said Carla Nowak. “We must.”", "“A.\n\n“B,” said X Y, \"c\" and 'd'.", "According to \"\"\" said \xff said", "He said, “" + strings.Repeat("a said b, ", 50),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		a := load(t, body)
		if a == nil {
			return
		}
		all := statements.Of(a)
		for i := range all {
			s := &all[i]
			describe(s)
			if s.Text() == "" || s.Speaker == "" {
				t.Errorf("statement %d of %q is empty: %+v", i, body, s)
			}
			for _, p := range append([]corpus.Span{s.Clause}, s.Parts...) {
				if p.Start < 0 || p.End > len(a.Body) || p.Start > p.End || !s.Source.Contains(p) {
					t.Errorf("statement %d of %q: span %v, source %v of %d bytes", i, body, p, s.Source, len(a.Body))
				}
			}
			for _, c := range a.Removed {
				if c.Start < s.Source.End && s.Source.Start < c.End && s.First == s.Last {
					t.Errorf("statement %d of %q cites what was cleaned away: %v", i, body, c)
				}
			}
		}
	})
}

func TestNested(t *testing.T) {
	for _, c := range []struct{ text, speaker, via, clause string }{
		{"Oil prices will fall, the ministry said, according to the agency NTB.", "the ministry", "NTB", "Oil prices will fall"},
		{"He was believed to have fled, police told NTB, the agency reported.", "police", "the agency", "He was believed to have fled"},
		{"Anna Lund said that Peter Vogt had told the council that the plan was dead.", "Peter Vogt", "Anna Lund", "the plan was dead"},
		{"Anna Lund said that Peter Vogt had told the council that the plan was dead.", "Anna Lund", "", "Peter Vogt had told the council that the plan was dead"},
		{"Anna Lund said the plan was dead, and Peter Vogt said it was not.", "Peter Vogt", "", "it was not"},
	} {
		all := statements.Of(load(t, c.text))
		at := slices.IndexFunc(all, func(s statements.Statement) bool { return s.Speaker == c.speaker })
		if at < 0 {
			t.Errorf("Of(%q) has nothing by %q", c.text, c.speaker)
			continue
		}
		if got := all[at].Text(); all[at].Via != c.via || got != c.clause {
			t.Errorf("Of(%q) of %q: %q via %q, want %q via %q", c.text, c.speaker, got, all[at].Via, c.clause, c.via)
		}
	}
}

func TestClauses(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"what the article says is not so", "President Olaf Kern falsely claimed that the election was stolen.", "falsely claimed that the election was stolen"},
		{"the same with a plain verb", "Mayor Hanna Berg wrongly said the dam was safe.", "wrongly said the dam was safe"},
		{"the same at the end", "The dam was safe, Mayor Hanna Berg falsely said on Tuesday.", "The dam was safe, Mayor Hanna Berg falsely said"},
		{"a quotation that runs on", "Hanna Berg said the dam “is safe. Nobody has to leave.”", "the dam “is safe. Nobody has to leave.”"},
		{"a mark behind the stop", "Hanna Berg said people should “please, please stay at home.”", "people should “please, please stay at home.”"},
		{"who speaks, at the end", "Prices may rise in Asia, said Yousef Amin, a senior research fellow in Oslo.", "Prices may rise in Asia"},
		{"words that go on", "Cases rose in June, Hanna Berg said, on ships and in ports.", "Cases rose in June, Hanna Berg said, on ships and in ports"},
		{"only that something was said", "Hanna Berg announced it in June.", ""},
		{"only what it was said of", "“We won,” Hanna Berg said, referring to the vote.", "We won,"},
		{"said in a clause on its subject", "Olaf Kern, who Otto Blum alleges took bribes, left.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			if all := statements.Of(load(t, c.text)); len(all) > 0 {
				got = orElse(all[len(all)-1].Context(), all[len(all)-1].Text())
			}
			if got != c.want {
				t.Errorf("Of(%q) ends with %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func orElse(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func TestRole(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a given name is no part of it", "President Carla Nowak arrived. Nowak said it rained.", "President"},
		{"an abbreviation keeps its stop", "Ohio Gov. Otto Blum said it rained.", "Ohio Gov."},
		{"not that of a namesake", "President Joe Blum arrived. Jill Blum said it rained.", ""},
		{"not that of a relative", "Anna Blum, the wife of Judge Otto Blum, came. Otto Blum said it rained.", "Judge"},
		{"no participle", "Carla Nowak, vacationing in Rome with coach Otto Blum, said it rained.", ""},
		{"an office in an apposition", "Carla Nowak, a former judge, said it rained.", "a former judge"},
	} {
		t.Run(c.name, func(t *testing.T) {
			all := statements.Of(load(t, c.text))
			if len(all) == 0 {
				t.Fatalf("Of(%q) has nothing", c.text)
			}
			if got := all[len(all)-1].Role(); got != c.want {
				t.Errorf("Role in %q = %q, want %q", c.text, got, c.want)
			}
		})
	}
}
