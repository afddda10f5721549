package near_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
	"rapporteur/near"
)

func article(t testing.TB, id, published, body string) *corpus.Article {
	t.Helper()
	a, err := corpus.Decode(id+".md", []byte("---\npublished: "+published+"\n---\n"+body), corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// words are enough to make sentences that chance does not repeat.
var words = strings.Fields(`river council mayor bridge ferry budget harbour engine crew captain market winter harvest orchard
	school teacher strike union railway station ticket border customs officer lorry driver storm flood rescue helicopter
	museum painting thief auction court judge verdict appeal prison garden festival singer concert stadium final goal`)

// story returns n sentences, the same for the same seed.
func story(seed uint64, n int) []string {
	r := rand.New(rand.NewPCG(seed, 7))
	out := make([]string, n)
	for i := range out {
		row := make([]string, 14)
		for k := range row {
			row[k] = words[r.IntN(len(words))]
		}
		out[i] = "The " + strings.Join(row, " ") + "."
	}
	return out
}

func body(parts ...[]string) string {
	var all []string
	for _, p := range parts {
		all = append(all, p...)
	}
	return strings.Join(all, "\n\n")
}

func ids(found []near.Match) []string {
	out := []string{}
	for _, m := range found {
		out = append(out, m.Article.ID)
	}
	return out
}

func TestTo(t *testing.T) {
	wire := story(1, 20)
	reworded := append([]string(nil), wire...)
	for i := 0; i < len(reworded); i += 3 {
		reworded[i] = strings.Replace(reworded[i], " ", " very ", 5)
	}
	footer := story(9, 12)
	articles := []*corpus.Article{
		article(t, "wire", "2016-05-03", body(wire)),
		article(t, "cut", "2016-05-03", body(wire[:8])),
		article(t, "own-lead", "2016-05-04", body(story(2, 6), wire[2:14])),
		article(t, "reworded", "2016-05-04", body(reworded)),
		article(t, "one-sentence", "2016-05-05", body(story(3, 18), wire[4:5])),
		article(t, "other", "2016-05-03", body(story(4, 20))),
		article(t, "standing-1", "2016-01-05", body(story(11, 6), footer)),
		article(t, "standing-2", "2016-04-05", body(story(12, 6), footer)),
		article(t, "standing-3", "2016-08-05", body(story(13, 6), footer)),
	}
	set := near.New(articles)
	for _, tt := range []struct {
		a, b string
		near bool
		why  string
	}{
		{"wire", "cut", true, "the end was cut off"},
		{"wire", "own-lead", true, "begun in other words, and shortened"},
		{"wire", "reworded", true, "every third sentence is worded otherwise"},
		{"wire", "one-sentence", false, "one sentence is taken over"},
		{"wire", "other", false, "another story"},
		{"standing-1", "standing-2", false, "the same foot under different reports"},
	} {
		for _, pair := range [][2]string{{tt.a, tt.b}, {tt.b, tt.a}} {
			i := slices.IndexFunc(articles, func(a *corpus.Article) bool { return a.ID == pair[0] })
			found := set.To(articles[i])
			k := slices.IndexFunc(found, func(m near.Match) bool { return m.Article.ID == pair[1] })
			if (k >= 0) != tt.near {
				t.Errorf("%s near to %s: %v, want %v: %s", pair[1], pair[0], k >= 0, tt.near, tt.why)
			}
			if k >= 0 && (found[k].Share < near.Least || found[k].Share > 1) {
				t.Errorf("%s near to %s by %.2f, want %.2f to 1", pair[1], pair[0], found[k].Share, near.Least)
			}
		}
	}
	if got := ids(set.To(articles[0])); len(got) == 0 || got[0] != "cut" {
		t.Errorf("To(wire) = %v, want first the one that is all in it", got)
	}
	fresh := article(t, "not-in-the-set", "2016-05-06", body(wire[3:17]))
	if got := ids(set.To(fresh)); len(got) == 0 || got[0] != "wire" {
		t.Errorf("To an article that is not in the set = %v, want first wire", got)
	}
}

// TestTwoOfAYear: two articles alone that share much are near however far apart
// they are: one of them is the other printed again.
func TestTwoOfAYear(t *testing.T) {
	a, b := article(t, "a", "2016-01-01", body(story(1, 9))), article(t, "b", "2016-12-01", body(story(1, 9)[1:]))
	if got := ids(near.New([]*corpus.Article{a, b}).To(a)); len(got) != 1 {
		t.Errorf("To(a) = %v, want b", got)
	}
}

func TestFewWords(t *testing.T) {
	a, b := article(t, "a", "2016", "Envoys met."), article(t, "b", "2016", "Envoys met.")
	if got := near.New([]*corpus.Article{a, b}).To(a); len(got) != 0 {
		t.Errorf("two articles of two words are near: %v", ids(got))
	}
	if got := near.New(nil).To(a); len(got) != 0 {
		t.Errorf("an empty set has %v", ids(got))
	}
}

// TestWith: a set made from another is the one made anew.
func TestWith(t *testing.T) {
	var all []*corpus.Article
	for n := range 12 {
		all = append(all, article(t, fmt.Sprint("a", n), "2016-05", body(story(uint64(n/3), 10)[n%3:])))
	}
	set := near.New(all[:8]).With(all[2:]).With(all[4:10])
	fresh := near.New(all[4:10])
	for _, a := range all {
		if diff := cmp.Diff(ids(fresh.To(a)), ids(set.To(a))); diff != "" {
			t.Errorf("To(%s) (-anew +changed):\n%s", a.ID, diff)
		}
	}
}

// TestLongRunsShare: winnowing promises that any run of 15 words which two
// articles share gives them a fingerprint in common.
func TestLongRunsShare(t *testing.T) {
	shared := strings.Fields(strings.Trim(strings.Join(story(5, 2), " "), "."))[:15]
	for n := range 50 {
		a := article(t, "a", "2016", body(story(uint64(100+n), 3))+"\n\n"+strings.Join(shared, " ")+" "+strings.Join(story(uint64(200+n), 2), " "))
		b := article(t, "b", "2016", body(story(uint64(300+n), 2))+"\n\n"+strings.Join(shared, " ")+" "+strings.Join(story(uint64(400+n), 3), " "))
		in := map[uint64]bool{}
		for _, f := range near.Fingerprints(a) {
			in[f] = true
		}
		common := 0
		for _, f := range near.Fingerprints(b) {
			if in[f] {
				common++
			}
		}
		if common == 0 {
			t.Errorf("pair %d shares 15 words and no fingerprint", n)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	var all []*corpus.Article
	for n := range 500 {
		all = append(all, article(b, fmt.Sprint("a", n), "2016-05", body(story(uint64(n), 40))))
	}
	for b.Loop() {
		near.New(all)
	}
}
