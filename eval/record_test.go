package eval_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"rapporteur/answer"
	"rapporteur/eval"
	"rapporteur/prompts"
)

// pieces is a model that writes what it is told to, in pieces, and ends with
// err.
type pieces struct {
	text []string
	err  error
}

func (pieces) Name() string        { return "writer-1" }
func (pieces) Tokens(s string) int { return len(s) }

func (p pieces) Write(_ context.Context, _ answer.ModelRequest, to answer.Sink) (answer.Usage, error) {
	to.Start()
	for _, s := range p.text {
		if err := to.Write(s); err != nil {
			return answer.Usage{Prompt: 7}, err
		}
	}
	return answer.Usage{Prompt: 7, Reply: len(p.text)}, p.err
}

// sink keeps what it is given and has had enough after most pieces.
type sink struct {
	strings.Builder
	starts, most, pieces int
	broken               bool // a piece does not end with a letter
}

var errEnough = errors.New("enough")

func (s *sink) Start() { s.starts++; s.Reset() }

func (s *sink) Write(delta string) error {
	s.WriteString(delta)
	s.pieces++
	s.broken = s.broken || !utf8.ValidString(delta) || delta == ""
	if s.most--; s.most == 0 {
		return errEnough
	}
	return nil
}

func request(user, canary string) answer.ModelRequest {
	return answer.ModelRequest{Prompt: prompts.Prompt{System: "Rules. " + canary, User: user}, Canary: canary, MaxTokens: 10}
}

func TestARecordingIsReplayedByAnotherProcess(t *testing.T) {
	for _, test := range []struct {
		name  string
		model pieces
		most  int
		text  string
		err   error
	}{
		{"a whole reply", pieces{text: []string{"One [1.1]. ", "Two [1.2]."}}, 0, "One [1.1]. Two [1.2].", nil},
		{"one that tells of the prompt", pieces{text: []string{"It says RQ", "-ONE."}}, 0, "It says RQ-TWO.", nil},
		{"one with letters of many bytes", pieces{text: []string{"Kto? Лаврентьев, спецпосланник [1.1]."}}, 0, "Kto? Лаврентьев, спецпосланник [1.1].", nil},
		{"one that was long enough", pieces{text: []string{"One.", "Two."}}, 1, "One.", errEnough},
		{"one cut at its length", pieces{text: []string{"One."}, err: fmt.Errorf("model: %w", answer.ErrUnfinished)}, 0, "One.", answer.ErrUnfinished},
		{"a prompt that was too long", pieces{err: answer.ErrPromptTooLong}, 0, "", answer.ErrPromptTooLong},
		{"a day's share used up", pieces{err: answer.ErrBudget}, 0, "", answer.ErrBudget},
	} {
		t.Run(test.name, func(t *testing.T) {
			var file strings.Builder
			recorder := eval.NewRecorder(test.model, &file)
			used, err := recorder.Write(t.Context(), request("Who?", "RQ-ONE"), &sink{most: test.most})
			if !errors.Is(err, test.err) || used.Prompt != 7 {
				t.Fatalf("recording: %v, %v; want %v", used, err, test.err)
			}
			if strings.Contains(file.String(), "RQ-ONE") || recorder.Err() != nil {
				t.Errorf("the recording holds the canary, or failed (%v): %s", recorder.Err(), file.String())
			}
			player, err := eval.NewReplayer(strings.NewReader(file.String()), func(s string) int { return len(s) })
			if err != nil {
				t.Fatal(err)
			}
			got := &sink{most: test.most}
			if _, err := player.Write(t.Context(), request("Who?", "RQ-TWO"), got); !errors.Is(err, test.err) {
				t.Errorf("replay ends with %v, want %v", err, test.err)
			}
			if got.pieces < len(test.text)/16 || got.broken {
				t.Errorf("%d pieces, or not between letters, want at least %d", got.pieces, len(test.text)/16)
			}
			if diff := cmp.Diff(test.text, got.String()); diff != "" || got.starts != 1 {
				t.Errorf("replay, %d starts (-want +got):\n%s", got.starts, diff)
			}
			if player.Name() != "writer-1" || player.Len() != 1 || player.Missing() != 0 {
				t.Errorf("player: %q, %d lines, %d missing", player.Name(), player.Len(), player.Missing())
			}
		})
	}
}

func TestAReplayFollowsSentencesToTheirNewNumbers(t *testing.T) {
	recorded := `{"model":"m","question":"Who?","system":"s","user":"[1.1] Old one.\n[1.2] Gone.\n[2.1] Kept.","reply":"A [1.1]. B [1.2, 2.1]."}`
	player, err := eval.NewReplayer(strings.NewReader(recorded), func(string) int { return 1 })
	if err != nil {
		t.Fatal(err)
	}
	req := answer.ModelRequest{Prompt: prompts.Prompt{System: "new rules", User: "[1.1] Kept.\n[3.4] Old one.\nWho?"}, Question: "Who?"}
	var got sink
	if _, err := player.Write(t.Context(), req, &got); err != nil {
		t.Fatal(err)
	}
	if want := "A [3.4]. B [0.0, 1.1]."; got.String() != want {
		t.Errorf("replay = %q, want %q", got.String(), want)
	}
	req.Prompt.User = "Put it in other words: Who?"
	if _, err := player.Write(t.Context(), req, &got); !errors.Is(err, eval.ErrNotRecorded) {
		t.Errorf("a prompt of another kind: %v, want %v", err, eval.ErrNotRecorded)
	}
}

func TestAReplayTellsWhatItLacks(t *testing.T) {
	player, err := eval.NewReplayer(strings.NewReader(`{"model":"m","system":"s","user":"u","reply":"r"}`), func(string) int { return 1 })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := player.Write(t.Context(), answer.ModelRequest{Prompt: prompts.Prompt{User: "u2"}, Question: "Another?"}, &sink{}); !errors.Is(err, eval.ErrNotRecorded) || player.Missing() != 1 {
		t.Errorf("Write = %v with %d missing, want %v", err, player.Missing(), eval.ErrNotRecorded)
	}
	long := `{"model":"` + strings.Repeat("m", 9<<20) + `"}`
	if _, err := eval.NewReplayer(strings.NewReader("\n"+long), nil); err == nil || !strings.Contains(err.Error(), "line 2 is longer than 8 MB") {
		t.Errorf("a line too long: %v", err)
	}
	for _, bad := range []string{"{", `{"model":"m"}`, `{"model":"m","user":"u","error":"odd"}`} {
		if _, err := eval.NewReplayer(strings.NewReader(bad), nil); err == nil {
			t.Errorf("NewReplayer(%q) succeeded", bad)
		}
	}
}

// full is a disk that is.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestARecordingThatCannotBeWrittenIsReported(t *testing.T) {
	recorder := eval.NewRecorder(pieces{text: []string{"One."}}, full{})
	if _, err := recorder.Write(t.Context(), request("Who?", "RQ"), &sink{}); err != nil {
		t.Errorf("the reply failed with its recording: %v", err)
	}
	if recorder.Err() == nil {
		t.Error("no error of the recording")
	}
}

// Without a canary there is nothing to mask, and nothing to put back.
func TestARecordingWithoutACanary(t *testing.T) {
	var file strings.Builder
	if _, err := eval.NewRecorder(pieces{text: []string{"One CANARY."}}, &file).Write(t.Context(), request("Who?", ""), &sink{}); err != nil {
		t.Fatal(err)
	}
	player, err := eval.NewReplayer(strings.NewReader("\uFEFF"+file.String()), func(string) int { return 1 }) // as an editor may save it
	if err != nil {
		t.Fatal(err)
	}
	var got sink
	if _, err := player.Write(t.Context(), request("Who?", ""), &got); err != nil || got.String() != "One CANARY." {
		t.Errorf("replay = %q, %v", got.String(), err)
	}
}

func TestARecorderCountsTheReplies(t *testing.T) {
	for _, test := range []struct {
		name  string
		model pieces
		want  int
	}{
		{"a reply", pieces{text: []string{"One."}}, 1},
		{"one that was long enough", pieces{text: []string{"One.", "Two."}}, 1},
		{"one cut at its length", pieces{text: []string{"One."}, err: answer.ErrUnfinished}, 1},
		{"a server away", pieces{err: errors.New("refused")}, 0},
		{"one that is left alone", pieces{err: answer.ErrPaused}, 0},
		{"a day's share used up", pieces{err: answer.ErrBudget}, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			recorder := eval.NewRecorder(test.model, io.Discard)
			recorder.Write(t.Context(), request("Who?", "RQ"), &sink{most: 1})
			if got := recorder.Replies(); got != test.want {
				t.Errorf("Replies() = %d, want %d", got, test.want)
			}
		})
	}
}
