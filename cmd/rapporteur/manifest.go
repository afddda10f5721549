package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/library"
)

// manifestVersion changes with the form of the manifest. A manifest of another
// version is treated as absent: indexes are derived, the articles are the truth.
const manifestVersion = 1

// manifestFile lies in the --data folder.
const manifestFile = "manifest.json"

// manifest records what an index was made of.
type manifest struct {
	Version  int             `json:"version"`
	Splitter int             `json:"splitter"` // corpus.SplitterVersion
	Embedder string          `json:"embedder"`
	Articles []manifestEntry `json:"articles"` // in order of ID
}

type manifestEntry struct {
	ID       string `json:"id"`
	Hash     string `json:"hash"`
	Passages int    `json:"passages"`
}

func (a *app) manifestOf(c *corpus.Corpus) (manifest, error) {
	embedder, err := a.embedder()
	if err != nil {
		return manifest{}, err
	}
	m := manifest{Version: manifestVersion, Splitter: corpus.SplitterVersion, Embedder: embedder.Name()}
	for _, article := range c.Articles {
		m.Articles = append(m.Articles, manifestEntry{article.ID, article.Hash, len(article.Passages)})
	}
	slices.SortFunc(m.Articles, func(x, y manifestEntry) int { return strings.Compare(x.ID, y.ID) })
	return m, nil
}

// noteManifest has the manifest follow the articles. It follows from them, so
// that it cannot be written is no fault of an answer.
func (a *app) noteManifest(now *library.Snapshot) {
	if a.cfg.Data == "" {
		return
	}
	m, err := a.manifestOf(now.Corpus)
	if err != nil {
		return
	}
	if kept, err := readManifest(a.cfg.Data); err == nil && len(manifestProblems(kept, m)) == 0 {
		return
	}
	if _, err := writeManifest(a.cfg.Data, m); err != nil {
		a.log.Info("the manifest of the index is not kept", "error", err)
	}
}

// writeManifest replaces the manifest in dir, whole or not at all.
func writeManifest(dir string, m manifest) (path string, err error) {
	path = filepath.Join(dir, manifestFile)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("make the data folder: %w", err)
	}
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return "", err
	}
	temporary, err := os.CreateTemp(dir, manifestFile+".*")
	if err != nil {
		return "", fmt.Errorf("write the manifest: %w", err)
	}
	defer os.Remove(temporary.Name()) // gone already when all went well
	_, err = temporary.Write(append(data, '\n'))
	err = errors.Join(err, temporary.Sync(), temporary.Close())
	if err == nil {
		err = os.Rename(temporary.Name(), path)
	}
	if err != nil {
		return "", fmt.Errorf("write the manifest: %w", err)
	}
	return path, nil
}

// readManifest returns the manifest in dir; an error says why there is none.
func readManifest(dir string) (manifest, error) {
	var m manifest
	path := filepath.Join(dir, manifestFile)
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return m, fmt.Errorf("%s holds no manifest", dir)
	case err != nil:
		return m, fileError(path, err)
	case json.Unmarshal(data, &m) != nil:
		return m, fmt.Errorf("%s is damaged", path)
	case m.Version != manifestVersion:
		return m, fmt.Errorf("%s is of version %d, not %d", path, m.Version, manifestVersion)
	}
	return m, nil
}

// manifestProblems says how the corpus differs from the manifest kept of it.
func manifestProblems(kept, now manifest) []string {
	var problems []string
	if kept.Splitter != now.Splitter {
		problems = append(problems, fmt.Sprintf("made by splitter %d, this is %d", kept.Splitter, now.Splitter))
	}
	if kept.Embedder != now.Embedder {
		problems = append(problems, fmt.Sprintf("made with the vectors of %s, these are of %s", kept.Embedder, now.Embedder))
	}
	was := map[string]manifestEntry{}
	for _, e := range kept.Articles {
		was[e.ID] = e
	}
	for _, e := range now.Articles {
		old, ok := was[e.ID]
		delete(was, e.ID)
		switch {
		case !ok:
			problems = append(problems, e.ID+" is new")
		case old.Hash != e.Hash:
			problems = append(problems, e.ID+" has changed")
		case old.Passages != e.Passages:
			problems = append(problems, fmt.Sprintf("%s has %d passages, not %d", e.ID, e.Passages, old.Passages))
		}
	}
	for _, e := range kept.Articles {
		if _, left := was[e.ID]; left {
			problems = append(problems, e.ID+" is gone")
		}
	}
	return problems
}
