package answer

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/prompts"
	"rapporteur/text"
)

const (
	// shortWait bounds what a model does to a question before it is answered:
	// without it there is the engine's own way.
	shortWait     = 8 * time.Second
	maxShortBytes = 16 << 10 // a model may think aloud first
	maxAloneRunes = 300
)

// line collects a reply of one line. It is a Sink.
type line struct{ strings.Builder }

func (l *line) Start() { l.Reset() }

func (l *line) Write(delta string) error {
	l.WriteString(delta)
	if l.Len() > maxShortBytes {
		return errEnough
	}
	return nil
}

// oneLine returns the first line that the model writes to a prompt, without
// quotation marks around it; "" when it cannot be had or writes of its prompt.
func (e *Engine) oneLine(ctx context.Context, p prompts.Prompt, asked, server string, a *Answer) string {
	ctx, cancel := context.WithTimeout(ctx, shortWait)
	defer cancel()
	var l line
	used, err := e.writing.Model.Write(ctx, ModelRequest{Prompt: p, Question: asked, Canary: e.canary, MaxTokens: shortTokens, Server: server}, &l)
	a.Trace.Writer.Usage.add(used)
	if err != nil && !errors.Is(err, errEnough) || e.writing.Prompts.Leaks(l.String(), p, e.canary) {
		return ""
	}
	reply := l.String()
	if _, after, ok := strings.Cut(reply, "</think>"); ok {
		reply = after
	}
	first, _, _ := strings.Cut(strings.TrimSpace(reply), "\n")
	return clean(strings.Trim(strings.TrimSpace(first), `"'“”«»`))
}

// alone makes a question that leans on the conversation stand alone, with the
// model's help when there is one. What the model writes counts only if it names
// nobody, no number and no time that the conversation does not; else, and
// without a model, the turns are returned for the engine's own way.
func (e *Engine) alone(ctx context.Context, r Request, asked string, a *Answer) (question string, turns []Turn) {
	if e.writing.Model == nil || len(r.Context) == 0 {
		return asked, r.Context
	}
	if own, carried := e.standalone(asked, r.Context); own == asked && carried == "" {
		return asked, r.Context // it stands alone
	}
	request := prompts.Standalone{Question: asked, Canary: e.canary}
	for _, t := range r.Context[max(0, len(r.Context)-maxTurns):] {
		request.Turns = append(request.Turns, prompts.Turn{User: t.Role == "user", Text: clean(t.Content)})
	}
	p, err := e.writing.Prompts.Standalone(request)
	if err != nil {
		return asked, r.Context
	}
	written := e.oneLine(ctx, p, asked, r.Server, a)
	if !e.speaksOnlyOf(written, asked, r.Context) || e.widens(written, asked, r.Context) {
		return asked, r.Context
	}
	return written, nil
}

// widens reports that a question made to stand alone has lost what narrows it:
// the articles, the rounds or the times that the engine's own way keeps.
func (e *Engine) widens(written, asked string, turns []Turn) bool {
	own, other := e.understandIn(asked, turns), e.understand(written)
	if own.scope != nil && (other.scope == nil || slices.ContainsFunc(other.scope, func(id string) bool { return !slices.Contains(own.scope, id) })) {
		return true
	}
	if slices.ContainsFunc(own.rounds(), func(n int) bool { return !slices.Contains(other.rounds(), n) }) {
		return true
	}
	return slices.ContainsFunc(own.dates, func(d corpus.DateMention) bool {
		return !slices.ContainsFunc(other.dates, func(o corpus.DateMention) bool { return d.Period.Meets(o.Period) })
	})
}

// speaksOnlyOf reports that a question made to stand alone is one, and speaks of
// nothing that the conversation does not.
func (e *Engine) speaksOnlyOf(written, asked string, turns []Turn) bool {
	if written == "" || utf8.RuneCountInString(written) > maxAloneRunes || attack.MatchString(written) || strings.Contains(written, prompts.NotFound) {
		return false
	}
	all := asked
	for _, t := range turns {
		all += "\n" + clean(t.Content)
	}
	said := e.analyst.text(all)
	s := e.analyst.text(written)
	e.analyst.prepare(s.names)
	for i := range s.names {
		n := &s.names[i]
		v, _ := matchWords(n, said)
		if v < 1 && !slices.ContainsFunc(said.names, func(m name) bool { return e.sameName(n, &m) >= bySurname }) && !e.foreignName(n, all) {
			return false
		}
	}
	for _, t := range s.tokens {
		if _, ok := text.Number(t.Fold); (ok || isNumber(t.Fold) || calendar[t.Fold] && t.Capital) && said.stems[t.Stem] == nil && t.Fold != "one" {
			return false
		}
	}
	return true
}

// foreignName reports that a text names n in another language.
func (e *Engine) foreignName(n *name, s string) bool {
	return n.entry != nil && slices.ContainsFunc(e.cfg.Glossary.FindAny(s, text.Tokens(s)), func(m glossary.Mention) bool { return m.Entry == n.entry })
}

// searchWords returns a question in the words by which news articles would be
// searched for it, in English, as the model puts it; "" without its help.
func (e *Engine) searchWords(ctx context.Context, r Request, asked string, a *Answer) string {
	if e.writing.Model == nil || !e.writing.SearchHelp {
		return ""
	}
	p, err := e.writing.Prompts.Search(prompts.Search{Question: asked, Canary: e.canary})
	if err != nil {
		return ""
	}
	words := e.oneLine(ctx, p, asked, r.Server, a)
	if utf8.RuneCountInString(words) > maxAloneRunes || !e.speaksOnlyOf(words, asked, r.Context) {
		return ""
	}
	return words
}
