package answer

import (
	"context"
	"errors"
	"strings"

	"rapporteur/prompts"
)

// Model writes text. It is asked by many goroutines at once.
type Model interface {
	// Name names the model in answers.
	Name() string
	// Tokens estimates how many tokens a text takes.
	Tokens(s string) int
	// Write has the model write, and hands on the text as it comes. An error of
	// to ends it and is returned. ErrPromptTooLong, ErrBudget, ErrUnfinished
	// and ErrPaused are told apart; any other error means that the model cannot
	// be had. What it took is returned also with an error.
	Write(ctx context.Context, r ModelRequest, to Sink) (Usage, error)
}

// Usage is what writing took, in tokens of the model.
type Usage struct{ Prompt, Reply int }

func (u *Usage) add(o Usage) { u.Prompt, u.Reply = u.Prompt+o.Prompt, u.Reply+o.Reply }

// Sink takes what a model writes. Start is called before each try: what came
// before it is void.
type Sink interface {
	Start()
	Write(delta string) error
}

// ModelRequest is one thing to be written.
type ModelRequest struct {
	Prompt    prompts.Prompt
	Question  string // that the prompt is about
	Canary    string // stands in Prompt.System; not to be recorded
	MaxTokens int    // of the reply
	Server    string // whose budget it is on, see Request.Server
}

// What a Model tells by its errors.
var (
	ErrPromptTooLong = errors.New("the prompt is too long for the model")
	ErrBudget        = errors.New("the budget of the day is spent")
	ErrUnfinished    = errors.New("the reply reached its greatest length")
	ErrPaused        = errors.New("the model is not asked for a while, after failing")
)

// Writing is how an engine uses a model; with a nil Model it writes in the
// articles' own words.
type Writing struct {
	Model   Model
	Prompts *prompts.Set // required with a Model
	// Context is the size of the model's window in tokens (default 4096): what
	// the prompt and the reply take together.
	Context int
	// SearchHelp has the model put each question into search words of English
	// first.
	SearchHelp bool
}

// prepareWriting checks w and measures what a prompt takes without sources.
func (e *Engine) prepareWriting(w Writing) error {
	if w.Model == nil {
		return nil
	}
	if w.Prompts == nil {
		return errors.New("answer: a model needs prompts")
	}
	if w.Context == 0 {
		w.Context = defaultContext
	}
	w.Context = max(w.Context, minContext)
	e.writing, e.canary = w, prompts.NewCanary()
	p, err := w.Prompts.Answer(prompts.Answer{
		Question: strings.Repeat("word ", maxAloneRunes/5), Language: languageNames["en"], Coverage: e.coverage,
		Canary:  "the same length in every process",
		Sources: []prompts.Source{{Number: 1, Sentences: []prompts.Sentence{{Number: 1, Text: "Word."}}}},
	})
	if err != nil {
		return err
	}
	e.rulesTokens = w.Model.Tokens(p.System) + w.Model.Tokens(p.User)
	return nil
}

// room is how many tokens of the model's window are left for sentences beside a
// reply of so many.
func (e *Engine) room(reply int) int {
	size := e.writing.Context
	return max(size-e.rulesTokens-reply-size/16, minContext/4)
}

// ask has the model write to w, which proves each sentence. A reply that w ended,
// or that reached its greatest length, is one.
func (e *Engine) ask(ctx context.Context, r ModelRequest, w *writer) (Usage, error) {
	r.Canary = e.canary
	used, err := e.writing.Model.Write(ctx, r, w)
	switch {
	case errors.Is(err, errEnough):
		err = nil
	case err == nil:
		w.finish(true)
	case errors.Is(err, ErrUnfinished):
		w.finish(false)
		err = nil
	}
	return used, err
}

const (
	defaultContext = 4096
	minContext     = 2048
	replyTokens    = 500 // for four sentences with their numbers, in any script
	summaryTokens  = 900
	shortTokens    = 120 // for one question, made to stand alone or put into search words
)
