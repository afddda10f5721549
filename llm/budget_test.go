package llm_test

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/llm"
)

// budget returns one whose clock is *now.
func budget(t *testing.T, cfg llm.BudgetConfig, now *time.Time) *llm.Budget {
	t.Helper()
	cfg.Now = func() time.Time { return *now }
	b, err := llm.NewBudget(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func reserve(t *testing.T, b *llm.Budget, server string, tokens int) *llm.Reservation {
	t.Helper()
	r, err := b.Reserve(server, tokens)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func evening() *time.Time {
	now := time.Date(2026, 3, 1, 23, 0, 0, 0, time.UTC)
	return &now
}

func TestBudgetBoundsADay(t *testing.T) {
	now := evening()
	b := budget(t, llm.BudgetConfig{PerDay: 1000, PerServer: 600, PriceIn: 1, PriceOut: 10}, now)
	first := reserve(t, b, "a", 500)
	if _, err := b.Reserve("a", 101); !errors.Is(err, llm.ErrBudget) {
		t.Errorf("Reserve over a server's bound = %v", err)
	}
	if _, err := b.Reserve("b", 501); !errors.Is(err, llm.ErrBudget) {
		t.Errorf("Reserve over the day's bound = %v", err)
	}
	first.Settle(llm.Usage{Prompt: 200, Completion: 50})
	first.Settle(llm.Usage{Prompt: 9000})
	want := llm.Spent{Server: 250, Total: 250, ServerCost: 0.0007, TotalCost: 0.0007}
	if diff := cmp.Diff(want, b.Spent("a")); diff != "" {
		t.Errorf("spent (-want +got):\n%s", diff)
	}
	second := reserve(t, b, "b", 600)
	second.Settle(llm.Usage{}) // nothing was sent
	reserve(t, b, "b", 600).Settle(llm.Usage{Prompt: 590})
	if got := b.Spent("a"); got.Server != 250 || got.Total != 840 {
		t.Errorf("Spent = %+v", got)
	}

	overnight := reserve(t, b, "a", 100)
	*now = now.Add(2 * time.Hour)
	if got := b.Spent("a"); got.Total != 0 {
		t.Errorf("Spent on the next day = %+v", got)
	}
	reserve(t, b, "a", 600) // yesterday's claims are void
	overnight.Settle(llm.Usage{Completion: 70})
	if got := b.Spent("a"); got.Server != 70 || got.Total != 70 {
		t.Errorf("Spent on the next day = %+v", got)
	}
	if _, err := b.Reserve("a", 1); !errors.Is(err, llm.ErrBudget) {
		t.Errorf("Reserve = %v, want %v: a claim of yesterday freed one of today", err, llm.ErrBudget)
	}
}

func TestBudgetWithoutBounds(t *testing.T) {
	b := budget(t, llm.BudgetConfig{}, evening())
	reserve(t, b, "", 1<<40).Settle(llm.Usage{Prompt: 1 << 40, Completion: -5})
	if got := b.Spent(""); got.Total != 1<<40 || got.TotalCost != 0 {
		t.Errorf("Spent = %+v", got)
	}
}

func TestBudgetOutlivesARestart(t *testing.T) {
	now := evening()
	cfg := llm.BudgetConfig{PerDay: 1000, Path: filepath.Join(t.TempDir(), "budget.json")}
	b := budget(t, cfg, now)
	open := reserve(t, b, "a", 900)
	reserve(t, b, "b", 100).Settle(llm.Usage{Prompt: 60, Completion: 40})
	if err := b.WriteError(); err != nil {
		t.Fatal(err)
	}
	again := budget(t, cfg, now)
	if got := again.Spent("b"); got.Server != 100 || got.Total != 100 || again.SetAside() != nil {
		t.Errorf("after a restart: %+v, set aside: %v", got, again.SetAside())
	}
	reserve(t, again, "a", 900) // a claim does not outlive it
	open.Settle(llm.Usage{})
	*now = now.Add(time.Hour)
	if got := budget(t, cfg, now).Spent("b"); got.Total != 0 {
		t.Errorf("on the next day: %+v", got)
	}
	if names, _ := filepath.Glob(cfg.Path + "*"); len(names) != 1 {
		t.Errorf("files = %v, want one", names)
	}
}

func TestBudgetSetsABrokenFileAside(t *testing.T) {
	for name, content := range map[string]string{
		"cut":             `{"version":1,"day":"2026-03-`,
		"empty":           "",
		"another version": `{"version":9,"day":"2026-03-01","total":{},"servers":{}}`,
		"below zero":      `{"version":1,"day":"2026-03-01","total":{"in":-5},"servers":{}}`,
		"null":            "null",
		"beyond any day":  `{"version":1,"day":"2026-03-01","total":{"in":9223372036854775807},"servers":{}}`,
		"a server's, too": `{"version":1,"day":"2026-03-01","total":{},"servers":{"a":{"out":9223372036854775807}}}`,
	} {
		t.Run(name, func(t *testing.T) {
			cfg := llm.BudgetConfig{Path: filepath.Join(t.TempDir(), "budget.json")}
			if err := os.WriteFile(cfg.Path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			b := budget(t, cfg, evening())
			if b.SetAside() == nil || b.Spent("a").Total != 0 {
				t.Errorf("SetAside() = %v, spent %+v", b.SetAside(), b.Spent("a"))
			}
			kept, err := os.ReadFile(cfg.Path + ".corrupt")
			if err != nil || string(kept) != content {
				t.Errorf("set aside: %q, %v", kept, err)
			}
		})
	}
}

func TestBudgetCountsOnWhenItCannotWrite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "gone")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	b := budget(t, llm.BudgetConfig{PerDay: 100, Path: filepath.Join(dir, "budget.json")}, evening())
	if err := os.Remove(dir); err != nil { // also root cannot write there
		t.Fatal(err)
	}
	reserve(t, b, "a", 10).Settle(llm.Usage{Prompt: 60})
	if b.WriteError() == nil || b.Spent("a").Total != 60 {
		t.Errorf("WriteError() = %v, spent %+v", b.WriteError(), b.Spent("a"))
	}
	if _, err := b.Reserve("a", 50); !errors.Is(err, llm.ErrBudget) {
		t.Errorf("Reserve = %v, want %v", err, llm.ErrBudget)
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	reserve(t, b, "a", 10).Settle(llm.Usage{Prompt: 1})
	if err := b.WriteError(); err != nil {
		t.Errorf("WriteError() = %v after the directory came back", err)
	}
}

func TestBudgetInAReadOnlyFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write anywhere")
	}
	dir := t.TempDir()
	b := budget(t, llm.BudgetConfig{Path: filepath.Join(dir, "budget.json")}, evening())
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	reserve(t, b, "a", 10).Settle(llm.Usage{Prompt: 60})
	if b.WriteError() == nil || b.Spent("a").Total != 60 {
		t.Errorf("WriteError() = %v, spent %+v", b.WriteError(), b.Spent("a"))
	}
}

func TestBudgetWithManyAtOnce(t *testing.T) {
	now := evening()
	cfg := llm.BudgetConfig{PerDay: 1000, Path: filepath.Join(t.TempDir(), "budget.json")}
	b := budget(t, cfg, now)
	var all sync.WaitGroup
	for i := range 100 {
		all.Go(func() {
			r, err := b.Reserve(strings.Repeat("s", i%7), 20)
			if err == nil {
				r.Settle(llm.Usage{Prompt: 20})
			}
		})
	}
	all.Wait()
	if got := b.Spent("").Total; got != 1000 {
		t.Errorf("spent %d, want 1000", got)
	}
	if got := budget(t, cfg, now).Spent("").Total; got != 1000 {
		t.Errorf("the file says %d, want 1000", got)
	}
}

func TestNewBudgetChecksItsNumbers(t *testing.T) {
	for _, cfg := range []llm.BudgetConfig{{PerDay: -1}, {PerServer: -1}, {PriceIn: -1}, {PriceOut: -1}} {
		if _, err := llm.NewBudget(cfg); err == nil {
			t.Errorf("NewBudget(%+v) succeeded, want an error", cfg)
		}
	}
}

// A file that can neither be read nor be set aside stays, and nothing is
// written beside it.
func TestBudgetCountsInMemoryBesideAFileItCannotUse(t *testing.T) {
	for name, spoil := range map[string]func(path string) error{
		"a folder of its name": func(path string) error { return os.MkdirAll(filepath.Join(path, "kept"), 0o700) },
		"a broken file where its other name is taken": func(path string) error {
			return errors.Join(os.WriteFile(path, []byte("{"), 0o600), os.MkdirAll(filepath.Join(path+".corrupt", "kept"), 0o700))
		},
		"a name that leads nowhere": func(path string) error { return os.Symlink(filepath.Base(path), path) },
	} {
		t.Run(name, func(t *testing.T) {
			cfg := llm.BudgetConfig{PerDay: 100, Path: filepath.Join(t.TempDir(), "budget.json")}
			if err := spoil(cfg.Path); err != nil {
				t.Fatal(err)
			}
			before, _ := filepath.Glob(cfg.Path + "*")
			b := budget(t, cfg, evening())
			if b.SetAside() == nil {
				t.Error("SetAside() = nil")
			}
			reserve(t, b, "a", 60).Settle(llm.Usage{Prompt: 60})
			if _, err := b.Reserve("a", 41); !errors.Is(err, llm.ErrBudget) || b.WriteError() != nil {
				t.Errorf("Reserve = %v, want %v; WriteError() = %v", err, llm.ErrBudget, b.WriteError())
			}
			after, _ := filepath.Glob(cfg.Path + "*")
			if diff := cmp.Diff(before, after); diff != "" {
				t.Errorf("files (-before +after):\n%s", diff)
			}
		})
	}
}

func TestBudgetIsNotLiftedByGreatNumbers(t *testing.T) {
	b := budget(t, llm.BudgetConfig{PerDay: math.MaxInt64, PerServer: 1000}, evening())
	if _, err := b.Reserve("a", math.MaxInt); !errors.Is(err, llm.ErrBudget) {
		t.Errorf("Reserve(a, MaxInt) = %v, want %v", err, llm.ErrBudget)
	}
	for _, cfg := range []llm.BudgetConfig{{PerDay: 1000}, {PerServer: 1000}} {
		b := budget(t, cfg, evening())
		claims := []*llm.Reservation{reserve(t, b, "a", 1), reserve(t, b, "a", 1), reserve(t, b, "a", 1)}
		for _, r := range claims {
			r.Settle(llm.Usage{Prompt: math.MaxInt, Completion: math.MaxInt})
			if _, err := b.Reserve("a", 1); !errors.Is(err, llm.ErrBudget) || b.Spent("a").Total < 1000 {
				t.Errorf("Reserve = %v with %+v spent, want %v", err, b.Spent("a"), llm.ErrBudget)
			}
		}
	}
}

func TestReservationIsRaised(t *testing.T) {
	now := evening()
	b := budget(t, llm.BudgetConfig{PerDay: 1000, PerServer: 500}, now)
	r := reserve(t, b, "a", 200)
	for _, test := range []struct {
		to   int
		want error
	}{{400, nil}, {300, nil}, {501, llm.ErrBudget}, {500, nil}} {
		if err := r.Raise(test.to); !errors.Is(err, test.want) {
			t.Errorf("Raise(%d) = %v, want %v", test.to, err, test.want)
		}
	}
	other := reserve(t, b, "b", 500)
	if _, err := b.Reserve("c", 1); !errors.Is(err, llm.ErrBudget) {
		t.Errorf("Reserve = %v, want %v", err, llm.ErrBudget)
	}
	other.Settle(llm.Usage{})
	*now = now.Add(2 * time.Hour) // a claim of yesterday is raised from nothing
	if err := r.Raise(400); err != nil {
		t.Errorf("Raise on the next day: %v", err)
	}
	if _, err := b.Reserve("a", 101); !errors.Is(err, llm.ErrBudget) {
		t.Errorf("Reserve = %v, want %v", err, llm.ErrBudget)
	}
	r.Settle(llm.Usage{Prompt: 50})
	reserve(t, b, "a", 450).Settle(llm.Usage{})
}
