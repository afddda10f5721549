package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rapporteur/answer"
	"rapporteur/llm"
	"rapporteur/llm/llmtest"
)

// A key with white space around it is sent and repeated without, also at the
// level of the log that nobody sets; a name alone in an address is a key.
func TestKeyThatIsRepeated(t *testing.T) {
	t.Parallel()
	server := llmtest.New(t, llmtest.Always(llmtest.WrongKey(secretKey)))
	for name, env := range map[string]map[string]string{
		"a key between blanks":    settingsFor(server.URL(), "OPENAI_API_KEY= "+secretKey+"  "),
		"a name in the address":   {"OPENAI_BASE_URL": strings.Replace(server.URL(), "://", "://"+secretKey+"@", 1)},
		"a name without password": {"OPENAI_BASE_URL": strings.Replace(server.URL(), "://", "://"+secretKey+":@", 1)},
	} {
		t.Run(name, func(t *testing.T) {
			for _, level := range []string{"warn", "debug"} {
				s := play(t, env, "", "ask", "--json", "--log-level", level, asked) // it looks for secretKey
				checkOwnWords(t, s.reply(t, exitDone), away)
				if !strings.Contains(s.stderr, "Incorrect API key provided: [hidden]") {
					t.Errorf("the log does not say what is wrong:\n%s", s.stderr)
				}
			}
		})
	}
}

// One try fits into the day and a second does not: none is begun.
func TestDailyTokensBoundEachTry(t *testing.T) {
	t.Parallel()
	server := llmtest.New(t, llmtest.Always(llmtest.Cut("It ", "is ")))
	play(t, settingsFor(server.URL()), "", "ask", asked)
	tries := server.Calls()
	if len(tries) != 2 {
		t.Fatalf("%d requests without a bound, want 2", len(tries))
	}
	most := llm.Request{System: tries[0].System, User: tries[0].User, MaxTokens: 500}.Most()
	data := t.TempDir()
	for _, tt := range []struct{ tokens, tries int }{{most - 100, 0}, {most + 100, 1}} {
		env := settingsFor(server.URL(), "RAPPORTEUR_DATA="+data, fmt.Sprint("RAPPORTEUR_DAILY_TOKENS=", tt.tokens))
		before := len(server.Calls())
		checkOwnWords(t, play(t, env, "", "ask", "--json", asked).reply(t, exitDone), spent)
		if n := len(server.Calls()) - before; n != tt.tries {
			t.Errorf("%d requests within %d tokens, want %d", n, tt.tokens, tt.tries)
		}
	}
	if n := tokensSpent(t, data); n == 0 || n > most+100 {
		t.Errorf("%d tokens spent, want at most %d", n, most+100)
	}
}

// A spent day is warned of once, in one clause.
func TestSpentDayIsWarnedOfOnce(t *testing.T) {
	t.Parallel()
	server := llmtest.New(t, writes(right))
	env := settingsFor(server.URL(), "RAPPORTEUR_DAILY_TOKENS=1")
	s := play(t, env, strings.Repeat(asked+"\n", 3), "chat", "--log-level", "info")
	written := logLines(s.stderr, "written")
	if len(written) != 3 {
		t.Fatalf("%d lines about the writing, want 3:\n%s", len(written), s.stderr)
	}
	for i, line := range written {
		level := "level=INFO"
		if i == 0 {
			level = "level=WARN"
		}
		if !strings.Contains(line, level) || !strings.Contains(line, `error="the tokens of the day are spent: 1 a day"`) {
			t.Errorf("line %d: %s", i, line)
		}
	}
}

// A file of what was spent that is no good does not stop anybody.
func TestSpentTokensThatCannotBeRead(t *testing.T) {
	t.Parallel()
	server := llmtest.New(t, writes(right))
	for name, spoil := range map[string]func(path string) error{
		"a folder in its place": func(path string) error { return os.Mkdir(path, 0o700) },
		"a broken file":         func(path string) error { return os.WriteFile(path, []byte("{"), 0o600) },
		"a broken file that stays": func(path string) error {
			return errors.Join(os.WriteFile(path, []byte("{"), 0o600), os.MkdirAll(filepath.Join(path+".corrupt", "kept"), 0o700))
		},
	} {
		t.Run(name, func(t *testing.T) {
			data := t.TempDir()
			if err := spoil(filepath.Join(data, "spent.json")); err != nil {
				t.Fatal(err)
			}
			s := play(t, settingsFor(server.URL(), "RAPPORTEUR_DATA="+data), "", "ask", "--json", asked)
			if a := s.reply(t, exitDone); a.Writer != "test-model" {
				t.Errorf("writer %q", a.Writer)
			}
			if strings.Count(s.stderr, "\n") != 1 || !strings.Contains(s.stderr, "rapporteur: what was spent today could not be read") {
				t.Errorf("stderr is not one warning:\n%s", s.stderr)
			}
		})
	}
}

// That nothing can be written is warned of once.
func TestSpentTokensThatCannotBeKept(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	server := llmtest.New(t, func(c llmtest.Call) llmtest.Script {
		os.RemoveAll(data) // nobody can write there then, not even root
		return llmtest.Text(right(c))
	})
	s := play(t, settingsFor(server.URL(), "RAPPORTEUR_DATA="+data), asked+"\n"+asked+"\n", "chat")
	written := logLines(s.stderr, "written")
	if s.code != exitDone || len(written) != 1 || !strings.Contains(written[0], "level=WARN") || !strings.Contains(written[0], "not_kept=") {
		t.Errorf("exit code %d, want one warning:\n%s", s.code, s.stderr)
	}
}

func TestSpentTokensInAReadOnlyFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write anywhere")
	}
	t.Parallel()
	data := t.TempDir()
	if err := os.Chmod(data, 0o500); err != nil {
		t.Fatal(err)
	}
	server := llmtest.New(t, writes(right))
	s := play(t, settingsFor(server.URL(), "RAPPORTEUR_DATA="+data), "", "ask", asked)
	if written := logLines(s.stderr, "written"); s.code != exitDone || len(written) != 1 || !strings.Contains(written[0], "not_kept=") {
		t.Errorf("exit code %d, want one warning:\n%s", s.code, s.stderr)
	}
}

// deadlines is a model that cannot be had, and notes until when it might have
// written.
type deadlines struct {
	mu  sync.Mutex
	all []time.Duration
}

func (*deadlines) Name() string        { return "writer-1" }
func (*deadlines) Tokens(s string) int { return llm.Tokens(s) }

func (d *deadlines) Write(ctx context.Context, _ answer.ModelRequest, _ answer.Sink) (answer.Usage, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	at, _ := ctx.Deadline()
	d.all = append(d.all, time.Until(at))
	return answer.Usage{}, errors.New("not now")
}

// A question is not given up before the model has had its time, twice.
func TestQuestionWaitsForItsModel(t *testing.T) {
	for _, tt := range []struct{ timeout, want time.Duration }{
		{time.Second, 2 * time.Minute},
		{75 * time.Second, 3 * time.Minute},
		{10 * time.Minute, 20*time.Minute + 30*time.Second},
	} {
		t.Run(tt.timeout.String(), func(t *testing.T) {
			t.Parallel()
			model := &deadlines{}
			a := &app{stdout: io.Discard, stderr: io.Discard, log: slog.New(slog.DiscardHandler), brought: model, cfg: config{ChatTimeout: tt.timeout}}
			if err := a.ask(t.Context(), asked); err != nil {
				t.Fatal(err)
			}
			if len(model.all) != 1 || model.all[0] > tt.want || model.all[0] < tt.want-30*time.Second {
				t.Errorf("the model has %v, want %v", model.all, tt.want)
			}
		})
	}
}
