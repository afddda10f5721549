package intake_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"rapporteur/corpus"
	"rapporteur/intake"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestPages reads pages as sites make them and compares the article file that
// comes of each. The first line of an archive is the address, the page is the
// file "page.*", and "want.md" and "notes" are golden.
func TestPages(t *testing.T) {
	files, err := filepath.Glob("testdata/pages/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no pages", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			address, _, _ := strings.Cut(string(archive.Comment), "\n")
			source := archive.Files[0]
			drafts, err := intake.Extract(t.Context(), intake.Source{Name: source.Name, URL: strings.TrimSpace(address), Data: source.Data})
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				archive.Files = append(archive.Files[:1], golden(drafts)...)
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(archive.Files[1:], golden(drafts)); diff != "" {
				t.Errorf("Extract(%s): (-want +got)\n%s", file, diff)
			}
			for _, d := range drafts {
				if a, err := corpus.Decode("a.md", d.Markdown(), corpus.Options{}); err != nil || a.Body != d.Body {
					t.Errorf("Decode of the draft: %v, want its body", err)
				}
			}
		})
	}
}

func golden(drafts []intake.Draft) []txtar.File {
	var out []txtar.File
	for _, d := range drafts {
		notes := strings.Join(d.Notes, "\n") + "\n"
		if d.Author != "" {
			notes = "Author: " + d.Author + "\n" + notes
		}
		if d.Teaser {
			notes = "Teaser.\n" + notes
		}
		out = append(out, txtar.File{Name: "want.md", Data: d.Markdown()}, txtar.File{Name: "notes", Data: []byte(notes)})
	}
	return out
}
