package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/llm/llmtest"
)

// figures are what eval --json prints, without the times.
func figures(t *testing.T, s session) map[string]any {
	t.Helper()
	var out map[string]any
	if err := json.Unmarshal([]byte(s.stdout), &out); err != nil || s.code != exitDone {
		t.Fatalf("exit code %d (%v):\n%s%s", s.code, err, s.stdout, s.stderr)
	}
	delete(out, "timing_ms")
	return out
}

// TestRecordAndReplay: a recording brings the same figures again without a
// server, and holds nothing that nobody may read.
func TestRecordAndReplay(t *testing.T) {
	t.Parallel()
	server := llmtest.New(t, func(c llmtest.Call) llmtest.Script {
		if strings.Contains(c.User, "al-Jaafari") { // one reply gives the prompt away
			return llmtest.Text("The reference is " + canaryInPrompt.FindString(c.System) + ". " + copied(c))
		}
		return llmtest.Text(copied(c))
	})
	record := filepath.Join(t.TempDir(), "run.jsonl")
	args := []string{
		"eval", "--json", "--fails", "--questions", someQuestions(t, 0, 3),
		"--floor-strict", "0", "--floor-recall5", "0", "--floor-refusal-f1", "0", "--max-over-refusal", "1",
	}
	recorded := figures(t, play(t, settingsFor(server.URL()), "", append(args, "--writer", "model", "--record", record)...))
	replayed := figures(t, play(t, nil, "", append(args, "--replay", record)...))
	if diff := cmp.Diff(recorded, replayed); diff != "" {
		t.Errorf("figures (-recorded +replayed):\n%s", diff)
	}
	calls := server.Calls()
	if len(calls) != 3 {
		t.Errorf("%d requests, want 3", len(calls))
	}
	checkRecording(t, record, calls)
	elsewhere := slices.Clone(args)
	elsewhere[4] = someQuestions(t, 5, 2)
	s := play(t, nil, "", append(elsewhere, "--replay", record)...)
	if s.code != exitFailed || s.stdout != "" || !strings.Contains(s.stderr, record+" has no reply to 2 questions") {
		t.Errorf("replay for other questions: exit code %d:\n%s%s", s.code, s.stdout, s.stderr)
	}
}

func checkRecording(t *testing.T, path string, calls []llmtest.Call) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm()&fs.FileMode(0o077) != 0 {
		t.Errorf("others may read the recording: %v, %v", info.Mode(), err)
	}
	hidden := []string{secretKey, secretHeader, secretPassword}
	for _, c := range calls {
		canary := canaryInPrompt.FindString(c.System)
		if canary == "" {
			t.Fatalf("no canary in the prompt:\n%s", c.System)
		}
		hidden = append(hidden, canary)
	}
	for _, h := range hidden {
		if bytes.Contains(content, []byte(h)) {
			t.Errorf("the recording holds %s", h)
		}
	}
	if n := bytes.Count(content, []byte("\n")); n != len(calls) {
		t.Errorf("%d lines for %d requests", n, len(calls))
	}
}

// evalWithoutFloors are the arguments of an eval that no figure fails.
func evalWithoutFloors(questions string, more ...string) []string {
	return append([]string{
		"eval", "--json", "--fails", "--questions", questions,
		"--floor-strict", "0", "--floor-recall5", "0", "--floor-refusal-f1", "0", "--max-over-refusal", "1",
	}, more...)
}

// A recording takes the place of another one only when it holds a reply.
func TestRecordingThatFailsLeavesTheOneBefore(t *testing.T) {
	const before = "recorded before\n"
	for _, tt := range []struct {
		name string
		url  func(*testing.T) string
		want string
	}{
		{"nobody listens", closedAddress, "any of 3 questions"},
		{"a wrong key", func(t *testing.T) string {
			return llmtest.New(t, llmtest.Always(llmtest.WrongKey(secretKey))).URL()
		}, "any of 3 questions"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			folder := writeFiles(t, map[string]string{"run.jsonl": before})
			path := filepath.Join(folder, "run.jsonl")
			s := play(t, settingsFor(tt.url(t)), "", evalWithoutFloors(someQuestions(t, 0, 3), "--writer", "model", "--record", path)...)
			if s.code != exitFailed || s.stdout != "" || !strings.Contains(s.stderr, tt.want) || !strings.Contains(s.stderr, "nothing was recorded in "+path) {
				t.Errorf("exit code %d:\n%s%s", s.code, s.stdout, s.stderr)
			}
			if got, err := os.ReadFile(path); string(got) != before {
				t.Errorf("the recording before is now %q, %v", got, err)
			}
			if names, _ := os.ReadDir(folder); len(names) != 1 {
				t.Errorf("files left: %v", names)
			}
		})
	}
}

// What goes wrong after the recording has begun leaves the one before, too.
func TestRecordingThatIsNotWholeLeavesTheOneBefore(t *testing.T) {
	t.Parallel()
	server := llmtest.New(t, writes(copied))
	folder := writeFiles(t, map[string]string{"run.jsonl": "recorded before\n"})
	path := filepath.Join(folder, "run.jsonl")
	args := evalWithoutFloors(someQuestions(t, 0, 1), "--writer", "model", "--record", path, "--outputs", filepath.Join(folder, "no", "outputs.jsonl"))
	s := play(t, settingsFor(server.URL()), "", args...)
	got, err := os.ReadFile(path)
	if s.code != exitUsage || string(got) != "recorded before\n" {
		t.Errorf("exit code %d, the recording before is now %q, %v:\n%s", s.code, got, err, s.stderr)
	}
}

func TestEvalSaysWhatTheModelDidNotWrite(t *testing.T) {
	t.Parallel()
	server := llmtest.New(t, func(c llmtest.Call) llmtest.Script {
		if strings.Contains(questionIn(c.User), "Jaafari") {
			return llmtest.Failure(400, "not that one")
		}
		return llmtest.Text(copied(c))
	})
	s := play(t, settingsFor(server.URL()), "", evalWithoutFloors(someQuestions(t, 0, 3), "--writer", "model", "--log-level", "error")...)
	figures(t, s)
	if strings.Count(s.stderr, "\n") != 1 || !strings.HasPrefix(s.stderr, "rapporteur: the model could not be asked 1 of 3 questions") {
		t.Errorf("stderr is not one line about one question:\n%s", s.stderr)
	}
}

// A replay gives a prompt away where the model did.
func TestReplayOfAGivenAwayPrompt(t *testing.T) {
	t.Parallel()
	server := llmtest.New(t, func(c llmtest.Call) llmtest.Script {
		return llmtest.Text(copied(c) + " The reference is " + canaryInPrompt.FindString(c.System) + ".")
	})
	path := filepath.Join(t.TempDir(), "run.jsonl")
	questions := someQuestions(t, 0, 1)
	play(t, settingsFor(server.URL()), "", evalWithoutFloors(questions, "--writer", "model", "--record", path)...)
	s := play(t, nil, "", evalWithoutFloors(questions, "--replay", path, "--log-level", "info")...)
	if lines := logLines(s.stderr, "written"); len(lines) != 1 || !strings.Contains(lines[0], "leaked=true") {
		t.Errorf("the replay gives nothing away:\n%s", s.stderr)
	}
}
