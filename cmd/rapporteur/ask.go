package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"rapporteur/answer"
	"rapporteur/llm"
)

const askExamples = `  # An answer with its sources; exit code 3 when the articles do not hold one
  rapporteur ask "Who led Russia's delegation at the eighth Astana round?"

  # The same as one JSON object
  rapporteur ask --json "Which countries are the guarantors?"

  # Many questions: {"id":"1","question":"…"} a line, answered in order
  rapporteur ask --batch questions.jsonl > answers.jsonl
  echo '{"id":1,"question":"Who is the UN envoy?"}' | rapporteur ask --batch -`

func newAsk(a *app) *cobra.Command {
	var batch, writer string
	cmd := &cobra.Command{
		Use:   "ask QUESTION",
		Short: "Answer one question, or a file of them",
		Long: `Answer one question with cited sentences, or say that the articles do not hold
the answer (exit code 3) and show the nearest passages.

With --batch, each line of the file is an object with "id", "question" and,
optionally, "context": earlier turns as [{"role":"user|assistant","content":"…"}].
Other fields are ignored. The whole file is checked before anything is answered;
one object a line is printed, in order, and the exit code is 0 also when some
are refused.

A question may take 2 minutes, or twice RAPPORTEUR_CHAT_TIMEOUT and 30 seconds
where that is longer. A model that has not answered by then is waited for no more:
the answer is in the articles' own words.`,
		Example: askExamples,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.chooseWriter(writer); err != nil {
				return err
			}
			if batch != "" {
				return a.askBatch(cmd.Context(), batch, args)
			}
			question := strings.Join(args, " ")
			if strings.TrimSpace(question) == "" {
				return usagef("no question; try: rapporteur ask \"Who is the UN envoy?\"")
			}
			return a.ask(cmd.Context(), question)
		},
	}
	cmd.Flags().StringVar(&batch, "batch", "", "answer the questions in `FILE` (JSON lines; - is stdin)")
	addWriterFlag(cmd, &writer, modelIfSet)
	return cmd
}

// ask answers one question.
func (a *app) ask(ctx context.Context, question string) error {
	engine, err := a.engine(ctx)
	if err != nil {
		return err
	}
	g := a.growth(a.stdout)
	reply, err := a.answer(ctx, engine, answer.Request{Question: question, Grow: g.show})
	g.clear()
	if err != nil {
		return err
	}
	if a.json {
		err = printJSON(a.stdout, reply)
	} else {
		_, err = fmt.Fprint(a.stdout, a.screen().answer(reply))
	}
	if err == nil && reply.Refused {
		return errRefused
	}
	return err
}

// batchRequest is one line of ask --batch, batchAnswer the line it becomes.
type batchRequest struct {
	id      batchID
	request answer.Request
}

type batchAnswer struct {
	ID batchID `json:"id"`
	*answer.Answer
}

func (a *app) askBatch(ctx context.Context, path string, args []string) error {
	if len(args) > 0 {
		return usagef("--batch reads the questions from a file; drop %q or --batch", args[0])
	}
	requests, err := readBatch(path, a.stdin, readRequest)
	if err != nil {
		return err
	}
	engine, err := a.engine(ctx)
	if err != nil {
		return err
	}
	return inOrder(ctx, requests,
		func(ctx context.Context, r batchRequest) (batchAnswer, error) {
			reply, err := a.answer(ctx, engine, r.request)
			if err != nil {
				return batchAnswer{}, fmt.Errorf("question %s: %w", r.id, err)
			}
			return batchAnswer{r.id, reply}, nil
		},
		func(b batchAnswer) error { return printJSON(a.stdout, b) })
}

// readRequest reads one line of ask --batch.
func readRequest(o object) (batchRequest, error) {
	b := batchRequest{id: o.id}
	b.request.ID = strings.Trim(o.id.String(), `"`)
	var err error
	if b.request.Question, err = o.text("question"); err != nil {
		return b, err
	}
	if raw, ok := o.fields["context"]; ok {
		if json.Unmarshal(raw, &b.request.Context) != nil {
			return b, errors.New(`"context" is not a list of {"role","content"}`)
		}
	}
	for _, t := range b.request.Context {
		if t.Role != "user" && t.Role != "assistant" {
			return b, fmt.Errorf(`"role" %q in "context" is neither user nor assistant`, t.Role)
		}
	}
	return b, nil
}

// maxWait bounds one question; without a server it takes milliseconds. A model
// may be asked twice for an answer, each time as long as the setting says, and
// before that shortly for what stands in the question (see package answer).
func (c config) maxWait() time.Duration {
	return max(2*time.Minute, 2*c.ChatTimeout+30*time.Second)
}

// answer asks the engine and logs one line.
func (a *app) answer(ctx context.Context, engine *answer.Engine, r answer.Request) (*answer.Answer, error) {
	limited, cancel := context.WithTimeout(ctx, a.cfg.maxWait())
	defer cancel()
	reply, err := engine.Answer(limited, r)
	switch {
	case errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil:
		return nil, fmt.Errorf("no answer within %s; is the server at OPENAI_BASE_URL well?", a.cfg.maxWait())
	case err != nil:
		return nil, err
	}
	a.log.LogAttrs(ctx, slog.LevelInfo, "answered",
		slog.String("id", r.ID), slog.String("kind", string(reply.Trace.Kind)), slog.Int("hits", reply.Trace.Hits),
		slog.Bool("refused", reply.Refused), slog.String("reason", reply.Reason),
		slog.String("writer", reply.Writer), slog.String("degraded", reply.Trace.Degraded),
		slog.Int("citations", len(reply.Citations)), slog.Int("dropped", len(reply.Dropped)),
		slog.Float64("retrieve_ms", reply.Timing.Retrieve), slog.Float64("total_ms", reply.Timing.Total))
	a.logWriter(ctx, r.ID, r.Server, reply.Trace.Writer)
	a.log.Debug("question", "id", r.ID, "text", r.Question)
	return reply, nil
}

// logWriter logs what a model did for an answer or a report: a warning when it
// could not be used, for somebody may have to act. Of what lasts until tomorrow,
// or until somebody acts, one warning a day is enough.
func (a *app) logWriter(ctx context.Context, id, server string, t answer.WriterTrace) {
	if !t.Asked {
		return
	}
	level := slog.LevelInfo
	switch {
	case t.Leaked:
		level = slog.LevelWarn
	case t.Error == "" || t.Paused:
	case !budgetSpent(t) || a.warned.first("spent"):
		level = slog.LevelWarn
	}
	attrs := []slog.Attr{
		slog.String("id", id), slog.Int("shown", t.Shown), slog.Int("dropped", t.Dropped), slog.Bool("leaked", t.Leaked),
		slog.Bool("refused", t.Refused), slog.String("error", t.Error),
		slog.Int("prompt_tokens", t.Usage.Prompt), slog.Int("reply_tokens", t.Usage.Reply),
	}
	if a.budget != nil {
		spent := a.budget.Spent(server)
		attrs = append(attrs, slog.Int64("tokens_today", spent.Total), slog.Float64("dollars_today", spent.TotalCost))
		if err := a.budget.WriteError(); err != nil {
			attrs = append(attrs, slog.String("not_kept", err.Error()))
			if a.warned.first("not kept") {
				level = slog.LevelWarn
			}
		}
	}
	a.log.LogAttrs(ctx, level, "written", attrs...)
}

// budgetSpent reports that a model was not asked for want of tokens. A trace
// holds the text of an error only.
func budgetSpent(t answer.WriterTrace) bool {
	return strings.Contains(t.Error, llm.ErrBudget.Error()) || strings.Contains(t.Error, answer.ErrBudget.Error())
}

// warnings remembers what was warned of. The zero value is ready; safe for
// concurrent use.
type warnings struct {
	mu   sync.Mutex
	days map[string]string // the last day of each, in UTC
}

// first reports that there was no warning of that kind yet today.
func (w *warnings) first(kind string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	today := time.Now().UTC().Format(time.DateOnly)
	if w.days[kind] == today {
		return false
	}
	if w.days == nil {
		w.days = map[string]string{}
	}
	w.days[kind] = today
	return true
}
