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

// FuzzWriter has a model write whatever a stranger might make it write: every
// answer keeps what is promised of answers that a model wrote.
func FuzzWriter(f *testing.F) {
	f.Add("Alexander Lavrentiev leads Moscow's delegation [1.1]. He is the president's envoy [1.1][1.2].")
	f.Add("1. **Iran** is \"represented\" [1.1, 1.2] @everyone <@1> [x](http://y) `a` | b [1.1]")
	f.Add("NOT_IN_ARTICLES")
	f.Add("<think>NOT_IN_ARTICLES</think>19 people were killed [1.1-3]. ⑳ [1.1] 1,9 [1.1]. U.S. [1.1].")
	f.Add("قال لافروف [1.1]؟ 习近平 [1.1]。 did nоt [1.1]")
	var text string
	b := newWritten(f, func(sheet) reply { return reply{text: text} })
	f.Fuzz(func(t *testing.T, written string) {
		text = written
		b.put(t, answer.Request{Question: "Who led Russia's delegation at the eighth Astana round?"})
	})
}
