package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"rapporteur/archive"
	"rapporteur/glossary/glean"
	"rapporteur/ingest"
	"rapporteur/intake"
)

// addedAtOnce is how many sources are read, proposed and, with --yes, kept before
// the next ones: an interruption costs no more than their reading.
const addedAtOnce = 64

// tally counts what became of the sources.
type tally struct {
	added, changed, unchanged, left int // articles
	failed                          int // sources that are none, or could not be kept
}

func (r *adding) run(ctx context.Context, args []string) error {
	if err := r.begin(ctx); err != nil {
		return err
	}
	sources, err := r.sources(args)
	if err != nil {
		return err
	}
	if len(sources) == 0 {
		return fmt.Errorf("there is no file in %s", strings.Join(args, ", "))
	}
	sum, err := r.take(ctx, sources)
	if sum.added+sum.changed > 0 {
		r.app.follow(ctx)
	}
	if err != nil {
		return err
	}
	return r.end(sum, len(sources))
}

// begin gets ready what adding needs.
func (r *adding) begin(ctx context.Context) (err error) {
	// The readers of pages are processes of their own.
	r.desk, err = r.app.adding(ctx, ingest.Config{Extractor: intake.New(intake.Config{Processes: runtime.GOMAXPROCS(0)})})
	if err != nil {
		return err
	}
	names, err := r.app.glossary()
	if err != nil {
		return err
	}
	r.gleaner = glean.New(names)
	return nil
}

// take reads sources, shows what they hold, and keeps what is confirmed.
func (r *adding) take(ctx context.Context, sources []incoming) (sum tally, err error) {
	batch, err := r.desk.Batch()
	if err != nil {
		return sum, err
	}
	var shown []*ingest.Proposal
	for first := 0; first < len(sources); first += addedAtOnce {
		some := sources[first:min(first+addedAtOnce, len(sources))]
		proposals, err := r.propose(ctx, batch, some, len(sources), first, &sum)
		if err != nil {
			return sum, err
		}
		if !r.yes {
			shown = append(shown, proposals...)
			continue
		}
		if err := r.keepAll(ctx, proposals, &sum); err != nil {
			return sum, err
		}
	}
	if r.yes {
		return sum, nil
	}
	return sum, r.confirm(ctx, shown, &sum)
}

// propose reads some of the sources side by side and proposes what they hold.
func (r *adding) propose(ctx context.Context, batch *ingest.Batch, some []incoming, of, before int, sum *tally) ([]*ingest.Proposal, error) {
	m := r.app.meter("reading " + plural(of, "source"))
	defer m.end()
	var read atomic.Int64
	type result struct {
		reading *ingest.Reading
		err     error
	}
	results := make([]result, len(some))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, s := range some {
		g.Go(func() error {
			src, err := s.open(ctx)
			if err == nil {
				results[i].reading, err = r.desk.Read(ctx, src)
			}
			results[i].err = err
			m.tell("reading sources", before+int(read.Add(1)), of)
			return nil
		})
	}
	_ = g.Wait() // none returns an error
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.end()
	for i, s := range some {
		err := results[i].err
		var refused []string
		if err == nil {
			_, refused, err = batch.Take(results[i].reading, s.name, r.details)
		}
		if err != nil {
			refused = append(refused, err.Error())
		}
		for _, sentence := range refused {
			sum.failed++
			r.app.warnf("%s: %s", s.name, sentence)
		}
	}
	return batch.End(), nil
}

// keepAll keeps what is not doubtful, without asking.
func (r *adding) keepAll(ctx context.Context, proposals []*ingest.Proposal, sum *tally) error {
	for _, p := range proposals {
		if len(p.Doubts) > 0 && !r.unsure && p.Op != archive.Unchanged {
			sum.left++
			r.app.warnf("left out: %s; %s (--doubtful adds it)", p.From, strings.TrimSuffix(strings.Join(p.Doubts, " "), "."))
			if err := r.tell(p, false); err != nil {
				return err
			}
			continue
		}
		if err := r.keep(ctx, p, sum); err != nil {
			return err
		}
	}
	return nil
}

// keep keeps one and says so. The error is one that the others will have too.
func (r *adding) keep(ctx context.Context, p *ingest.Proposal, sum *tally) error {
	result, err := r.desk.Keep(ctx, p, r.app.who())
	var fault *archive.Fault
	switch {
	case errors.As(err, &fault) || errors.Is(err, archive.ErrBusy) || ctx.Err() != nil:
		return err
	case err != nil:
		sum.failed++
		r.app.warnf("%s: %s", p.From, err)
		return nil
	}
	switch {
	case result.Op == archive.Unchanged:
		sum.unchanged++
	case p.Op == archive.Changed: // also of an article of the base, which the archive did not have
		sum.changed++
	default:
		sum.added++
	}
	return r.tell(p, true)
}

// confirm shows what is proposed and asks.
func (r *adding) confirm(ctx context.Context, proposals []*ingest.Proposal, sum *tally) error {
	screen := r.app.screen()
	open := 0
	for _, p := range proposals {
		if p.Op != archive.Unchanged {
			open++
		}
		if r.app.json {
			if err := printJSON(r.app.stdout, proposalOf(p, r.names(p), false)); err != nil {
				return err
			}
		} else if _, err := fmt.Fprintln(r.app.stdout, screen.proposal(p, r.names(p))); err != nil {
			return err
		}
	}
	if open == 0 {
		sum.unchanged += len(proposals)
		return nil
	}
	sum.unchanged += len(proposals) - open
	if r.app.json || !isTerminal(r.app.stdin) || !isTerminal(r.app.stdout) {
		return usagef("nothing was added; look at what is shown, then add it with --yes")
	}
	lines := bufio.NewReaderSize(r.app.stdin, maxChatLine)
	each := true
	if open > 3 {
		reply, err := r.ask(ctx, lines, fmt.Sprintf("Add all %d? [y/N, e to be asked for each] ", open))
		switch {
		case err != nil:
			return err
		case reply == "e":
		case reply != "y":
			sum.left += open
			return nil
		default:
			each = false
		}
	}
	for _, p := range proposals {
		if p.Op == archive.Unchanged {
			continue
		}
		if each || len(p.Doubts) > 0 {
			reply, err := r.ask(ctx, lines, question(p))
			if err != nil {
				return err
			}
			if reply != "y" {
				sum.left++
				continue
			}
		}
		if err := r.keep(ctx, p, sum); err != nil {
			return err
		}
	}
	return nil
}

func question(p *ingest.Proposal) string {
	do := "Add"
	if p.Op == archive.Changed {
		do = "Change"
	}
	doubt := ""
	if len(p.Doubts) > 0 {
		doubt = " " + strings.Join(p.Doubts, " ")
	}
	return fmt.Sprintf("%s %s?%s [y/N] ", do, p.Article.ID, oneLine(doubt))
}

// ask returns the first letter of a reply, in lower case; "" at the end of input.
func (r *adding) ask(ctx context.Context, lines *bufio.Reader, question string) (string, error) {
	fmt.Fprint(r.app.stderr, question)
	type line struct {
		text string
		err  error
	}
	read := make(chan line, 1)
	go func() {
		text, err := wholeLine(lines)
		read <- line{text, err}
	}()
	select {
	case <-ctx.Done():
		fmt.Fprintln(r.app.stderr)
		return "", ctx.Err()
	case got := <-read:
		reply := strings.ToLower(strings.TrimSpace(got.text))
		if reply == "" {
			return "", nil
		}
		return reply[:1], nil
	}
}

// names returns the names in a proposal that the glossary lacks.
func (r *adding) names(p *ingest.Proposal) []string {
	if r.gleaner == nil || p.Op == archive.Unchanged {
		return nil
	}
	var names []string
	for _, s := range r.gleaner.Article(p.Article) {
		names = append(names, s.Name)
	}
	return names
}

// tell says what became of a proposal.
func (r *adding) tell(p *ingest.Proposal, kept bool) error {
	if r.app.json {
		return printJSON(r.app.stdout, proposalOf(p, r.names(p), kept))
	}
	if !kept {
		return nil
	}
	_, err := fmt.Fprintln(r.app.stdout, r.app.screen().outcome(p))
	return err
}

// end says how many became what; the error makes the exit code.
func (r *adding) end(sum tally, sources int) error {
	if !r.app.json && sources > 1 {
		fmt.Fprintf(r.app.stdout, "\n%d added, %d changed, %d there already, %d left out, %d not taken in\n",
			sum.added, sum.changed, sum.unchanged, sum.left, sum.failed)
	}
	if sum.failed > 0 {
		return fmt.Errorf("%s not taken in; the reasons are above", areWere(sum.failed, "source"))
	}
	return nil
}

func areWere(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " was"
	}
	return fmt.Sprintf("%d %ss were", n, noun)
}

// who says in the history who changed something from the terminal.
func (a *app) who() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	if name, ok := a.lookupEnv("USER"); ok && name != "" {
		return name
	}
	return "the terminal"
}

// How often a watched folder is looked through, and how long a file is left
// alone before it is taken for wholly written.
const (
	watchEvery  = 3 * time.Second
	watchSettle = 2 * time.Second
)

// watch takes in what is put into folders until it is interrupted.
func (r *adding) watch(ctx context.Context, args []string) error {
	if !r.yes {
		return usagef("--watch adds without asking; say so with --yes")
	}
	for _, arg := range args {
		if info, err := os.Stat(arg); err != nil || !info.IsDir() {
			return usagef("--watch looks into folders, and %s is none", arg)
		}
	}
	type stamp struct {
		size     int64
		modified time.Time
	}
	seen := map[string]stamp{}
	for {
		var fresh []incoming
		sources, err := r.sources(args)
		if err != nil {
			r.app.warnf("%s", err) // the folder may come back
		}
		for _, s := range sources {
			info, err := os.Lstat(s.name)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			var now stamp
			if err == nil {
				now = stamp{info.Size(), info.ModTime()}
			}
			if was, ok := seen[s.name]; ok && was == now || time.Since(now.modified) < watchSettle {
				continue
			}
			seen[s.name] = now
			fresh = append(fresh, s)
		}
		if len(fresh) > 0 {
			if err := r.begin(ctx); err != nil {
				return err
			}
			sum, err := r.take(ctx, fresh)
			if sum.added+sum.changed > 0 {
				r.app.follow(ctx)
			}
			if err != nil {
				if ctx.Err() != nil {
					return nil
				}
				// Nothing is lost: they are tried again at the next look.
				r.app.warnf("%s", err)
				for _, s := range fresh {
					delete(seen, s.name)
				}
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(watchEvery):
		}
	}
}
