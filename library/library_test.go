package library_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/answer"
	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/library"
	"rapporteur/retrieval"
	"rapporteur/retrieval/chromem"
	"rapporteur/retrieval/static"
	"rapporteur/seeds"
)

// counter embeds with the words in the program and counts the texts.
type counter struct {
	*static.Model
	texts atomic.Int64
}

func (c *counter) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	c.texts.Add(int64(len(texts)))
	return c.Model.Embed(ctx, texts)
}

// added stands in for the archive: a folder, and ids that are hidden.
type added struct {
	dir    string
	hidden map[string]bool
	err    error
}

func (a *added) Loader(o corpus.Options) *corpus.Loader { return corpus.NewDirLoader(a.dir, o) }

func (a *added) Hidden() (map[string]bool, error) { return a.hidden, a.err }

// stage is a library over two folders.
type stage struct {
	t                 *testing.T
	base, more, cache string
	added             *added
	embedder          *counter
	*library.Library
}

func newStage(t *testing.T) *stage {
	s := &stage{t: t, base: t.TempDir(), more: t.TempDir(), cache: filepath.Join(t.TempDir(), "index"), embedder: &counter{Model: static.New()}}
	s.added = &added{dir: s.more}
	s.put(s.base, "vienna", "Envoys met in Vienna on Friday. They spoke of a ceasefire.")
	s.put(s.base, "geneva", "Envoys met in Geneva. They spoke of an election.")
	return s
}

// lists reads the lists of the program.
func lists() (names *glossary.Glossary, words *glossary.Lexicon, err error) {
	parse.Do(func() {
		parsed.names, parsed.namesErr = glossary.Parse(seeds.Glossary())
		parsed.words, parsed.wordsErr = glossary.ParseLexicon(seeds.Lexicon())
	})
	return parsed.names, parsed.words, errors.Join(parsed.namesErr, parsed.wordsErr)
}

var (
	parse  sync.Once
	parsed struct {
		names              *glossary.Glossary
		words              *glossary.Lexicon
		namesErr, wordsErr error
	}
)

func (s *stage) config() library.Config {
	s.t.Helper()
	names, words, err := lists()
	s.check(err)
	return library.Config{
		Base:  func(o corpus.Options) *corpus.Loader { return corpus.NewDirLoader(s.base, o) },
		Added: s.added,
		Index: func() (retrieval.Config, error) {
			leg, err := chromem.New(chromem.Config{Embedder: s.embedder})
			return retrieval.Config{Embedder: s.embedder, Vectors: leg}, err
		},
		Answer: answer.Config{Glossary: names, Lexicon: words, Words: static.New()},
		Cache:  s.cache,
	}
}

func (s *stage) check(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *stage) open() *stage {
	s.t.Helper()
	l, err := library.Open(s.t.Context(), s.config())
	s.check(err)
	s.Library = l
	return s
}

func (s *stage) put(dir, id, text string) {
	s.t.Helper()
	s.check(os.WriteFile(filepath.Join(dir, id+".md"), []byte(text), 0o644))
}

func (s *stage) refresh(want bool) {
	s.t.Helper()
	changed, err := s.Refresh(s.t.Context())
	if err != nil || changed != want {
		s.t.Errorf("Refresh = %v, %v; want %v", changed, err, want)
	}
}

// holds compares the ids of the current articles.
func (s *stage) holds(want ...string) {
	s.t.Helper()
	var got []string
	for _, a := range s.Current().Articles {
		got = append(got, a.ID)
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		s.t.Errorf("articles (-want +got):\n%s", diff)
	}
}

// tells asks, and wants the words in an answer that is cited, or a refusal.
func (s *stage) tells(question, words string) {
	s.t.Helper()
	a, err := s.Current().Engine.Answer(s.t.Context(), answer.Request{Question: question})
	s.check(err)
	switch {
	case words == "" && !a.Refused:
		s.t.Errorf("%q is answered with %q, want a refusal", question, a.Text)
	case words != "" && (a.Refused || !strings.Contains(a.Text, words) || len(a.Citations) == 0):
		s.t.Errorf("%q is answered with %q (refused %v), want %q, cited", question, a.Text, a.Refused, words)
	}
}

func TestArticlesComeChangeAndGo(t *testing.T) {
	s := newStage(t).open()
	s.holds("geneva", "vienna")
	s.refresh(false)
	s.tells("Where was the pipeline talked about?", "")

	before := s.Current()
	s.put(s.more, "oslo", "Envoys met in Oslo in March 2016. They spoke of a pipeline.")
	s.refresh(true)
	s.holds("geneva", "oslo", "vienna")
	s.tells("What did the envoys in Oslo speak of?", "pipeline")

	s.put(s.more, "vienna", "Envoys met in Vienna. They spoke of a harvest.")
	s.refresh(true)
	s.tells("What did the envoys in Vienna speak of?", "harvest")

	s.added.hidden = map[string]bool{"geneva": true, "vienna": true}
	s.refresh(true)
	s.holds("oslo", "vienna") // the added one is another article than the base's

	s.check(os.Remove(filepath.Join(s.more, "oslo.md")))
	s.refresh(true)
	s.holds("vienna")

	if len(before.Articles) != 2 || before.Index.Len() == 0 || before.Article("oslo") != nil {
		t.Errorf("the first snapshot has changed: %v", before.Articles)
	}
}

// TestWhatCannotBeRead: the last good articles stay, and State says why.
func TestWhatCannotBeRead(t *testing.T) {
	s := newStage(t).open()
	good := s.Current()
	gone := s.base + "-gone"
	for name, spoil := range map[string]func() (mend func()){
		"the folder is gone": func() func() {
			s.check(os.Rename(s.base, gone))
			return func() { s.check(os.Rename(gone, s.base)) }
		},
		"the folder is empty": func() func() { // as where a disk is not mounted
			s.check(os.Rename(s.base, gone))
			s.check(os.Mkdir(s.base, 0o755))
			return func() {
				s.check(os.Remove(s.base))
				s.check(os.Rename(gone, s.base))
			}
		},
		"it is not known what was removed": func() func() {
			s.added.err = errors.New("the list of removed articles cannot be read")
			return func() { s.added.err = nil }
		},
	} {
		mend := spoil()
		if changed, err := s.Refresh(t.Context()); err == nil || changed {
			t.Errorf("%s: Refresh = %v, %v; want an error", name, changed, err)
		}
		if f := s.State().Fault; f == "" || strings.Contains(f, "\n") {
			t.Errorf("%s: the fault is %q, want a sentence", name, f)
		}
		if s.Current() != good {
			t.Errorf("%s: the articles were replaced", name)
		}
		mend()
		s.refresh(false)
		if f := s.State().Fault; f != "" {
			t.Errorf("%s, and mended: the fault is still %q", name, f)
		}
	}
}

// TestAllRemoved: the last article can be removed as well, and is not answered
// from any more.
func TestAllRemoved(t *testing.T) {
	s := newStage(t).open()
	s.added.hidden = map[string]bool{"vienna": true, "geneva": true}
	s.refresh(true)
	s.holds()
	s.tells("What did the envoys in Vienna speak of?", "")
}

func TestSkippedFilesAreToldOf(t *testing.T) {
	s := newStage(t).open()
	s.put(s.base, "empty", " ")
	s.refresh(false)
	if skipped := s.Current().Skipped; len(skipped) != 1 || skipped[0].Path != "empty.md" {
		t.Errorf("skipped are %v, want empty.md", skipped)
	}
	s.tells("What did the envoys in Vienna speak of?", "ceasefire")
}

func TestNoArticles(t *testing.T) {
	s := newStage(t)
	s.base = t.TempDir()
	if _, err := library.Open(t.Context(), s.config()); !errors.Is(err, library.ErrNoArticles) {
		t.Errorf("Open of empty folders: %v, want %v", err, library.ErrNoArticles)
	}
}

// TestWarmStart: what was derived is not derived again, and an index that is
// read back answers as one that was built.
func TestWarmStart(t *testing.T) {
	s := newStage(t)
	s.put(s.more, "oslo", "Envoys met in Oslo. They spoke of a pipeline.")
	s.open()
	cold := s.embedder.texts.Load()
	if cold == 0 {
		t.Fatal("the index was built without an embedding")
	}
	s.open()
	if n := s.embedder.texts.Load() - cold; n != 0 {
		t.Errorf("a start with all there embeds %d texts", n)
	}
	s.tells("What did the envoys in Oslo speak of?", "pipeline")

	// What changed while the program was away is derived, the rest is not.
	s.put(s.more, "oslo", "Envoys met in Oslo. They spoke of a dam.")
	s.put(s.more, "turin", "Envoys met in Turin. They spoke of a festival.")
	s.check(os.Remove(filepath.Join(s.base, "geneva.md")))
	before := s.embedder.texts.Load()
	s.open()
	if n := s.embedder.texts.Load() - before; n != 2 {
		t.Errorf("a start with two articles that are new embeds %d texts, want 2", n)
	}
	s.holds("oslo", "turin", "vienna")
	s.tells("What did the envoys in Oslo speak of?", "dam")
}

// TestDamagedCache: whatever has become of it, the start succeeds with the
// articles as they are.
func TestDamagedCache(t *testing.T) {
	s := newStage(t).open()
	file := filepath.Join(s.cache, "derived.bin")
	whole, err := os.ReadFile(file)
	s.check(err)
	damages := map[string][]byte{"empty": nil, "another file": []byte("hello"), "the first half": whole[:len(whole)/2], "a byte short": whole[:len(whole)-1]}
	for at := 0; at < len(whole); at += 1 + len(whole)/20 {
		flipped := slices.Clone(whole)
		flipped[at] ^= 0x10
		damages[fmt.Sprint("byte ", at)] = flipped
	}
	for _, name := range slices.Sorted(maps.Keys(damages)) {
		s.check(os.WriteFile(file, damages[name], 0o644))
		s.open()
		s.holds("geneva", "vienna")
		s.tells("What did the envoys in Vienna speak of?", "ceasefire")
		if got, err := os.ReadFile(file); err != nil || len(got) < len(whole)-64 {
			t.Errorf("%s: afterwards the cache has %d bytes, %v; want a new one", name, len(got), err)
		}
	}
}

// TestCacheThatCannotBeWritten: it is said, and nothing else is wrong.
func TestCacheThatCannotBeWritten(t *testing.T) {
	s := newStage(t)
	s.cache = filepath.Join(s.base, "vienna.md", "index") // below a file
	s.open()
	s.tells("What did the envoys in Vienna speak of?", "ceasefire")
	if got := s.State().Cache; !strings.Contains(got, "cannot be kept") || strings.Contains(got, "\n") {
		t.Errorf("State().Cache = %q, want one sentence", got)
	}
}

// TestAskedMeanwhile: questions are answered from one snapshot or the next while
// articles come and go.
func TestAskedMeanwhile(t *testing.T) {
	s := newStage(t).open()
	ctx, cancel := context.WithCancel(t.Context())
	var asking sync.WaitGroup
	for range 4 {
		asking.Go(func() {
			for ctx.Err() == nil {
				a, err := s.Current().Engine.Answer(context.WithoutCancel(ctx), answer.Request{Question: "What did the envoys in Vienna speak of?"})
				if err != nil || a.Refused || !strings.Contains(a.Text, "ceasefire") {
					t.Errorf("answered %+v, %v", a, err)
					return
				}
			}
		})
	}
	for n := range 20 {
		s.put(s.more, fmt.Sprint("more-", n%7), fmt.Sprintf("Ministers dined in Quito for %d hours.", n))
		s.refresh(true)
		s.Current().Near()
	}
	cancel()
	asking.Wait()
	s.check(s.Close())
}

// TestWatch: a file that comes to rest in a folder becomes an article by itself.
func TestWatch(t *testing.T) {
	s := newStage(t)
	swapped := make(chan *library.Snapshot, 8)
	cfg := s.config()
	cfg.Swapped = func(now *library.Snapshot) { swapped <- now }
	l, err := library.Open(t.Context(), cfg)
	s.check(err)
	s.Library = l
	var watching sync.WaitGroup
	ctx, cancel := context.WithCancel(t.Context())
	watching.Go(func() { l.Watch(ctx) })
	s.put(s.base, "oslo", "Envoys met in Oslo. They spoke of a pipeline.")
	select {
	case now := <-swapped:
		if now != l.Current() || now.Article("oslo") == nil {
			t.Errorf("swapped to %v, want oslo too", now.Articles)
		}
	case <-time.After(time.Minute):
		t.Error("the new file was not noticed in a minute")
	}
	cancel()
	watching.Wait()
}

func TestNear(t *testing.T) {
	s := newStage(t)
	wire := strings.Repeat("The ferry sank off the harbour of the northern island on its way from the mainland. ", 1) +
		"Rescuers in three helicopters brought forty passengers and the crew to a stadium that evening. " +
		"The minister for transport, who was at a funeral, promised an inquiry into the company that runs it. " +
		"Survivors told of a loud noise in the engine room before the lights went out on the lower deck. " +
		"The company has twelve more ships of the same build, and said it would keep them in port for now."
	s.put(s.base, "wire", wire)
	s.open()
	s.put(s.more, "wire-again", "The island mourns. "+wire)
	s.refresh(true)
	found := s.Current().Near().To(s.Current().Article("wire"))
	if len(found) != 1 || found[0].Article.ID != "wire-again" {
		t.Errorf("near to the wire's report are %v, want its copy", found)
	}
}
