package static_test

import (
	"context"
	"math"
	"slices"
	"sync"
	"testing"
	"time"

	"rapporteur/retrieval/static"
)

func TestRelated(t *testing.T) {
	m := static.New()
	for _, test := range []struct {
		a, b string
		same bool // mean about the same thing
	}{
		{"brusque", "curt", true},
		{"mediator", "broker", true},
		{"jihadists", "militants", true},
		{"insurgents", "rebels", true},
		{"truce", "ceasefire", true},
		{"Truces", "ceasefire", true},
		{"arrive", "arrival", true},
		{"arrived", "arrival", true},
		{"endorsed", "endorsement", true},
		{"talks", "negotiations", true},
		{"prisoners", "detainees", true},
		{"attack", "assault", true},
		{"regime", "government", true},
		{"children", "kids", true},
		{"meetings", "meeting", true},

		{"sovereignty", "economy", false},
		{"banana", "ceasefire", false},
		{"dog", "president", false},
		{"Monday", "Tuesday", false},
		{"January", "December", false},
		{"north", "south", false},
		{"increase", "decrease", false},
		{"war", "peace", false},
		{"Russia", "Turkey", false},
		{"Aleppo", "Homs", false},
		{"minister", "president", false},
		{"capital", "sponsor", false},
		{"lasagne", "xyzzyq", false},
		{"xyzzyq", "xyzzyr", false},
	} {
		got := m.Related(test.a, test.b)
		if got >= 0.6 != test.same || got < 0 || got > 1 {
			t.Errorf("Related(%q, %q) = %.2f, want about the same: %v (cosine %.2f)", test.a, test.b, got, test.same, m.Similarity(test.a, test.b))
		}
		if back := m.Related(test.b, test.a); math.Abs(back-got) > 1e-9 {
			t.Errorf("Related(%q, %q) = %.2f, but %.2f the other way round", test.a, test.b, got, back)
		}
	}
}

func TestSynonyms(t *testing.T) {
	m := static.New()
	for _, test := range []struct {
		word string
		want []string
	}{
		{"ceasefire", []string{"truce", "armistice"}},
		{"arrivals", []string{"arrive"}},
		{"endorse", []string{"back", "support", "endorsement"}},
		{"endorsing", []string{"back", "endorsement"}},
		{"Brusque", []string{"curt"}},
		{"met", []string{"meeting"}},
		{"xyzzyq", nil},
		{"", nil},
	} {
		got := m.Synonyms(test.word)
		for _, w := range test.want {
			if !slices.Contains(got, w) {
				t.Errorf("Synonyms(%q) = %v, want %q among them", test.word, got, w)
			}
		}
		if test.want == nil && got != nil || slices.Contains(got, test.word) {
			t.Errorf("Synonyms(%q) = %v, want %v and never the word itself", test.word, got, test.want)
		}
	}
}

func TestRank(t *testing.T) {
	m := static.New()
	if the, truce, none := m.Rank("the"), m.Rank("Truce"), m.Rank("xyzzyq"); the != 1 || truce < 1000 || none != 0 {
		t.Errorf("ranks of the, truce, xyzzyq = %d, %d, %d; want 1, over 1000, 0", the, truce, none)
	}
}

func TestEmbed(t *testing.T) {
	m := static.New()
	v, err := m.Embed(t.Context(), []string{"rebels reject the truce", "insurgents refuse a ceasefire", "a recipe for pasta", "of the xyzzyq …", ""})
	if err != nil {
		t.Fatal(err)
	}
	for i, x := range v {
		want := 1.0
		if i > 2 {
			want = 0
		}
		if n := cosine(x, x); len(x) != 100 || math.Abs(n-want) > 1e-5 {
			t.Errorf("vector %d has %d numbers and squared length %v, want 100 and %v", i, len(x), n, want)
		}
	}
	if like, unlike := cosine(v[0], v[1]), cosine(v[0], v[2]); like < 0.6 || unlike > 0.3 {
		t.Errorf("cosines = %.2f for like and %.2f for unlike texts, want over .6 and under .3", like, unlike)
	}
}

func TestInitialismsAreNotPronouns(t *testing.T) {
	m := static.New()
	v, err := m.Embed(t.Context(), []string{"US", "us", "Washington"})
	if err != nil {
		t.Fatal(err)
	}
	if cosine(v[0], v[2]) < 0.3 || cosine(v[1], v[1]) != 0 {
		t.Errorf("US is not near Washington (%.2f), or the pronoun has a vector", cosine(v[0], v[2]))
	}
}

func TestEmbedStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := static.New().Embed(ctx, []string{"a"}); err == nil {
		t.Error("Embed with a cancelled context succeeded")
	}
}

func TestNewIsQuickAndSafeForConcurrentUse(t *testing.T) {
	start := time.Now()
	static.New()
	if d := time.Since(start); d > 100*time.Millisecond {
		t.Errorf("New took %v", d)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			m := static.New()
			m.Related("rebels", "insurgents")
			m.Synonyms("truce")
			if _, err := m.Embed(t.Context(), []string{"peace talks"}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

func cosine(a, b []float32) float64 {
	sum := 0.0
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}

func BenchmarkEmbed(b *testing.B) {
	m := static.New()
	const s = "The rebels did not endorse the statement of the three sponsors, and questioned the legitimacy of Iran as a broker of the ceasefire."
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.Embed(b.Context(), []string{s}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRelated(b *testing.B) {
	m := static.New()
	for b.Loop() {
		m.Related("mediators", "brokers")
	}
}

func TestOpposites(t *testing.T) {
	m := static.New()
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"accept", "reject", true},
		{"rejected", "accepted", true},
		{"increase", "decrease", true},
		{"accept", "agree", false},
		{"accept", "xyzzyq", false},
	} {
		if got := m.OpposedIDs(m.ID(test.a), m.ID(test.b)); got != test.want {
			t.Errorf("OpposedIDs(%q, %q) = %v, want %v", test.a, test.b, got, test.want)
		}
	}
}

func TestDefined(t *testing.T) {
	m := static.New()
	for word, want := range map[string]bool{"ceasefire": true, "opinion": true, "lavrov": false, "xyzzyq": false} {
		if got := m.DefinedID(m.ID(word)); got != want {
			t.Errorf("DefinedID(%q) = %v, want %v", word, got, want)
		}
	}
}
