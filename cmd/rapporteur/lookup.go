package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/answer"
	"rapporteur/corpus"
	"rapporteur/text"
)

const lookupExamples = `  rapporteur lookup Wadi Barada
  rapporteur lookup ceasefire --from 2017-01 --to 2017-12 --limit 3
  rapporteur lookup delegation --publisher "Gulf News" --actor Alloush
  rapporteur lookup --json "political transition"
  echo '{"id":7,"query":"safe zones"}' | rapporteur lookup --batch -`

// maxLookup bounds --limit.
const maxLookup = 1000

// lookupFlags are the flags as they were given.
type lookupFlags struct {
	periodFlags
	limit      int
	publishers []string
	actor      string
	batch      string
}

func newLookup(a *app) *cobra.Command {
	var f lookupFlags
	cmd := &cobra.Command{
		Use:   "lookup WORDS",
		Short: "Show the passages that match best",
		Long: `Show the passages that match best, as they stand in the articles; nothing is
written and nothing is refused.

With --batch, each line of the file is an object with "id" and "query" (other
fields are ignored); the flags apply to every line, and one object
{"id","hits"} a line is printed, in order.`,
		Example: lookupExamples,
		RunE:    func(cmd *cobra.Command, args []string) error { return a.lookup(cmd.Context(), f, args) },
	}
	flags := cmd.Flags()
	flags.IntVar(&f.limit, "limit", 10, "at most `N` passages")
	f.periodFlags.declare(flags, "articles of")
	flags.StringArrayVar(&f.publishers, "publisher", nil, "only articles of `NAME`; may be repeated")
	flags.StringVar(&f.actor, "actor", "", "only passages that speak of `NAME`")
	flags.StringVar(&f.batch, "batch", "", "look up the queries in `FILE` (JSON lines; - is stdin)")
	_ = cmd.RegisterFlagCompletionFunc("publisher", a.completions(publishers))
	return cmd
}

// lookedUp is what one look-up prints as JSON.
type lookedUp struct {
	ID    batchID            `json:"id,omitempty"`
	Query string             `json:"query,omitempty"`
	Hits  []answer.Retrieved `json:"hits"`
}

func (a *app) lookup(ctx context.Context, f lookupFlags, args []string) error {
	request, err := f.request()
	if err != nil {
		return err
	}
	if f.batch != "" {
		return a.lookupBatch(ctx, f.batch, request, args)
	}
	request.Query = strings.Join(args, " ")
	if strings.TrimSpace(request.Query) == "" {
		return usagef("nothing to look up; try: rapporteur lookup Wadi Barada")
	}
	engine, err := a.engine(ctx)
	if err != nil {
		return err
	}
	a.resolvePublishers(&request)
	found, err := lookUp(ctx, engine, request)
	if err != nil {
		return err
	}
	if a.json {
		return printJSON(a.stdout, lookedUp{Query: request.Query, Hits: found})
	}
	_, err = fmt.Fprint(a.stdout, a.screen().passages(found, request.Query))
	return err
}

// request turns the flags into a request without a query.
func (f lookupFlags) request() (answer.LookupRequest, error) {
	r := answer.LookupRequest{Publishers: f.publishers, Actor: f.actor, Limit: f.limit}
	if f.limit < 1 || f.limit > maxLookup {
		return r, usagef("--limit %d is not between 1 and %d", f.limit, maxLookup)
	}
	p, err := f.periodFlags.read()
	r.From, r.To = p.From, p.To
	return r, err
}

func (a *app) lookupBatch(ctx context.Context, path string, request answer.LookupRequest, args []string) error {
	if len(args) > 0 {
		return usagef("--batch reads the queries from a file; drop %q or --batch", args[0])
	}
	type line struct {
		id    batchID
		query string
	}
	lines, err := readBatch(path, a.stdin, func(o object) (line, error) {
		query, err := o.text("query")
		return line{o.id, query}, err
	})
	if err != nil {
		return err
	}
	engine, err := a.engine(ctx)
	if err != nil {
		return err
	}
	a.resolvePublishers(&request)
	return inOrder(ctx, lines,
		func(ctx context.Context, l line) (lookedUp, error) {
			r := request
			r.Query = l.query
			found, err := lookUp(ctx, engine, r)
			if err != nil {
				return lookedUp{}, fmt.Errorf("query %s: %w", l.id, err)
			}
			return lookedUp{ID: l.id, Hits: found}, nil
		},
		func(l lookedUp) error { return printJSON(a.stdout, l) })
}

func lookUp(ctx context.Context, engine *answer.Engine, r answer.LookupRequest) ([]answer.Retrieved, error) {
	hits, err := engine.Lookup(ctx, r)
	if err != nil {
		return nil, err
	}
	return answer.Passages(hits), nil
}

// resolvePublishers replaces what was typed after --publisher by the names of
// the corpus that are the same but for case and accents or, failing that, that
// contain it. What fits none stays, finds nothing, and is warned of.
func (a *app) resolvePublishers(r *answer.LookupRequest) {
	known := publishers(a.loaded)
	var names []string
	for _, typed := range r.Publishers {
		want := text.Fold(typed)
		match := func(fits func(name, want string) bool) []string {
			var out []string
			for _, name := range known {
				if fits(text.Fold(name), want) {
					out = append(out, name)
				}
			}
			return out
		}
		found := match(func(name, want string) bool { return name == want })
		if found == nil {
			found = match(strings.Contains)
		}
		if found == nil {
			a.warnf("no article is by %q; there are: %s", typed, strings.Join(known, ", "))
			found = []string{typed}
		}
		names = append(names, found...)
	}
	r.Publishers = names
}

// publishers returns the publishers of the corpus, sorted.
func publishers(c *corpus.Corpus) []string {
	var names []string
	for _, article := range c.Articles {
		if article.Publisher != "" {
			names = append(names, article.Publisher)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
