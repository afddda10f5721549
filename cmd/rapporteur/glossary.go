package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"rapporteur/glossary"
	"rapporteur/seeds"
)

// glossaryFile is the operator's glossary in --data, where accepted suggestions
// are written. Its form is that of seeds/glossary.yaml.
const glossaryFile = "glossary.yaml"

// glossary returns the glossary in effect, which everything works with: the
// built-in one, extended by that in --data, and that by the one of --glossary.
//
// A mistake in the file that a setting names is an error; the one in --data may
// be written while nobody looks, so that a mistake there leaves it out with a
// warning.
func (a *app) glossary() (*glossary.Glossary, error) {
	g, err := glossary.Parse(seeds.Glossary())
	if err != nil {
		return nil, err
	}
	if a.cfg.Data != "" {
		g, err = extended(g, a.keptGlossary())
		if err != nil {
			a.warnf("%s; the glossary in --data is left out", err)
		}
	}
	if a.cfg.Glossary != "" {
		return extended(g, a.cfg.Glossary)
	}
	return g, nil
}

func (a *app) keptGlossary() string { return filepath.Join(a.cfg.Data, glossaryFile) }

// extended returns g with the names in a file, and g as it is with an error. A
// file that is not there adds nothing: the setting has seen that its own is.
func extended(g *glossary.Glossary, path string) (*glossary.Glossary, error) {
	data, err := readGlossary(path)
	if err != nil {
		return g, err
	}
	more, err := g.Extend(path, data)
	if err != nil {
		return g, err
	}
	return more, nil
}

func readGlossary(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, fileError(path, err)
	case !info.Mode().IsRegular():
		return nil, &glossary.Mistake{File: path, Text: "not a file"} // a pipe would be waited for
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fileError(path, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, glossary.MaxFile+1))
	if err != nil {
		return nil, fileError(path, err)
	}
	return data, nil
}
