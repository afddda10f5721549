package seeds_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"rapporteur/seeds"
)

// languages are those a question may come in, besides English.
var languages = []string{"ar", "fr", "ru", "tr", "fa", "es", "de"}

// sharedAliases are spellings that two entries cannot help sharing.
var sharedAliases = map[string][]string{
	"عمان": {"amman", "oman"}, // unvowelled Arabic writes both alike, Persian the second
}

type entry struct {
	ID         string              `yaml:"id"`
	Kind       string              `yaml:"kind"`
	Name       string              `yaml:"name"`
	Spellings  []string            `yaml:"spellings"`
	Exact      []string            `yaml:"exact"`
	Languages  map[string][]string `yaml:"languages"`
	Adjectives []string            `yaml:"adjectives"`
	StandsFor  string              `yaml:"stands_for"`
	In         string              `yaml:"in"`
	Of         string              `yaml:"of"`
	Titles     []string            `yaml:"titles"`
	Roles      []struct {
		Title   string `yaml:"title"`
		From    string `yaml:"from"`
		To      string `yaml:"to"`
		Article string `yaml:"article"`
	} `yaml:"roles"`
	Series   string   `yaml:"series"`
	Ordinal  int      `yaml:"ordinal"`
	Date     string   `yaml:"date"`
	Place    string   `yaml:"place"`
	Articles []string `yaml:"articles"`
}

type article struct {
	ID             string `yaml:"id"`
	SourceFile     string `yaml:"source_file"`
	Title          string `yaml:"title"`
	TitleBasis     string `yaml:"title_basis"`
	Publisher      string `yaml:"publisher"`
	PublisherBasis string `yaml:"publisher_basis"`
	Published      string `yaml:"published"`
	PublishedBasis string `yaml:"published_basis"`
	Place          string `yaml:"place"`
	PlaceBasis     string `yaml:"place_basis"`
	Event          string `yaml:"event"`
	EventBasis     string `yaml:"event_basis"`
	Language       string `yaml:"language"`
	URL            string `yaml:"url"`
	Licence        string `yaml:"licence"`
	body           string
}

// decode refuses fields that the type does not have: a misspelt field would
// otherwise be lost in silence.
func decode(t *testing.T, text []byte, into any) {
	t.Helper()
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(into); err != nil {
		t.Fatal(err)
	}
}

func readGlossary(t *testing.T) []entry {
	t.Helper()
	var g struct {
		Version int     `yaml:"version"`
		Entries []entry `yaml:"entries"`
	}
	decode(t, seeds.Glossary(), &g)
	if g.Version != 1 {
		t.Errorf("glossary version = %d, want 1", g.Version)
	}
	return g.Entries
}

func readArticles(t *testing.T) map[string]article {
	t.Helper()
	names, err := fs.Glob(seeds.Articles, "*.md")
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[string]article)
	for _, name := range names {
		text, err := fs.ReadFile(seeds.Articles, name)
		if err != nil {
			t.Fatal(err)
		}
		head, body, ok := bytes.Cut(bytes.TrimPrefix(text, []byte("---\n")), []byte("\n---\n"))
		if !ok {
			t.Fatalf("%s: no front matter", name)
		}
		var a article
		decode(t, head, &a)
		a.body = string(body)
		if want := strings.TrimSuffix(name, path.Ext(name)); a.ID != want {
			t.Errorf("%s: id = %q, want %q", name, a.ID, want)
		}
		found[a.ID] = a
	}
	return found
}

func TestArticlesStateTheirMetadataAndItsBasis(t *testing.T) {
	articles := readArticles(t)
	if len(articles) != 5 {
		t.Errorf("%d articles, want 5", len(articles))
	}
	date := regexp.MustCompile(`^\d{4}(-\d\d(-\d\d)?)?$`)
	basis := []string{"stated", "inferred", "given"}
	for id, a := range articles {
		for field, value := range map[string]string{
			"source_file": a.SourceFile, "title": a.Title, "publisher": a.Publisher, "place": a.Place,
			"event": a.Event, "language": a.Language, "licence": a.Licence,
		} {
			if value == "" {
				t.Errorf("%s: %s is empty", id, field)
			}
		}
		if !date.MatchString(a.Published) {
			t.Errorf("%s: published = %q, want a date, a month or a year", id, a.Published)
		}
		for _, b := range []string{a.TitleBasis, a.PublisherBasis, a.PublishedBasis, a.PlaceBasis, a.EventBasis} {
			if !slices.Contains(basis, b) {
				t.Errorf("%s: basis %q is none of %v", id, b, basis)
			}
		}
		if a.TitleBasis == "stated" && !strings.Contains(a.body, a.Title) {
			t.Errorf("%s: title %q is said to be stated but does not occur in the body", id, a.Title)
		}
		if a.PublisherBasis == "stated" && !strings.Contains(a.body, a.Publisher) {
			t.Errorf("%s: publisher %q is said to be stated but does not occur in the body", id, a.Publisher)
		}
	}
}

func TestBodiesAreAsReceived(t *testing.T) {
	articles := readArticles(t)
	for id, want := range map[string]struct {
		bytes       int
		first, last string
	}{
		"2015-10-23-vienna":   {5540, "Skip to main content\n", "More about MEE can be found here."},
		"2016-08-tehran":      {3073, "TEHRAN – As the Syrian Army", "Creative Commons Attribution 4.0 International License."},
		"2016-08-25-geneva":   {2387, "Deal or no deal? Kerry, Lavrov", "without foreign interference Middle East"},
		"2017-01-25-astana-1": {8140, "UN Special Envoy for Syria Staffan de Mistura (left)", "“But there is no silver bullet,” he said."},
		"2017-12-21-astana-8": {2158, "The eight round of Syria peace talks", "between Damascus and opposition groups."},
	} {
		body := articles[id].body
		if len(body) != want.bytes {
			t.Errorf("%s: body has %d bytes, want %d", id, len(body), want.bytes)
		}
		if !strings.HasPrefix(body, want.first) {
			t.Errorf("%s: body does not begin with %q", id, want.first)
		}
		if !strings.HasSuffix(body, want.last) {
			t.Errorf("%s: body does not end with %q", id, want.last)
		}
	}
}

func TestGlossaryEntriesAreComplete(t *testing.T) {
	kinds := []string{"person", "country", "city", "region", "place", "body", "group", "event", "outlet"}
	for _, e := range readGlossary(t) {
		if e.ID == "" || e.Name == "" {
			t.Errorf("entry %+v lacks an id or a name", e)
		}
		if !slices.Contains(kinds, e.Kind) {
			t.Errorf("%s: kind = %q, want one of %v", e.ID, e.Kind, kinds)
		}
		for _, lang := range languages {
			if len(e.Languages[lang]) == 0 {
				t.Errorf("%s: no name in %q", e.ID, lang)
			}
		}
		if len(e.Languages) != len(languages) {
			t.Errorf("%s: %d languages, want %d", e.ID, len(e.Languages), len(languages))
		}
		if e.Kind == "country" && len(e.Adjectives) == 0 {
			t.Errorf("%s: a country without adjectives", e.ID)
		}
		if e.Kind != "event" && (e.Series != "" || e.Ordinal != 0 || e.Date != "" || e.Place != "" || e.Articles != nil) {
			t.Errorf("%s: a %s with the fields of an event", e.ID, e.Kind)
		}
		for _, short := range e.Exact {
			if short == strings.ToLower(short) {
				t.Errorf("%s: exact alias %q has no capital to tell it by", e.ID, short)
			}
		}
	}
}

func TestGlossaryReferencesResolve(t *testing.T) {
	entries := readGlossary(t)
	kindOf := make(map[string]string)
	for _, e := range entries {
		if _, twice := kindOf[e.ID]; twice {
			t.Errorf("id %s is used twice", e.ID)
		}
		kindOf[e.ID] = e.Kind
	}
	articles := readArticles(t)
	for _, e := range entries {
		for field, ref := range map[string]string{"in": e.In, "of": e.Of, "stands_for": e.StandsFor, "place": e.Place} {
			if _, ok := kindOf[ref]; ref != "" && !ok {
				t.Errorf("%s: %s refers to %q, which is not in the glossary", e.ID, field, ref)
			}
		}
		cited := slices.Clone(e.Articles)
		for _, r := range e.Roles {
			cited = append(cited, r.Article)
		}
		for _, id := range cited {
			if _, ok := articles[id]; !ok {
				t.Errorf("%s: refers to article %q, which does not exist", e.ID, id)
			}
		}
	}
}

func TestAliasBelongsToOneEntry(t *testing.T) {
	owners := make(map[string][]string)
	for _, e := range readGlossary(t) {
		aliases := slices.Concat([]string{e.Name}, e.Spellings, e.Exact, e.Adjectives)
		for _, lang := range languages {
			aliases = append(aliases, e.Languages[lang]...)
		}
		for _, alias := range aliases {
			if strings.TrimSpace(alias) != alias || alias == "" {
				t.Errorf("%s: alias %q is empty or has spaces around it", e.ID, alias)
			}
			folded := strings.ToLower(alias)
			if !slices.Contains(owners[folded], e.ID) {
				owners[folded] = append(owners[folded], e.ID)
			}
		}
	}
	for alias, ids := range owners {
		if len(ids) > 1 && !slices.Equal(ids, sharedAliases[alias]) {
			t.Errorf("alias %q belongs to %v", alias, ids)
		}
	}
}

func TestRolesAreStatedByTheArticle(t *testing.T) {
	articles := readArticles(t)
	for _, e := range readGlossary(t) {
		for _, r := range e.Roles {
			body := articles[r.Article].body
			if !slices.ContainsFunc(append(e.Spellings, e.Name), func(s string) bool { return strings.Contains(body, s) }) {
				t.Errorf("%s: role %q rests on %s, which does not name the person", e.ID, r.Title, r.Article)
			}
		}
	}
}

func TestLexiconConceptsAreComplete(t *testing.T) {
	var l struct {
		Version  int `yaml:"version"`
		Concepts []struct {
			ID    string              `yaml:"id"`
			Class string              `yaml:"class"`
			Words map[string][]string `yaml:",inline"`
		} `yaml:"concepts"`
	}
	decode(t, seeds.Lexicon(), &l)
	if l.Version != 1 {
		t.Errorf("lexicon version = %d, want 1", l.Version)
	}
	classes := []string{"question", "verb", "noun", "adjective", "number", "month", "other"}
	seen := make(map[string]bool)
	for _, c := range l.Concepts {
		if c.ID == "" || seen[c.ID] {
			t.Errorf("id %q is empty or used twice", c.ID)
		}
		seen[c.ID] = true
		if !slices.Contains(classes, c.Class) {
			t.Errorf("%s: class = %q, want one of %v", c.ID, c.Class, classes)
		}
		for _, lang := range append([]string{"en"}, languages...) {
			words := c.Words[lang]
			if len(words) == 0 {
				t.Errorf("%s: no words in %q", c.ID, lang)
			}
			for i, w := range words {
				if w == "" || strings.TrimSpace(w) != w || slices.Contains(words[:i], w) {
					t.Errorf("%s: %s word %q is empty, repeated or has spaces around it", c.ID, lang, w)
				}
				if lang == "en" && w != strings.ToLower(w) {
					t.Errorf("%s: English word %q is not in lower case", c.ID, w)
				}
			}
		}
		if len(c.Words) != len(languages)+1 {
			t.Errorf("%s: %d languages, want %d", c.ID, len(c.Words), len(languages)+1)
		}
	}
}

func TestQuestionsRestOnTheArticles(t *testing.T) {
	bodies := make(map[string]string)
	for _, a := range readArticles(t) {
		bodies[a.SourceFile] = a.body
	}
	seen := make(map[string]bool)
	for line := range strings.Lines(string(seeds.Questions())) {
		var q struct {
			ID             string   `json:"id"`
			Question       string   `json:"question"`
			Articles       []string `json:"articles"`
			Evidence       []string `json:"evidence"`
			EvidenceGroups [][]struct {
				Article string `json:"article"`
				Text    string `json:"text"`
			} `json:"evidence_groups"`
		}
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			t.Fatalf("%v in line %s", err, line)
		}
		if q.ID == "" || q.Question == "" || seen[q.ID] {
			t.Errorf("question %q is empty or its id used twice", q.ID)
		}
		seen[q.ID] = true
		for _, file := range q.Articles {
			if _, ok := bodies[file]; !ok {
				t.Errorf("%s: no article comes from %s", q.ID, file)
			}
		}
		for _, group := range q.EvidenceGroups {
			for _, e := range group {
				if e.Text == "" || !strings.Contains(bodies[e.Article], e.Text) {
					t.Errorf("%s: %q is not in %s", q.ID, e.Text, e.Article)
				}
			}
		}
		for _, text := range q.Evidence {
			if !slices.ContainsFunc(q.Articles, func(file string) bool { return strings.Contains(bodies[file], text) }) {
				t.Errorf("%s: evidence %q is in none of %v", q.ID, text, q.Articles)
			}
		}
	}
	if len(seen) == 0 {
		t.Error("no questions")
	}
}

func TestCallersCannotSpoilTheSeeds(t *testing.T) {
	for name, read := range map[string]func() []byte{
		"Glossary": seeds.Glossary, "Lexicon": seeds.Lexicon, "Questions": seeds.Questions, "Reports": seeds.Reports,
	} {
		before := read()
		clear(read())
		if !bytes.Equal(before, read()) {
			t.Errorf("%s() = other bytes after its caller overwrote a copy", name)
		}
	}
}
