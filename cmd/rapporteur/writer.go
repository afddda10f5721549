package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"rapporteur/answer"
	"rapporteur/llm"
	"rapporteur/prompts"
)

// noModel, as the name of the chat model, keeps the articles' own words though
// a server is set.
const noModel = "none"

// writes reports that a model writes: a server is set and not declined.
func (c config) writes() bool {
	return (c.BaseURL != "" || c.Key != "") && c.ChatModel != noModel
}

// The values of --writer.
const (
	writerModel      = "model"
	writerExtractive = answer.Extractive
)

// addWriterFlag declares --writer; def says in its help who writes without it.
func addWriterFlag(cmd *cobra.Command, value *string, def string) {
	cmd.Flags().StringVar(value, "writer", "", "`WHO` writes: model, or extractive for the articles' own words (default: "+def+")")
	_ = cmd.RegisterFlagCompletionFunc("writer", cobra.FixedCompletions([]string{writerModel, writerExtractive}, cobra.ShellCompDirectiveNoFileComp))
}

// chooseWriter takes the value of --writer.
func (a *app) chooseWriter(value string) error {
	switch value {
	case "":
	case writerExtractive:
		a.extractive = true
	case writerModel:
		if a.brought == nil && !a.cfg.writes() {
			return usagef("--writer model needs a model: set OPENAI_BASE_URL or OPENAI_API_KEY, and RAPPORTEUR_CHAT_MODEL not to %s", noModel)
		}
	default:
		return usagef("--writer takes model or extractive, not %q", value)
	}
	return nil
}

// modelIfSet is who writes without --writer, in most commands.
const modelIfSet = "the model, if one is set"

// writing returns what the engine writes with; the zero value when the articles'
// own words do.
func (a *app) writing() (answer.Writing, error) {
	model, err := a.model()
	if err != nil || model == nil {
		return answer.Writing{}, err
	}
	set, err := a.prompts()
	if err != nil {
		return answer.Writing{}, err
	}
	a.served = model
	return answer.Writing{Model: a.watch.model(model), Prompts: set, Context: a.cfg.ChatContext, SearchHelp: a.cfg.QueryHelp}, nil
}

func (a *app) prompts() (*prompts.Set, error) {
	if a.cfg.Prompts == "" {
		return prompts.Default(), nil
	}
	set, err := prompts.Load(a.cfg.Prompts)
	if err != nil {
		return nil, usagef("--prompts: %s", err)
	}
	return set, nil
}

// model returns the model that writes, nil when there is none: the one that the
// command brings (see eval --replay), or that of the server.
func (a *app) model() (answer.Model, error) {
	switch {
	case a.brought != nil:
		return a.brought, nil
	case a.extractive || !a.cfg.writes():
		return nil, nil
	}
	return a.chatModel()
}

// chatModel returns the model of the server that is set.
func (a *app) chatModel() (*chatModel, error) {
	chat, err := llm.NewChat(llm.ChatConfig{
		Config: a.server(a.cfg.ChatModel), Total: a.cfg.ChatTimeout, FirstByte: a.cfg.ChatTimeout * 2 / 5, Idle: a.cfg.ChatTimeout / 5,
	})
	if err != nil {
		return nil, err
	}
	limits := llm.BudgetConfig{
		PerDay: a.cfg.DailyTokens, PerServer: a.cfg.ServerTokens, PriceIn: a.cfg.PriceIn, PriceOut: a.cfg.PriceOut,
	}
	if a.cfg.Data != "" {
		if err := os.MkdirAll(a.cfg.Data, 0o700); err != nil {
			a.warnf("what is spent today is not kept: %s", fileError(a.cfg.Data, err))
		} else {
			limits.Path = filepath.Join(a.cfg.Data, "spent.json")
		}
	}
	budget, err := llm.NewBudget(limits)
	if err != nil {
		return nil, err
	}
	if err := budget.SetAside(); err != nil {
		a.warnf("what was spent today could not be read and counts from nothing: %s", err)
	}
	a.budget = budget
	return &chatModel{chat: chat, budget: budget, log: a.log}, nil
}

// server returns how to reach a model of the server that is set.
func (a *app) server(model string) llm.Config {
	return llm.Config{BaseURL: a.cfg.BaseURL, Key: a.cfg.Key, Model: model, ExtraHeaders: a.cfg.Headers}
}

// chatModel is a model of a server as the engine wants it, within a budget.
// Safe for concurrent use.
type chatModel struct {
	chat   *llm.Chat
	budget *llm.Budget
	log    *slog.Logger
}

// Name returns the model's name, "model" before the server was asked for one.
func (m *chatModel) Name() string {
	if name := m.chat.Name(); name != "" {
		return name
	}
	return "model"
}

// Tokens estimates how many tokens a text takes.
func (m *chatModel) Tokens(s string) int { return llm.Tokens(s) }

// Write has the model write, if the budget allows what it may take: one try at
// first, and each further one on top of what those before it took. The budget is
// overrun by no more than the estimates are too small.
func (m *chatModel) Write(ctx context.Context, r answer.ModelRequest, to answer.Sink) (answer.Usage, error) {
	request := llm.Request{System: r.Prompt.System, User: r.Prompt.User, MaxTokens: r.MaxTokens}
	reserved, err := m.budget.Reserve(r.Server, request.Most())
	if err != nil {
		return answer.Usage{}, told(err)
	}
	request.Allow = reserved.Raise
	reply, err := m.chat.Write(ctx, request, to)
	reserved.Settle(reply.Usage)
	m.tell(err)
	return answer.Usage{Prompt: reply.Usage.Prompt, Reply: reply.Usage.Completion}, told(err)
}

// tell logs what went wrong: by its kind, for a server may quote in its words what
// it was asked. That it is not asked after failing is no news.
func (m *chatModel) tell(err error) {
	fault := llm.Fault(err)
	if fault == "" || errors.Is(err, llm.ErrAway) {
		return
	}
	m.log.Info("the model failed", "fault", fault)
	m.log.Debug("what the model server said", "error", err)
}

// toldError is an error of package llm that the engine knows by a name of its
// own. It says what it is once.
type toldError struct{ theirs, ours error }

func (e toldError) Error() string   { return e.theirs.Error() }
func (e toldError) Unwrap() []error { return []error{e.ours, e.theirs} }

// told returns err as the engine tells errors apart.
func told(err error) error {
	for _, known := range []struct{ theirs, ours error }{
		{llm.ErrBudget, answer.ErrBudget},
		{llm.ErrContextLength, answer.ErrPromptTooLong},
		{llm.ErrUnfinished, answer.ErrUnfinished},
		{llm.ErrAway, answer.ErrPaused},
	} {
		if errors.Is(err, known.theirs) {
			return toldError{err, known.ours}
		}
	}
	return err
}
