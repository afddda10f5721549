package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/answer"
	"rapporteur/eval"
	"rapporteur/llm"
	"rapporteur/seeds"
)

const evalExamples = `  # The questions and reports that come with the program; exit code 1 below a floor
  rapporteur eval

  # Only the reports: timelines, quotations, summaries, comparisons, checks
  rapporteur eval --only reports --fails

  # What went wrong, question by question
  rapporteur eval --fails

  # Your own questions, other floors, the outputs kept
  rapporteur eval --questions mine.jsonl --floor-strict 0.7 --outputs outputs.jsonl

  # The same questions among the articles of a folder that have nothing to do with them
  rapporteur eval --only questions --among news

  # Score outputs of an earlier run, or of another system
  rapporteur eval --score outputs.jsonl

  # With the model that is set, kept; and again without it
  rapporteur eval --writer model --record run.jsonl
  rapporteur eval --replay run.jsonl`

// evalFlags are the flags as they were given.
type evalFlags struct {
	questions, outputs, score string
	among                     string
	only, reports             string
	writer, record, replay    string
	floors                    eval.Floors
	options                   eval.Options
	fails                     bool
}

func newEval(a *app) *cobra.Command {
	f := evalFlags{floors: eval.DefaultFloors}
	cmd := &cobra.Command{
		Use:   "eval",
		Short: "Measure answers and reports against known evidence",
		Long: `Ask every question of a file, measure the answers against its evidence, and print
a table by type of question; then ask for every report (timelines, quotations,
summaries, comparisons, checks) and measure those against what they have to
hold. The exit code is 1 when a figure is below its floor, or when a model was
to write and could not be asked anything. Nothing is judged by a model: the same
answers give the same figures.

A flag that is about questions or about who writes them, such as --questions or
--replay, measures only questions, and --reports only reports; --only says it
without a file. With --only reports, --writer is who writes
these.

R@k: evidence among the first k passages. strict: the right decision, the right
content, and every citation verbatim with one at the evidence. With few
questions the intervals are wide; compare runs question by question.`,
		Example: evalExamples,
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.eval(cmd.Context(), f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.questions, "questions", "", "ask the questions in `FILE` (JSON lines; default: those in the program)")
	flags.StringVar(&f.among, "among", "", "ask with the articles in `FOLDER` added, which the questions are not about")
	flags.StringVar(&f.reports, "reports", "", "ask for the reports in `FILE` (JSON lines; default: those in the program)")
	flags.StringVar(&f.only, "only", "", "measure only `WHAT`: questions or reports")
	flags.StringVar(&f.outputs, "outputs", "", "write what was answered to `FILE`, for --score")
	flags.StringVar(&f.score, "score", "", "ask nothing: score the outputs in `FILE`")
	addWriterFlag(cmd, &f.writer, writerExtractive)
	flags.StringVar(&f.record, "record", "", "keep the prompts and replies of the model in `FILE`, for --replay")
	flags.StringVar(&f.replay, "replay", "", "ask no model: take its replies from `FILE`")
	flags.StringVar(&f.options.Canary, "canary", "", "a `STRING` that must not be in any answer")
	flags.IntSliceVar(&f.options.Ks, "k", []int{1, 3, 5}, "measure R@k for these `NUMBERS`")
	flags.BoolVar(&f.fails, "fails", false, "list what is not strictly right, and why")
	flags.Float64Var(&f.floors.Strict, "floor-strict", f.floors.Strict, "least strict `SHARE`")
	flags.Float64Var(&f.floors.Recall5, "floor-recall5", f.floors.Recall5, "least `SHARE` of R@5")
	flags.Float64Var(&f.floors.RefusalF1, "floor-refusal-f1", f.floors.RefusalF1, "least F1 of refusing, a `SHARE`")
	flags.Float64Var(&f.floors.MaxOverRefusal, "max-over-refusal", f.floors.MaxOverRefusal, "greatest `SHARE` of answerable questions refused")
	return cmd
}

// eval measures questions, then reports, prints the figures of both and holds
// them to their floors.
func (a *app) eval(ctx context.Context, f evalFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	if err := a.putAmong(ctx, &f); err != nil {
		return err
	}
	var out evaluation
	var err error
	if f.wantsQuestions() {
		if out.questions, err = a.evalQuestions(ctx, f); err != nil {
			return err
		}
	}
	if f.wantsReports() {
		if out.reports, err = a.evalReports(ctx, f); err != nil {
			return err
		}
	}
	if a.json {
		err = printJSON(a.stdout, out.json(f.fails))
	} else {
		_, err = fmt.Fprint(a.stdout, out.text(f.fails))
	}
	if err != nil {
		return err
	}
	return out.belowFloor()
}

// evalQuestions runs or reads the outputs, and scores them.
func (a *app) evalQuestions(ctx context.Context, f evalFlags) (*questionFigures, error) {
	questions, err := f.readQuestions()
	if err != nil {
		return nil, err
	}
	finish, err := a.evalWriter(f)
	if err != nil {
		return nil, err
	}
	answers, err := a.answers(ctx, f, questions)
	if err = errors.Join(err, finish(err == nil)); err != nil {
		return nil, err
	}
	if err := a.checkWriter(answers); err != nil {
		return nil, err
	}
	c, err := a.articles()
	if err != nil {
		return nil, err
	}
	report := eval.Score(questions, answers.outputs, eval.Texts(c.Articles), f.options)
	return &questionFigures{report, f.floors.Check(report), answers.times}, nil
}

func (f evalFlags) check() error {
	if err := f.checkOnly(); err != nil {
		return err
	}
	if f.score != "" && f.writer+f.record+f.replay != "" {
		return usagef("--score asks nothing, so nobody writes; drop --writer, --record and --replay")
	}
	if f.record != "" && (f.replay != "" || f.writer != writerModel) {
		return usagef("--record keeps what a model writes; use it with --writer model and without --replay")
	}
	if f.replay != "" && f.writer == writerExtractive {
		return usagef("--replay is for --writer model; drop one of them")
	}
	if f.score != "" && f.outputs != "" {
		return usagef("--score asks nothing, so there is nothing to write to --outputs; drop one of them")
	}
	for _, k := range f.options.Ks {
		if k < 1 {
			return usagef("--k %d is not a number of passages", k)
		}
	}
	for _, floor := range []float64{f.floors.Strict, f.floors.Recall5, f.floors.RefusalF1, f.floors.MaxOverRefusal} {
		if !(0 <= floor && floor <= 1) {
			return usagef("a floor is a share between 0 and 1, not %g", floor)
		}
	}
	return nil
}

// evalWriter chooses who writes: the articles' own words unless a model is asked
// for, for figures have to mean the same whatever is set. The function returned
// ends a recording, which is whole or not, or says what a replay lacked.
func (a *app) evalWriter(f evalFlags) (finish func(whole bool) error, err error) {
	finish = func(bool) error { return nil }
	if f.replay != "" {
		return a.replay(f.replay)
	}
	if err := a.chooseWriter(cmp.Or(f.writer, writerExtractive)); err != nil || f.record == "" {
		return finish, err
	}
	model, err := a.chatModel()
	if err != nil {
		return finish, err
	}
	recording, err := newRecording(f.record, model)
	if err != nil {
		return finish, err
	}
	a.brought = recording
	return func(whole bool) error {
		kept, err := recording.close(whole)
		if err == nil && !kept {
			a.warnf("nothing was recorded in %s", f.record)
		}
		return err
	}, nil
}

// replay has the replies of a recording take the place of a model's.
func (a *app) replay(path string) (finish func(whole bool) error, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, usagef("--replay: %s", fileError(path, err))
	}
	defer file.Close()
	var recording io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		if recording, err = gzip.NewReader(file); err != nil {
			return nil, usagef("--replay: %s is no gzip file", path)
		}
	}
	player, err := eval.NewReplayer(recording, llm.Tokens)
	switch {
	case err != nil:
		return nil, usagef("--replay %s: %s", path, err)
	case player.Len() == 0:
		return nil, usagef("--replay %s holds no line", path)
	}
	a.brought = player
	return func(bool) error {
		if n := player.Missing(); n > 0 {
			return fmt.Errorf("%s has no reply to %s; record it anew", path, plural(n, "question"))
		}
		return nil
	}, nil
}

func (f evalFlags) readQuestions() ([]eval.Question, error) {
	if f.questions == "" {
		return eval.ReadQuestions(bytes.NewReader(seeds.Questions()))
	}
	return readLines("--questions", f.questions, eval.ReadQuestions)
}

// readLines reads a file whose mistakes are the caller's.
func readLines[T any](flag, path string, read func(io.Reader) ([]T, error)) ([]T, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, usagef("%s: %s", flag, fileError(path, err))
	}
	defer file.Close()
	items, err := read(file)
	switch {
	case err != nil:
		return nil, usagef("%s %s: %s", flag, path, err)
	case len(items) == 0:
		return nil, usagef("%s %s holds no line", flag, path)
	}
	return items, nil
}

// evalAnswers is what came of the questions.
type evalAnswers struct {
	outputs []eval.Output
	times   []float64 // milliseconds that each took; none when they were made before

	asked, failed int    // questions for a model, and those of them that it could not be asked
	why           string // of the first of those
}

func (e *evalAnswers) add(id string, reply *answer.Answer) {
	e.outputs = append(e.outputs, eval.FromAnswer(id, reply))
	e.times = append(e.times, reply.Timing.Total)
	t := reply.Trace.Writer
	if t.Asked {
		e.asked++
	}
	if t.Asked && t.Error != "" {
		e.failed++
		e.why = cmp.Or(e.why, t.Error)
	}
}

// checkWriter says how many answers are not the model's because it could not be
// had. All of them are an error: the figures would be those of somebody else.
func (a *app) checkWriter(e evalAnswers) error {
	switch {
	case e.failed == 0:
		return nil
	case e.failed == e.asked:
		return fmt.Errorf("the model could not be asked any of %s: %s", plural(e.asked, "question"), e.why)
	}
	a.warnf("the model could not be asked %d of %s, which count in the articles' own words: %s", e.failed, plural(e.asked, "question"), e.why)
	return nil
}

// answers returns the outputs to score.
func (a *app) answers(ctx context.Context, f evalFlags, questions []eval.Question) (out evalAnswers, err error) {
	if f.score != "" {
		out.outputs, err = readLines("--score", f.score, eval.ReadOutputs)
		return out, err
	}
	engine, err := a.engine(ctx)
	if err != nil {
		return out, err
	}
	done := a.progress(fmt.Sprintf("asking %d questions", len(questions)))
	defer done()
	err = inOrder(ctx, questions,
		func(ctx context.Context, q eval.Question) (*answer.Answer, error) {
			reply, err := a.answer(ctx, engine, answer.Request{ID: q.ID, Question: q.Question, Context: q.Context})
			if err != nil {
				return nil, fmt.Errorf("question %s: %w", q.ID, err)
			}
			return reply, nil
		},
		func(reply *answer.Answer) error {
			out.add(questions[len(out.outputs)].ID, reply)
			return nil
		})
	if err == nil && f.outputs != "" {
		err = writeOutputs(f.outputs, out.outputs)
	}
	return out, err
}

func writeOutputs(path string, outputs []eval.Output) error {
	file, err := os.Create(path)
	if err != nil {
		return usagef("--outputs: %s", fileError(path, err))
	}
	return errors.Join(eval.WriteOutputs(file, outputs), file.Close())
}
