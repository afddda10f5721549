package answer

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sentencesOf writes a text in pieces of size bytes and returns what the draft
// made of it.
func sentencesOf(text string, size int, whole bool) []written {
	var d draft
	var out []written
	for len(text) > 0 {
		n := min(size, len(text))
		out = append(out, d.add(text[:n])...)
		text = text[n:]
	}
	return append(out, d.end(whole)...)
}

func TestDraft(t *testing.T) {
	for _, test := range []struct {
		name  string
		text  string
		whole bool
		want  []written
	}{
		{"a marker before the stop", "Lavrov led [2.4]. Kerry left [1.1].", true, []written{
			{text: "Lavrov led.", refs: []ref{{2, 4}}}, {text: "Kerry left.", refs: []ref{{1, 1}}},
		}},
		{"a marker behind the stop", "Lavrov led. [2.4] Kerry left. [1.1][1.2]", true, []written{
			{text: "Lavrov led.", refs: []ref{{2, 4}}}, {text: "Kerry left.", refs: []ref{{1, 1}, {1, 2}}},
		}},
		{"abbreviations do not end a sentence", "The U.S. and the U.N. met Mr. Kerry on Dec. 30 [1.1].", true, []written{
			{text: "The U.S. and the U.N. met Mr. Kerry on Dec. 30.", refs: []ref{{1, 1}}},
		}},
		{"several numbers in one marker", "They met [1.1, 1.3; 2.4] twice [1.1].", true, []written{
			{text: "They met twice.", refs: []ref{{1, 1}, {1, 3}, {2, 4}}},
		}},
		{"a range", "They met [1.2-1.4] [2.3–5].", true, []written{
			{text: "They met.", refs: []ref{{1, 2}, {1, 3}, {1, 4}, {2, 3}, {2, 4}, {2, 5}}},
		}},
		{"brackets of other scripts", "They met 【1.2】［1.3］.", true, []written{
			{text: "They met.", refs: []ref{{1, 2}, {1, 3}}},
		}},
		{"numbers that name no sentence", "They met [9]. They left [1-3]. They slept 【1†source】.", true, []written{
			{text: "They met.", bad: "[9]"}, {text: "They left.", bad: "[1-3]"}, {text: "They slept.", bad: "【1†source】"},
		}},
		{"a list", "- **One** thing [1.1]\n2. Another [1.2]\n\n", true, []written{
			{text: "One thing", refs: []ref{{1, 1}}}, {text: "Another", refs: []ref{{1, 2}}},
		}},
		{"no stop at the end, but a marker", "They met [1.1]", true, []written{{text: "They met", refs: []ref{{1, 1}}}}},
		{"broken off within a sentence", "They met [1.1]. They le", true, []written{
			{text: "They met.", refs: []ref{{1, 1}}}, {text: "They le", cut: true},
		}},
		{"broken off by the server", "They met [1.1]", false, []written{{text: "They met", refs: []ref{{1, 1}}, cut: true}}},
		{"thoughts are no answer", "<think>\nHm [9]. So.\n</think>\n\nThey met [1.1].", true, []written{
			{text: "They met.", refs: []ref{{1, 1}}},
		}},
		{"thoughts without an end", "<think>\nHm [9]. So.", true, nil},
		{"a particle is left out", "No, they left [1.1]. Нет, они ушли [1.2].", true, []written{
			{text: "They left.", refs: []ref{{1, 1}}}, {text: "Они ушли.", refs: []ref{{1, 2}}},
		}},
		{"a quotation", "“We tried,” he said. [1.1] “It failed.” [1.2]", true, []written{
			{text: "“We tried,” he said.", refs: []ref{{1, 1}}}, {text: "“It failed.”", refs: []ref{{1, 2}}},
		}},
		{"Arabic", "قال لافروف ذلك [1.1]. هل غادر كيري؟ [1.2]", true, []written{
			{text: "قال لافروف ذلك.", refs: []ref{{1, 1}}}, {text: "هل غادر كيري؟", refs: []ref{{1, 2}}},
		}},
		{"nothing", " \n ", true, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, size := range []int{1, 3, 7, 1000} {
				got := sentencesOf(test.text, size, test.whole)
				if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(written{}, ref{})); diff != "" {
					t.Errorf("in pieces of %d bytes (-want +got):\n%s", size, diff)
				}
			}
		})
	}
}

func TestDraftGivesASentenceAsSoonAsItIsComplete(t *testing.T) {
	var d draft
	if got := d.add("Lavrov led [2.4]."); len(got) != 1 {
		t.Errorf("a sentence closed by its stop: %v, want it at once", got)
	}
	if got := d.add(" Kerry left. [1.1]"); len(got) != 0 {
		t.Errorf("a sentence that another marker may follow: %v, want it to wait", got)
	}
	if got := d.add(" The "); len(got) != 1 {
		t.Errorf("the next one begins: %v, want the one before it", got)
	}
}

// TestDraftInPieces: however a reply is cut into pieces, the sentences are the
// same.
func TestDraftInPieces(t *testing.T) {
	for _, text := range []string{
		"He led Moscow's delegation [4.1][4.2][4.3]. Iran [4.2] is represented by him. The end [1.1].",
		"It met [1.1]. [1.2] Then it left. [2.1] [2.2] And came back.[3.1] Done [1.1]",
		"Lavrov led it [1.1]. U.N. Special Envoy de Mistura came [1.2]. J. R. Smith left [1.3]. Mr. X stayed [1.4].",
		"One [1.1].\n\n- Two [1.2]\n- Three [1.3]\nNOT_IN_ARTICLES",
		strings.Repeat("A true sentence of some length about the talks [1.1]. ", 80),
		strings.Repeat("قال لافروف ذلك في فيينا [1.1]. ", 120),
	} {
		want := sentencesOf(text, len(text), true)
		for size := 1; size < 40; size++ {
			if diff := cmp.Diff(want, sentencesOf(text, size, true), cmp.AllowUnexported(written{}, ref{})); diff != "" {
				t.Errorf("%.60q in pieces of %d (-in one, +in pieces):\n%s", text, size, diff)
				break
			}
		}
	}
}

func TestDraftIsBounded(t *testing.T) {
	var d draft
	n := 0
	for range 1000 {
		for _, w := range d.add(strings.Repeat("word ", 10)) {
			n++
			if len(w.text) > maxSentenceBytes+100 || len(w.refs) > 0 {
				t.Fatalf("a sentence of %d bytes, citing %v", len(w.text), w.refs)
			}
		}
		if len(d.rest) > 2*maxSentenceBytes {
			t.Fatalf("%d bytes wait for the end of a sentence", len(d.rest))
		}
	}
	if n == 0 {
		t.Error("nothing of an endless sentence was given out")
	}
}

// FuzzDraft: whatever a writer writes and however it comes, every sentence that
// cites something is cut out of the reply, bounded, and free of markers.
func FuzzDraft(f *testing.F) {
	f.Add("Lavrov led [2.4]. Kerry left. [1.1][1.2]", 3)
	f.Add("<think>[1.1] hm</think>- **A** U.N. [1.2-4]\n| x | 【1.3】", 1)
	f.Add("[1.1", 2)
	f.Fuzz(func(t *testing.T, reply string, size int) {
		if len(reply) > 4<<10 {
			return
		}
		for _, w := range sentencesOf(reply, 1+max(0, size)%64, true) {
			if len(w.text) > 2*maxSentenceBytes+len(reply)/4 {
				t.Errorf("a sentence of %d bytes", len(w.text))
			}
			if w.text == "" {
				t.Errorf("an empty sentence from %q", reply)
			}
			if strings.TrimSpace(w.text) != w.text {
				t.Errorf("white space around %q", w.text)
			}
			for _, r := range w.refs {
				if r.source < 0 || r.source > 999 || r.sentence < 0 || r.sentence > 9999 {
					t.Errorf("sentence %v in %q", r, reply)
				}
			}
		}
	})
}
