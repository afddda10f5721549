package library

import (
	"context"
	"os"
	"path/filepath"

	"rapporteur/corpus"
	"rapporteur/retrieval"
)

// Check reads the articles and the folder of what is derived, and returns what
// is wrong with the latter, one sentence each: nothing when it is whole, of
// these articles, and the same as if it were derived anew now, which is done for
// comparison. What is wrong is derived anew by the next Open.
func Check(ctx context.Context, cfg Config) (*corpus.Corpus, []string, error) {
	c, err := Read(ctx, Config{Base: cfg.Base, Added: cfg.Added}) // from the files alone
	if err != nil || cfg.Cache == "" {
		return c, nil, err
	}
	data, err := os.ReadFile(filepath.Join(cfg.Cache, cacheFile))
	if os.IsNotExist(err) {
		return c, []string{"no index is kept in " + cfg.Cache}, nil
	}
	if err != nil {
		return c, []string{"the index in " + cfg.Cache + " cannot be read: " + plain(err).Error()}, nil
	}
	k, err := parseCache(data)
	switch {
	case err != nil:
		return c, []string{"the index in " + cfg.Cache + " is damaged"}, nil
	case k.manifest.Program != program():
		return c, []string{"the index in " + cfg.Cache + " was made by another version of the program"}, nil
	case !k.isOf(c.Articles):
		return c, []string{"the index in " + cfg.Cache + " is of other articles"}, nil
	}
	same, err := sameAsFresh(ctx, cfg, k, c)
	if err == nil && !same {
		return c, []string{"the index in " + cfg.Cache + " is not what is made of the articles"}, nil
	}
	return c, nil, err
}

// sameAsFresh makes the index twice, from what was kept and from the articles.
func sameAsFresh(ctx context.Context, cfg Config, k *kept, c *corpus.Corpus) (bool, error) {
	index, err := cfg.Index()
	if err != nil {
		return false, err
	}
	restored, err := retrieval.Restore(ctx, k.index(), c.Articles, index)
	if err != nil {
		return false, ctx.Err()
	}
	if index, err = cfg.Index(); err != nil {
		return false, err
	}
	fresh, err := retrieval.Build(ctx, c.Articles, index)
	if err != nil {
		return false, err
	}
	return restored.Digest() == fresh.Digest(), nil
}
