package ingest_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/archive"
	"rapporteur/corpus"
	"rapporteur/ingest"
	"rapporteur/intake"
	"rapporteur/near"
)

func TestMain(m *testing.M) {
	intake.Main()
	os.Exit(m.Run())
}

const story = "The last rebels left the town of Daraya on Friday under a deal with the government, state television said. " +
	"Some 700 fighters were taken to Idlib in buses. Residents carried bags and suitcases through the rubble of the main square, " +
	"and the last of them closed the door of the hospital behind him. The siege of the town had lasted four years, and food was let in once in that time."

// desk is a Desk over a folder, whose base has one article.
type desk struct {
	*ingest.Desk
	t       *testing.T
	dir     string
	archive *archive.Archive
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, dir: t.TempDir()}
	kept, _, err := archive.Open(d.dir, archive.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { kept.Close() })
	d.archive = kept
	d.Desk = ingest.New(ingest.Config{Archive: kept, Present: d.present, BaseFile: func(id string) ([]byte, error) {
		if id == "base" {
			return []byte(baseFile), nil
		}
		return nil, nil
	}})
	return d
}

const baseFile = "---\nid: base\ntitle: Talks in Bern\npublished: 2016-01-02\n---\nEnvoys met in Bern on Saturday and spoke of a bridge. " +
	"They came from nine countries and stayed for four hours in the old town hall by the river, whose mayor had invited them in spring. " +
	"None of them wanted to say what was agreed, and the doors were kept shut until the evening.\n"

func (d *desk) present() (*corpus.Corpus, *near.Set) {
	d.t.Helper()
	base, err := corpus.Decode("base.md", []byte(baseFile), corpus.Options{})
	if err != nil {
		d.t.Fatal(err)
	}
	added, err := corpus.Load(d.archive.FS(), corpus.Options{})
	if err != nil {
		d.t.Fatal(err)
	}
	hidden, err := d.archive.Hidden()
	if err != nil {
		d.t.Fatal(err)
	}
	c := corpus.Merge(func(id string) bool {
		for _, h := range hidden {
			if h == id {
				return true
			}
		}
		return false
	}, added, &corpus.Corpus{Articles: []*corpus.Article{base}})
	return c, near.New(c.Articles)
}

// propose proposes one text as a file of that name.
func (d *desk) propose(name, text string, details ingest.Details) *ingest.Proposal {
	d.t.Helper()
	b, err := d.Batch()
	if err != nil {
		d.t.Fatal(err)
	}
	got, refused, err := b.Propose(d.t.Context(), intake.Source{Name: name, Data: []byte(text)}, name, details)
	if err != nil || len(refused) > 0 || len(got) != 1 {
		d.t.Fatalf("Propose(%s) = %d proposals, %q, %v; want one", name, len(got), refused, err)
	}
	return b.End()[0]
}

func (d *desk) keep(p *ingest.Proposal, want archive.Op) {
	d.t.Helper()
	r, err := d.Keep(d.t.Context(), p, "tester")
	if err != nil || r.Op != want {
		d.t.Fatalf("Keep(%s) = %q, %v; want %q", p.Article.ID, r.Op, err, want)
	}
}

func (d *desk) ids() []string {
	c, _ := d.present()
	var ids []string
	for _, a := range c.Articles {
		ids = append(ids, a.ID)
	}
	return ids
}

// TestWhatKeepingDoes: the same source is the same article, and nothing that
// somebody said of it is lost.
func TestWhatKeepingDoes(t *testing.T) {
	d := newDesk(t)
	dated := ingest.Details{Published: "2016-08-26"}
	d.keep(d.propose("daraya.txt", story, dated), archive.Added)

	for _, c := range []struct {
		about, name, text string
		details           ingest.Details
		want              archive.Op
		id                string
	}{
		{"the same file", "daraya.txt", story, ingest.Details{}, archive.Unchanged, "daraya"},
		{"the same text in another file", "copy.txt", story, ingest.Details{}, archive.Unchanged, "daraya"},
		{"the same text with other white space", "copy.txt", strings.ReplaceAll(story, ". ", ".\n"), ingest.Details{}, archive.Unchanged, "daraya"},
		{"the same text, and more is said of it", "copy.txt", story, ingest.Details{Publisher: "Gazette"}, archive.Changed, "daraya"},
		{"the same text in print elsewhere", "elsewhere.txt", story, ingest.Details{Publisher: "Other Gazette", Published: "2016-08-27"}, archive.Changed, "daraya"},
		{"another text in the same file", "daraya.txt", story + " It rained.", ingest.Details{}, archive.Changed, "daraya"},
		{"another text", "rain.txt", "It rained in the hills on Monday for the first time in a year.", dated, archive.Added, "rain"},
		{"another text, by the id", "rain.txt", "It rained in the hills on Monday for the first time in a year.", ingest.Details{ID: "daraya"}, archive.Changed, "daraya"},
		{"an article of the base, by the id it states", "x.md", strings.ReplaceAll(baseFile, "bridge", "harvest"), ingest.Details{}, archive.Changed, "base"},
		{"an article of the base as it is", "x.md", baseFile, ingest.Details{}, archive.Unchanged, "base"},
	} {
		p := d.propose(c.name, c.text, c.details)
		if p.Op != c.want || p.Article.ID != c.id || len(p.Doubts) > 0 && p.Op != archive.Unchanged {
			t.Errorf("%s: %s of %s, doubts %q; want %s of %s", c.about, p.Op, p.Article.ID, p.Doubts, c.want, c.id)
		}
	}

	p := d.propose("daraya.txt", story+" It rained.", ingest.Details{})
	d.keep(p, archive.Changed)
	c, _ := d.present()
	a := c.Article("daraya")
	if a.Published.String() != "2016-08-26" || a.PublishedBasis != corpus.Given || !strings.HasSuffix(strings.TrimSpace(a.Body), "It rained.") {
		t.Errorf("after the change it is of %s (%s): %q", a.Published, a.PublishedBasis, a.Body)
	}
}

// TestTwoAtOnce: proposals of one batch do not take each other's ids, and see
// each other as near.
func TestTwoAtOnce(t *testing.T) {
	d := newDesk(t)
	b, err := d.Batch()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{story, story + " The wire adds that it rained all night.", strings.ReplaceAll(story, " ", "\n")} {
		if _, _, err := b.Propose(t.Context(), intake.Source{Name: "daraya.txt", Data: []byte(text)}, "a", ingest.Details{}); err != nil {
			t.Fatal(err)
		}
	}
	got := b.End()
	if len(got) != 3 || got[0].Article.ID != "daraya" || got[1].Article.ID != "daraya-2" {
		t.Fatalf("End = %d proposals, want daraya, daraya-2 and the first once more", len(got))
	}
	if got[2].Op != archive.Unchanged || got[2].Article != got[0].Article {
		t.Errorf("the same text once more is %s of %s", got[2].Op, got[2].Article.ID)
	}
	for i, p := range got[:2] {
		if len(p.Near) != 1 || p.Near[0].Article != got[1-i].Article || p.Near[0].Share < 0.8 {
			t.Errorf("%s is near to %v, want the other one", p.Article.ID, p.Near)
		}
	}
}

// TestOvertaken: a proposal does not overwrite what came between.
func TestOvertaken(t *testing.T) {
	d := newDesk(t)
	first := d.propose("daraya.txt", story, ingest.Details{})
	second := d.propose("daraya.txt", story+" It rained.", ingest.Details{})
	d.keep(first, archive.Added)
	if _, err := d.Keep(t.Context(), second, "tester"); !errors.Is(err, ingest.ErrTaken) {
		t.Errorf("Keep of a proposal with a taken id = %v, want ErrTaken", err)
	}
	d.keep(first, archive.Unchanged) // pressed twice
}

func TestRemoveAndRestore(t *testing.T) {
	d := newDesk(t)
	d.keep(d.propose("daraya.txt", story, ingest.Details{}), archive.Added)
	for _, id := range []string{"daraya", "base"} {
		if _, err := d.Remove(t.Context(), id, "tester"); err != nil {
			t.Errorf("Remove(%s) = %v", id, err)
		}
	}
	if diff := cmp.Diff([]string(nil), d.ids()); diff != "" {
		t.Errorf("after removing (-want +got):\n%s", diff)
	}
	if p := d.propose("daraya.txt", story, ingest.Details{}); p.Op != archive.Added || p.Article.ID != "daraya" || len(p.Doubts) != 2 {
		t.Errorf("what was removed is proposed as %s of %s, doubts %q; want the same article, and a doubt besides that of the date", p.Op, p.Article.ID, p.Doubts)
	}
	for _, id := range []string{"daraya", "base"} {
		if _, err := d.Restore(t.Context(), id, "tester"); err != nil {
			t.Errorf("Restore(%s) = %v", id, err)
		}
	}
	if diff := cmp.Diff([]string{"base", "daraya"}, d.ids()); diff != "" {
		t.Errorf("after restoring (-want +got):\n%s", diff)
	}
	if _, err := d.Remove(t.Context(), "atlantis", "tester"); !errors.Is(err, archive.ErrUnknown) {
		t.Errorf("Remove of an unknown id = %v, want ErrUnknown", err)
	}
}

// TestRefusals: each is one sentence, and nothing is proposed.
func TestRefusals(t *testing.T) {
	d := newDesk(t)
	b, err := d.Batch()
	if err != nil {
		t.Fatal(err)
	}
	for about, c := range map[string]struct {
		src     intake.Source
		details ingest.Details
	}{
		"nothing":             {intake.Source{Name: "a.txt"}, ingest.Details{}},
		"white space":         {intake.Source{Name: "a.txt", Data: []byte(" \n\n\t")}, ingest.Details{}},
		"a picture":           {intake.Source{Name: "a.txt", Data: []byte("\x89PNG\r\n\x1a\n\x00\x00")}, ingest.Details{}},
		"no date":             {intake.Source{Name: "a.txt", Data: []byte(story)}, ingest.Details{Published: "last Friday"}},
		"only a licence line": {intake.Source{Name: "a.txt", Data: []byte("Copyright 2016 The Gazette. All rights reserved.")}, ingest.Details{}},
	} {
		got, _, err := b.Propose(t.Context(), c.src, "a.txt", c.details)
		var refusal *intake.Refusal
		if !errors.As(err, &refusal) || len(got) > 0 || !strings.HasSuffix(refusal.Sentence, ".") || strings.Contains(refusal.Sentence, "\n") {
			t.Errorf("%s: %d proposals, %v; want a sentence", about, len(got), err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := d.Read(ctx, intake.Source{Name: "a.html", Data: []byte("<html><body><p>" + story + "</p></body></html>")}); !errors.Is(err, context.Canceled) {
		t.Errorf("Read without time = %v, want that of the context", err)
	}
}

// TestNotGiven: a page from elsewhere cannot say what somebody here said.
func TestNotGiven(t *testing.T) {
	d := newDesk(t)
	b, err := d.Batch()
	if err != nil {
		t.Fatal(err)
	}
	src := intake.Source{URL: "https://example.org/a.md", Data: []byte("---\ntitle: Rain\npublisher: Reuters\npublisher_basis: given\npublished: 2016-08-26\n---\n" + story)}
	got, _, err := b.Propose(t.Context(), src, src.URL, ingest.Details{Title: "Rebels leave Daraya"})
	if err != nil || len(got) != 1 || got[0].Article.PublisherBasis != corpus.Stated || got[0].Article.TitleBasis != corpus.Given {
		t.Errorf("Propose = %+v, %v; want a stated publisher and a given title", got, err)
	}
}

// TestPreview: what a person is shown.
func TestPreview(t *testing.T) {
	d := newDesk(t)
	p := d.propose("a.md", "---\ntitle: Rain\npublished: 2016-08-26\n---\n"+story+"\n\nCopyright 2016 The Gazette. All rights reserved.\n", ingest.Details{})
	if got := p.Begins(); !strings.HasPrefix(got, "The last rebels left the town") || len([]rune(got)) > 260 || !strings.HasSuffix(got, "…") {
		t.Errorf("Begins() = %q", got)
	}
	if got := p.Cleaned(); len(got) != 1 || !strings.Contains(got[0], "“Copyright 2016 The Gazette.” (2 times") {
		t.Errorf("Cleaned() = %q, want the line of the licence", got)
	}
}

// TestOvertakenByAnotherProcess: what another process has kept since the
// articles were read is not overwritten, and what it has removed does not return.
func TestOvertakenByAnotherProcess(t *testing.T) {
	d := newDesk(t)
	read, set := d.present()
	old := ingest.New(ingest.Config{Archive: d.archive, Present: func() (*corpus.Corpus, *near.Set) { return read, set }})
	propose := func(text string) *ingest.Proposal {
		b, err := old.Batch()
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := b.Propose(t.Context(), intake.Source{Name: "daraya.txt", Data: []byte(text)}, "a", ingest.Details{Published: "2016-08-26"}); err != nil {
			t.Fatal(err)
		}
		return b.End()[0]
	}
	mine := propose("A bridge was opened in Bern on Monday, the mayor of the town said, after four years of building.")
	first := d.propose("daraya.txt", story, ingest.Details{Published: "2016-08-26"})
	d.keep(first, archive.Added)
	if r, err := old.Keep(t.Context(), mine, "other"); !errors.Is(err, ingest.ErrTaken) {
		t.Errorf("Keep with an id that another process took = %q, %v; want ErrTaken", r.Op, err)
	}
	if file, err := d.archive.Read("daraya"); err != nil || string(file) != string(first.File) {
		t.Errorf("the article of the other process is %q, %v", file, err)
	}

	read, set = d.present()
	change := propose(story + " It rained.")
	if _, err := d.Remove(t.Context(), "daraya", "tester"); err != nil {
		t.Fatal(err)
	}
	if r, err := old.Keep(t.Context(), change, "other"); !errors.Is(err, ingest.ErrTaken) {
		t.Errorf("Keep of a change of what another process removed = %q, %v; want ErrTaken", r.Op, err)
	}
	if err := d.archive.Health(); err != nil {
		t.Errorf("Health = %v; a refusal says nothing of the disk", err)
	}
}

// TestStatedIDs: a stated id is the article that has it as it is written.
func TestStatedIDs(t *testing.T) {
	d := newDesk(t)
	d.keep(d.propose("daraya.txt", story, ingest.Details{Published: "2016-08-26"}), archive.Added)
	for _, id := range []string{"Daraya", "DARAYA", " daraya", "daraya/", "D\u00e1raya"} {
		p := d.propose("x.txt", story+" It rained.", ingest.Details{ID: id})
		if p.Op != archive.Changed || p.Article.ID != "daraya" {
			t.Errorf("--id %q: %s of %s, want changed of daraya", id, p.Op, p.Article.ID)
		}
	}
	b, err := d.Batch()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"~", " ", "..", "-"} {
		var refused *intake.Refusal
		if _, _, err := b.Propose(t.Context(), intake.Source{Name: "x.txt", Data: []byte(story)}, "x", ingest.Details{ID: id}); !errors.As(err, &refused) {
			t.Errorf("--id %q = %v, want a refusal", id, err)
		}
	}
}

// TestClaims: a source that has the id or the file name of an article takes its
// place unseen only when its text is much the same, and none brings back unseen
// what was removed.
func TestClaims(t *testing.T) {
	d := newDesk(t)
	dated := ingest.Details{Published: "2016-08-26"}
	d.keep(d.propose("daraya.txt", story, dated), archive.Added)
	const (
		head = "---\nid: daraya\npublished: 2016-08-26\n---\n"
		lie  = "The minister ate forty cakes in Vienna on Monday, officials said, and declared that the war was over for good.\n"
	)
	for _, c := range []struct {
		about, name, text string
		details           ingest.Details
		doubts            int
	}{
		{"a newer text by its id", "x.md", head + story + " It rained.\n", ingest.Details{}, 0},
		{"another text by its id", "x.md", head + lie, ingest.Details{}, 1},
		{"another text in a file of the same name", "daraya.txt", lie, dated, 1},
		{"another text by what a person says", "x.md", head + lie, ingest.Details{ID: "daraya"}, 0},
	} {
		p := d.propose(c.name, c.text, c.details)
		if p.Op == archive.Changed && p.Article.ID == "daraya" && len(p.Doubts) == c.doubts {
			continue
		}
		t.Errorf("%s: %s of %s, doubts %q; want a change with %d", c.about, p.Op, p.Article.ID, p.Doubts, c.doubts)
	}
	if _, err := d.Remove(t.Context(), "daraya", "tester"); err != nil {
		t.Fatal(err)
	}
	if p := d.propose("x.md", head+story, ingest.Details{}); p.Op != archive.Added || p.Article.ID != "daraya" || len(p.Doubts) != 1 {
		t.Errorf("what was removed: %s of %s, doubts %q; want a doubt", p.Op, p.Article.ID, p.Doubts)
	}
}
