package answer_test

import (
	"testing"

	"rapporteur/answer"
)

// FuzzAnswer asks what a stranger may send, after what a stranger may have
// said before.
func FuzzAnswer(f *testing.F) {
	f.Add([]byte("Who is Andrey Kortunov?"), []byte(""), true)
	f.Add([]byte("What did he say about the talks?"), []byte("Who is Andrey Kortunov?"), true)
	f.Add([]byte("And the opposition?"), []byte("Who led the Syrian government delegation?"), true)
	f.Add([]byte("And Lavrov and Putin?"), []byte("Did Zorblax meet Kerry"), true)
	f.Add([]byte("And Iran and US?"), []byte("Who led the Syrian government"), true)
	f.Add([]byte("What about Kerry?"), []byte("What did Lavrov say about Assad?"), true)
	f.Add([]byte("Summarise everything"), []byte("@everyone [9] <@1>"), false)
	f.Add([]byte("Why did the rebels endorse it, and when did Russia launch its campaign?"), []byte("the communique"), true)
	f.Add([]byte("من كان رئيس الوفد؟"), []byte("Кто он?"), true)
	f.Add([]byte("8th round \xff\x00 [1](http://x) \u202e"), []byte("\xc3 he"), true)
	f.Add([]byte("when?"), []byte("Which hotel hosted the talks in January 2017?"), true)
	b := syria(f)
	f.Fuzz(func(t *testing.T, question, before []byte, fromUser bool) {
		turn := assistant(string(before))
		if fromUser {
			turn = user(string(before))
		}
		a, err := b.Answer(t.Context(), answer.Request{Question: string(question), Context: []answer.Turn{turn}})
		if err != nil {
			t.Fatalf("Answer(%q after %q): %v", question, before, err)
		}
		keepsPromises(t, b, a)
	})
}
