package answer_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/answer"
)

// checkLine is a claim with what a reader of the five articles makes of it.
type checkLine struct {
	ID      string         `json:"id"`
	Kind    string         `json:"kind"`
	Claim   string         `json:"claim"`
	Verdict answer.Verdict `json:"verdict"`
	// Half is "held" for claims that were written after the rules, and "tuned" for
	// those by which they were made.
	Half string `json:"half"`
}

func readChecks(tb testing.TB) []checkLine {
	tb.Helper()
	f, err := os.Open(filepath.Join("testdata", "checks.jsonl"))
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	var out []checkLine
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var c checkLine
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			tb.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

// TestVerdicts holds the floors: nothing that is not so is called supported, and
// most of what is, and of what is contradicted, is found.
func TestVerdicts(t *testing.T) {
	b := syria(t)
	type count struct{ right, all int }
	type group struct {
		verdict answer.Verdict
		users   bool // claims written as a user would
	}
	counts := map[group]*count{}
	falselySupported, falselyContradicted := 0, 0
	for _, c := range readChecks(t) {
		r, err := b.Check(t.Context(), answer.CheckRequest{Text: c.Claim})
		if err != nil {
			t.Fatalf("Check(%q): %v", c.Claim, err)
		}
		if len(r.Sentences) != 1 {
			t.Fatalf("Check(%q) has %d sentences, want 1", c.Claim, len(r.Sentences))
		}
		got := r.Sentences[0]
		in := group{c.Verdict, c.Kind == "as a user would"}
		if counts[in] == nil {
			counts[in] = &count{}
		}
		counts[in].all++
		switch {
		case got.Verdict == c.Verdict:
			counts[in].right++
			continue
		case got.Verdict == answer.Supported:
			falselySupported++
			t.Errorf("%s: Check(%q) = supported by %q, want %s", c.ID, c.Claim, r.Citations[0].Quote, c.Verdict)
		case got.Verdict == answer.Contradicted:
			falselyContradicted++
		}
		t.Logf("%s: Check(%q) = %s, want %s", c.ID, c.Claim, got.Verdict, c.Verdict)
	}
	for in, floor := range map[group]float64{
		{answer.Supported, false}: 0.84, {answer.Contradicted, false}: 0.75, {answer.NotCovered, false}: 0.97,
		{answer.Supported, true}: 0.70, {answer.Contradicted, true}: 0.60,
	} {
		n := counts[in]
		t.Logf("%+v: %d of %d", in, n.right, n.all)
		if share := float64(n.right) / float64(n.all); share < floor {
			t.Errorf("%d of %d claims %+v are judged rightly (%.2f), want %.2f", n.right, n.all, in, share, floor)
		}
	}
	if most := 3; falselyContradicted > most {
		t.Errorf("%d claims are called contradicted and are not, want at most %d", falselyContradicted, most)
	}
}

// TestVerdictsOfOthersSentences puts sentences that were made wrong, or that the
// articles only hold in somebody's name, among all articles: none is supported.
func TestVerdictsOfOthersSentences(t *testing.T) {
	b := syria(t)
	passed, contradicted, right := 0, 0, 0
	for _, c := range readClaims(t, filepath.Join("testdata", "claims.jsonl")) {
		if c.Kind == "wrong" {
			continue // true, and cited wrongly
		}
		r, err := b.Check(t.Context(), answer.CheckRequest{Text: c.Claim})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range r.Sentences {
			switch {
			case c.Supported:
				right++
				if s.Verdict == answer.Contradicted {
					contradicted++
					t.Logf("%s: %q is called contradicted: %s", c.ID, s.Text, s.Why)
				}
			case s.Verdict == answer.Supported && strings.Contains(s.Why, " has it from "):
				// it says in whose name
			case s.Verdict == answer.Supported:
				passed++
				t.Logf("%s: %q is called supported (%s)", c.ID, s.Text, c.Kind)
			}
		}
	}
	if most := 2; passed > most {
		t.Errorf("%d wrong sentences are called supported, want at most %d", passed, most)
	}
	if 50*contradicted > right {
		t.Errorf("%d of %d right sentences are called contradicted", contradicted, right)
	}
}

// TestHostileClaims: claims in the words of the articles that these do not bear
// out, for they are denied, planned, only tried, somebody's view, or of others.
func TestHostileClaims(t *testing.T) {
	b := syria(t)
	list, err := os.ReadFile(filepath.Join("testdata", "hostile.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for claim := range strings.Lines(string(list)) {
		r, err := b.Check(t.Context(), answer.CheckRequest{Text: claim})
		if err != nil {
			t.Fatal(err)
		}
		if r.Sentences[0].Verdict == answer.Supported {
			t.Errorf("Check(%q) = supported by %q", claim, r.Citations[0].Quote)
		}
	}
}

// TestWhyNamesWhatDiffers: what contradicts a claim is told by the words that differ.
func TestWhyNamesWhatDiffers(t *testing.T) {
	for _, c := range []struct{ claim, why string }{
		{"The rebels endorsed the communique.", "“rebels did not endorse”"},
		{"De Mistura joined the talks yesterday.", "“tomorrow (22 December 2017)”, not “yesterday”"},
		{"Air strikes in Eastern Ghouta have killed 500 civilians since November.", "citing the Syrian Observatory, says “more than 200 civilians”"},
		{"The Syrian government's delegation was led by Mohammad Alloush.", "“rebel”, not “Syrian government”"},
		{"Russia did not launch a bombing campaign.", "“Russia launched a bombing campaign”"},
		{"Russia and Jordan agreed to set up a mechanism.", "from Sergei Lavrov"},
	} {
		r, err := syria(t).Check(t.Context(), answer.CheckRequest{Text: c.claim})
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Sentences[0].Why; !strings.Contains(got, c.why) {
			t.Errorf("why of %q = %q, want %q in it", c.claim, got, c.why)
		}
	}
}

// TestCheckHoldsTheWordsOnly: sentences that hold the words of a claim and do not
// say it: another one does it, on a condition, elsewhere, since another time.
func TestCheckHoldsTheWordsOnly(t *testing.T) {
	notSupported := func(t *testing.T, b *bench, claim string) {
		t.Helper()
		r, err := b.Check(t.Context(), answer.CheckRequest{Text: claim})
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Sentences[0].Verdict; got == answer.Supported {
			t.Errorf("Check(%q) = supported by %q", claim, r.Citations[0].Quote)
		}
	}
	for _, claim := range []string{
		"Russia, Turkey and Syria agreed to monitor the truce.",
		"Russia, Turkey and Syria agreed to police the ceasefire.",
		"Syria sponsors the Astana talks.",
		"Russia, Iran and Syria sponsor the Astana talks.",
		"The joint communique was from Russia, Turkey and Syria.",
		"Saudi Arabia backs Assad.",
		"Russia and Turkey back groups fighting Assad.",
		"Washington, Riyadh and Moscow back groups fighting Assad.",
		"Syria backs groups fighting Assad.",
		"Lavrentyev hailed the Geneva talks as the birth of a new format.",
		"Assad made a visit to Moscow to meet Lavrov.",
		"More than 200 civilians have been killed in Eastern Ghouta since December.",
		"The opposition demanded talks focus on more than a ceasefire.",
		"Judeh said the mechanism will be effective.",
	} {
		notSupported(t, syria(t), claim)
	}
	b := newBench(t, files(map[string]string{
		"a": "---\nid: a\ntitle: A treaty and a strike\npublisher: Harbour Post\npublished: 2019-06-10\nlanguage: en\n---\n" +
			"Had the treaty been signed on 2 June, the ports would be open, officials said.\n\n" +
			"Unless the unions agree, the strike will begin.\n\nIf parliament agrees, the port of Sines will close.\n\n" +
			"The conference planned for 9 June was cancelled.\n\nThe envoy almost reached a deal on 31 May.\n\n" +
			"According to a rumour that proved untrue, Max Orr died on 8 June.\n\nRebels failed, as Orr predicted, to take the bridge on 4 June.\n\nVaz insinuated that Tom Berg stole the funds.\n\nThe dam is meant to save the valley.\n\n“He lied to us,” said Nuno Vaz of the mayor.\n",
	}))
	for _, claim := range []string{
		"The treaty was signed on 2 June 2019.", "The strike will begin.", "The port of Sines will close.",
		"The conference took place on 9 June 2019.", "The envoy reached a deal on 31 May 2019.", "Max Orr died on 8 June 2019.", "Nuno Vaz lied.",
		"Rebels took the bridge.", "Tom Berg stole the funds.", "The dam saved the valley.",
	} {
		notSupported(t, b, claim)
	}
}
