package main

import (
	"context"
	"os"

	"rapporteur/corpus"
)

// folder is a folder of articles beside those that are asked about.
type folder string

// Loader returns what loads the articles of the folder.
func (f folder) Loader(opts corpus.Options) *corpus.Loader {
	return corpus.NewDirLoader(string(f), opts)
}

// Hidden returns nothing: the folder takes no place of another's articles.
func (f folder) Hidden() (map[string]bool, error) { return nil, nil }

// putAmong has the articles of a folder stand beside those that the questions
// were written for, and has the scores tell the two apart.
func (a *app) putAmong(ctx context.Context, f *evalFlags) error {
	if f.among == "" {
		return nil
	}
	if info, err := os.Stat(f.among); err != nil || !info.IsDir() {
		return usagef("--among %s is no folder that can be read", f.among)
	}
	own, err := a.load(ctx)
	if err != nil {
		return err
	}
	a.among = folder(f.among)
	f.options.Own = map[string]bool{}
	for _, article := range own.Articles {
		f.options.Own[article.SourceFile] = true
	}
	return nil
}
