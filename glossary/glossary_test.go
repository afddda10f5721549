package glossary_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/glossary"
	"rapporteur/seeds"
	"rapporteur/text"
)

var seeded = sync.OnceValue(func() *glossary.Glossary {
	g, err := glossary.Parse(seeds.Glossary())
	if err != nil {
		panic(err)
	}
	return g
})

var lexicon = sync.OnceValue(func() *glossary.Lexicon {
	l, err := glossary.ParseLexicon(seeds.Lexicon())
	if err != nil {
		panic(err)
	}
	return l
})

// city is a glossary of a few names that overlap in every way.
const city = `
version: 1
entries:
  - id: velmora
    kind: city
    name: Velmora
    spellings: [Old Velmora]
    adjectives: [Velmoran, Velmorans]
    in: norland
    stands_for: norland
  - id: velmora-rovers
    kind: body
    name: Velmora Rovers
    spellings: [Rovers]
  - id: rovers-hall
    kind: place
    name: Velmora Rovers Hall
  - id: norland
    kind: country
    name: Norland
    exact: [NO]
  - id: dora-linnet
    kind: person
    name: Dora Linnet
    spellings: [Linnet, D'Linnet]
    titles: [mayor of Velmora]
    languages:
      ru: [Дора Линнет]
      ar: [دورا لينيت, المدينة]
      tr: [Dora Linnet]
    of: velmora
`

// mentions renders what Find finds: "id=words", parted by "; ".
func mentions(s string, find func(string, []text.Token) []glossary.Mention) string {
	tokens := text.Tokens(s)
	var out []string
	for _, m := range find(s, tokens) {
		via := map[glossary.Via]string{glossary.ByName: "", glossary.ByAdjective: " (adjective)", glossary.ByTitle: " (title)"}[m.Via]
		out = append(out, m.Entry.ID+"="+s[tokens[m.First].Start:tokens[m.Last-1].End]+via)
	}
	return strings.Join(out, "; ")
}

func TestFind(t *testing.T) {
	g, err := glossary.Parse([]byte(city))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, in, want string }{
		{"a name", "in Velmora today", "velmora=Velmora"},
		{"the longest name", "at the Velmora Rovers Hall", "rovers-hall=Velmora Rovers Hall"},
		{"a longer name than one that begins alike", "the Velmora Rovers won", "velmora-rovers=Velmora Rovers"},
		{"the beginning of a longer name", "Velmora Hall", "velmora=Velmora"},
		{"a spelling inside nothing longer", "the Rovers Hall", "velmora-rovers=Rovers"},
		{"a spelling that begins with another word", "Old Velmora", "velmora=Old Velmora"},
		{"several, in order", "Linnet of Velmora and the Rovers", "dora-linnet=Linnet; velmora=Velmora; velmora-rovers=Rovers"},
		{"a title holds a name", "the mayor of Velmora said", "dora-linnet=mayor of Velmora (title)"},
		{"an adjective", "Velmoran trams and Velmorans", "velmora=Velmoran (adjective); velmora=Velmorans (adjective)"},
		{"a possessive", "Velmora's trams, Linnet’s plan", "velmora=Velmora's; dora-linnet=Linnet’s"},
		{"any case and diacritics", "VELMORA, vélmora", "velmora=VELMORA; velmora=vélmora"},
		{"an exact name in its case", "the NO vote", "norland=NO"},
		{"an exact name in another case", "there is no vote. No!", ""},
		{"part of a word", "Velmorax", ""},
		{"a Turkish ending", "Dora Linnet'in planı", "dora-linnet=Dora Linnet'in"},
		{"a Turkish ending after a typographic apostrophe", "Velmora’dan", "velmora=Velmora’dan"},
		{"nothing", "", ""},
		{"no name", "a quiet day", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := mentions(tt.in, g.Find); got != tt.want {
				t.Errorf("Find(%q) = %s, want %s", tt.in, got, tt.want)
			}
		})
	}
}

func TestFindAny(t *testing.T) {
	g, err := glossary.Parse([]byte(city))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, in, want string }{
		{"English", "the mayor of Velmora and the NO vote", "dora-linnet=mayor of Velmora (title); norland=NO"},
		{"Russian in another case", "о Доре Линнет", "dora-linnet=Доре Линнет"},
		{"Arabic with the article and a preposition", "بالمدينة والمدينة", "dora-linnet=بالمدينة; dora-linnet=والمدينة"},
		{"an exact name in another case", "no, No", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := mentions(tt.in, g.FindAny); got != tt.want {
				t.Errorf("FindAny(%q) = %s, want %s", tt.in, got, tt.want)
			}
		})
	}
	if got := mentions("Дора Линнет", g.Find); got != "" {
		t.Errorf("Find, which is for English, finds %s in Russian", got)
	}
}

func TestFindInSeeds(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"the US", "What did the US say?", "united-states=US"},
		{"with stops", "the U.S. and the U.N.", "united-states=U.S; united-nations=U.N"},
		{"IS and is", "it is IS that is meant", "islamic-state=IS"},
		{"a name of several spellings", "Alloush, Allouche", "mohammad-alloush=Alloush; mohammad-alloush=Allouche"},
		{"an inner apostrophe", "Bashar Ja'afari and Ja’afari", "bashar-jaafari=Bashar Ja'afari; bashar-jaafari=Ja’afari"},
		{"a title, not the country in it", "Russian foreign minister Lavrov", "sergei-lavrov=Russian foreign minister (title); sergei-lavrov=Lavrov"},
		{"a round", "at the eighth round of the Astana talks", "astana-8=eighth round of the Astana talks"},
		{"Russian in the accusative", "спросили Лаврова", "sergei-lavrov=Лаврова"},
		{"Russian in the instrumental", "с Лавровым", "sergei-lavrov=Лавровым"},
		{"Arabic with a conjunction", "والأسد", "bashar-al-assad=والأسد"},
		{"a Turkish ending", "Lavrov'un ve Putin’in", "sergei-lavrov=Lavrov'un; vladimir-putin=Putin’in"},
		{"Persian letters", "جان کری", "john-kerry=جان کری"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := mentions(tt.in, seeded().FindAny); got != tt.want {
				t.Errorf("FindAny(%q) = %s, want %s", tt.in, got, tt.want)
			}
		})
	}
}

// Find reports mentions in order, without overlap, and inside the tokens.
func TestFindIsOrdered(t *testing.T) {
	s := strings.Repeat("the Syrian government delegation and the eighth round of the Astana talks, Lavrov and the U.S. ", 5)
	tokens := text.Tokens(s)
	found := seeded().Find(s, tokens)
	if len(found) == 0 {
		t.Fatal("nothing was found")
	}
	at := 0
	for _, m := range found {
		if m.First < at || m.Last <= m.First || m.Last > len(tokens) {
			t.Errorf("mention [%d, %d) of %s after token %d of %d", m.First, m.Last, m.Entry.ID, at, len(tokens))
		}
		at = m.Last
	}
}

func TestEveryNameOfTheSeedsIsFound(t *testing.T) {
	g := seeded()
	for _, e := range g.Entries() {
		if g.Entry(e.ID) != e {
			t.Errorf("Entry(%q) is another entry", e.ID)
		}
		for _, name := range append([]string{e.Name}, e.Spellings...) {
			tokens := text.Tokens(name)
			if m := g.Find(name, tokens); len(m) != 1 || m[0].First != 0 || m[0].Last != len(tokens) {
				t.Errorf("%q of %s is not found as one name: %s", name, e.ID, mentions(name, g.Find))
			}
		}
	}
}

func TestGovernment(t *testing.T) {
	g := seeded()
	for _, tt := range []struct{ id, want string }{
		{"moscow", "russia"},
		{"russia", "russia"},
		{"sergei-lavrov", "sergei-lavrov"},
	} {
		if got := g.Government(g.Entry(tt.id)).ID; got != tt.want {
			t.Errorf("Government(%s) = %s, want %s", tt.id, got, tt.want)
		}
	}
	if e := g.Entry("nobody"); e != nil {
		t.Errorf(`Entry("nobody") = %s, want nil`, e.ID)
	}
}

func TestZeroGlossaryKnowsNoName(t *testing.T) {
	var g glossary.Glossary
	if m := append(g.Find("Lavrov", text.Tokens("Lavrov")), g.FindAny("Lavrov", text.Tokens("Lavrov"))...); len(m) != 0 {
		t.Errorf("the zero glossary finds %d names", len(m))
	}
	if g.Entry("x") != nil || len(g.Entries()) != 0 {
		t.Error("the zero glossary has entries")
	}
	var l glossary.Lexicon
	if f := l.Find("en", text.Tokens("who")); len(f) != 0 {
		t.Errorf("the zero lexicon finds %d concepts", len(f))
	}
}

func TestParseErrors(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"no YAML", "version: [", "glossary: yaml"},
		{"nothing", "", "version 0, want 1"},
		{"another version", "version: 2\n", "version 2, want 1"},
		{"no id", "version: 1\nentries: [{name: Velmora}]\n", `no id or no name (id "", name "Velmora")`},
		{"no name", "version: 1\nentries: [{id: velmora}]\n", `no id or no name (id "velmora", name "")`},
		{"one id twice", "version: 1\nentries: [{id: a, name: A}, {id: a, name: B}]\n", `two entries have the id "a"`},
		{"a list where a text belongs", "version: 1\nentries: [{id: [a], name: A}]\n", "glossary: yaml"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g, err := glossary.Parse([]byte(tt.in))
			if err == nil || g != nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Parse(%q) = %v, %v, want an error with %q", tt.in, g, err, tt.want)
			}
		})
	}
	if _, err := glossary.Parse([]byte("version: 1\n")); err != nil {
		t.Errorf("a glossary without entries: %v", err)
	}
}

func TestParseLexiconErrors(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"no YAML", "\t", "lexicon: yaml"},
		{"another version", "version: 3\n", "version 3, want 1"},
		{"no id", "version: 1\nconcepts: [{en: [talk]}]\n", `no id or no English word (id "")`},
		{"no English word", "version: 1\nconcepts: [{id: talk, fr: [parler]}]\n", `no id or no English word (id "talk")`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := glossary.ParseLexicon([]byte(tt.in)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("ParseLexicon(%q): error %v, want one with %q", tt.in, err, tt.want)
			}
		})
	}
}

func TestLexiconFind(t *testing.T) {
	l, err := glossary.ParseLexicon([]byte(`
version: 1
concepts:
  - {id: truce, class: noun, en: [ceasefire, truce], fr: [cessez-le-feu, trêve], ru: [перемирие]}
  - {id: call, class: verb, en: [call, name], fr: [appeler]}
  - {id: call-off, class: verb, en: [call off], fr: [annuler]}
  - {id: name, class: noun, en: [name], ru: [имя]}
`))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, lang, in, want string }{
		{"a word", "en", "a truce holds", "truce@1-2"},
		{"a synonym, inflected", "en", "two ceasefires", "truce@1-2"},
		{"the longest phrase", "en", "they called off talks", "call-off@1-3"},
		{"the beginning of a phrase", "en", "they called it", "call@1-2"},
		{"a word of two meanings", "en", "the names", "call+name@1-2"},
		{"several, in order", "en", "call the truce off", "call@0-1 truce@2-3"},
		{"a phrase of hyphens", "fr", "le cessez-le-feu", "truce@1-4"},
		{"Russian, inflected", "ru", "о перемирии", "truce@1-2"},
		{"a word of another language", "fr", "truce", ""},
		{"a language that is not covered", "xx", "truce", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, f := range l.Find(tt.lang, text.Tokens(tt.in)) {
				var ids []string
				for _, c := range f.Concepts {
					ids = append(ids, c.ID)
				}
				got = append(got, strings.Join(ids, "+")+"@"+string(rune('0'+f.First))+"-"+string(rune('0'+f.Last)))
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("Find(%q, %q) (-want +got):\n%s", tt.lang, tt.in, diff)
			}
		})
	}
}

func TestLanguage(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"Who led the Turkish delegation?", "en"},
		{"who is de Mistura", "en"},
		{"What did Bashar al-Assad say to El Pais?", "en"},
		{"Kortunov", "en"},
		{"", "en"},
		{"2017?", "en"},
		{"Qui dirigeait la délégation turque ?", "fr"},
		{"Qu'a dit Lavrov sur le sort d'Assad ?", "fr"},
		{"¿Quién dirigió la delegación rusa en Astaná?", "es"},
		{"¿Cuántos niños murieron en Idlib?", "es"},
		{"Wer leitete die türkische Delegation bei den Gesprächen?", "de"},
		{"Warum haben die Rebellen das Kommuniqué nicht unterzeichnet?", "de"},
		{"Türk heyetine kim başkanlık etti?", "tr"},
		{"Lavrov Esad hakkında ne dedi?", "tr"},
		{"Кто возглавлял делегацию?", "ru"},
		{"من ترأس الوفد التركي؟", "ar"},
		{"ماذا قال لافروف عن مصير الأسد؟", "ar"},
		{"چه کسی ریاست هیئت ترکیه را بر عهده داشت؟", "fa"},
		{"لاوروف درباره سرنوشت اسد چه گفت؟", "fa"},
	} {
		if got := glossary.Language(tt.in); got != tt.want {
			t.Errorf("Language(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// A translation need not be good English: it must hold the words to search for.
func TestTranslate(t *testing.T) {
	for _, tt := range []struct{ lang, in, want string }{
		{"ar", "من كان رئيس وفد المعارضة السورية في محادثات أستانا في يناير 2017؟", "who opposition delegation Astana january 2017"},
		{"de", "Wer leitete die türkische Delegation bei den Gesprächen in Astana?", "who lead Turk delegation talk Astana"},
		{"es", "¿Quién dirigió la delegación rusa en las conversaciones de Astaná?", "who lead delegation Russia talk Astana"},
		{"fa", "چه کسی ریاست هیئت ترکیه در مذاکرات آستانه را داشت؟", "who delegation Turkey talk Astana"},
		{"fr", "Pourquoi les rebelles ont-ils refusé de négocier avec le gouvernement en 2017 ?", "why rebel refuse negotiat government 2017"},
		{"ru", "Кто возглавлял российскую делегацию на переговорах в Астане?", "who lead Russia delegation Astana"},
		{"tr", "Astana görüşmelerinde Türk heyetine kim başkanlık etti?", "Astana Turk delegation who"},
	} {
		t.Run(tt.lang, func(t *testing.T) {
			got, share := lexicon().Translate(tt.lang, tt.in, seeded())
			for _, want := range strings.Fields(tt.want) {
				if !strings.Contains(got, want) {
					t.Errorf("Translate(%q) = %q, want %q in it", tt.in, got, want)
				}
			}
			if share < 0.6 || share > 1 {
				t.Errorf("Translate(%q) says it understood a share of %g, want at least .6", tt.in, share)
			}
		})
	}
}

func TestTranslateWhatIsNotUnderstood(t *testing.T) {
	if got, share := lexicon().Translate("fr", "xyzzy plugh qwrt", seeded()); share != 0 {
		t.Errorf("Translate of no words at all = %q, %g, want a share of 0", got, share)
	}
	if got, share := lexicon().Translate("fr", "", seeded()); got != "" || share != 0 {
		t.Errorf("Translate of nothing = %q, %g", got, share)
	}
	got, _ := lexicon().Translate("fr", "Que dit Zorblax en 2031 ?", seeded())
	for _, want := range []string{"Zorblax", "2031"} {
		if !strings.Contains(got, want) {
			t.Errorf("Translate = %q, want the name and number %q as written", got, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"Lavrov'un", "US us IS is", "الأسد وللأسد", "о Лаврове", "''' Ja'afari \xff", "the eighth round of the Astana"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tokens := text.Tokens(s)
		at := 0
		for _, m := range seeded().FindAny(s, tokens) {
			if m.First < at || m.Last <= m.First || m.Last > len(tokens) {
				t.Errorf("FindAny(%q): mention [%d, %d) after %d", s, m.First, m.Last, at)
			}
			at = m.Last
		}
		for _, lang := range glossary.Languages {
			if _, share := lexicon().Translate(lang, s, seeded()); share < 0 || share > 1 {
				t.Errorf("Translate(%q, %q): a share of %g", lang, s, share)
			}
		}
	})
}
